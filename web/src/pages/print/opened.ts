/** What is printed: the map as it is now, and the day that it is from. */

import { api } from '../../api/client';
import type { Document } from '../../drawing/model';
import type { Moment } from '../../paper/sheet';
import { formDay } from '../../words';

export interface Opened { readonly document: Document; readonly moment: Moment }

/** Fetch what is printed. */
export async function opened(id: string): Promise<Opened> {
  return { document: (await api.careMap(id)).document, moment: { on: formDay(new Date()), kept: null } };
}
