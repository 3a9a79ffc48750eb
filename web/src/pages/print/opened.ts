/** What is printed: the map as it is now, or a drawing that was kept, and the day that it is from. */

import { api } from '../../api/client';
import type { Document } from '../../drawing/model';
import type { Moment } from '../../paper/moment';
import { dayOf } from '../../words';

export interface Opened { readonly document: Document; readonly moment: Moment }

/** Fetch what is printed; `drawing` is null for the map as it is now. */
export async function opened(id: string, drawing: string | null): Promise<Opened> {
  if (drawing === null) return { document: (await api.careMap(id)).document, moment: { on: dayOf(new Date()), kept: null } };
  const { document, kept_at, kept_by, present = [], sentence, plan } = await api.drawing(id, drawing);
  const by = [kept_by.name, ...present.filter((name) => name !== kept_by.name)];
  return { document, moment: { on: dayOf(new Date(kept_at)), kept: { by, sentence: sentence ?? null, plan: Boolean(plan) } } };
}
