/**
 * What the page of a care map asks for anyway, asked for as soon as the first script runs. The reader,
 * the drawing's parts, the map and one's own changes to it then travel at once, not one after another.
 */

import { api } from './api/client';
import type { Page } from './router';

/** Fetch the editor's parts; a browser fetches them once. */
export const fetchEditor = () => import('./editor/CareMapEditor.svelte');

/** How one map is read, and one's own changes to it. */
interface Reading {
  readonly map: () => ReturnType<typeof api.careMap>;
  readonly history: () => ReturnType<typeof api.lastEdits>;
}

let early: { readonly id: string; readonly reading: Reading } | null = null;

/** Begin to fetch what a page needs, before it is known who reads it: whoever may not is refused. */
export function askEarly(page: Page): void {
  if (page.name !== 'care-map') return;
  const { id } = page;
  early = { id, reading: { map: begun(() => api.careMap(id)), history: begun(() => api.lastEdits(id)) } };
  void fetchEditor().catch(() => undefined);
}

/** Return how to read a map; what was asked early answers once. */
export function readingOf(id: string): Reading {
  if (early?.id === id) return early.reading;
  return { map: () => api.careMap(id), history: () => api.lastEdits(id) };
}

/** Ask at once. The answer is given to the first who wants it; after that, and if it failed, it is asked for anew. */
function begun<T>(ask: () => Promise<T>): () => Promise<T> {
  let first: Promise<T> | null = ask();
  first.catch(() => undefined);
  return () => {
    const answer = first?.catch(ask) ?? ask();
    first = null;
    return answer;
  };
}
