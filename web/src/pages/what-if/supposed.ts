/** What is supposed, as the address of a page has it: one `if` for each, `without~alive`, ids with commas. Pure. */

import type { Id } from '../../drawing/model';

export interface Supposed {
  readonly without: readonly Id[];
  readonly alive: readonly Id[];
}

export const NOTHING: Supposed = { without: [], alive: [] };
/** As many what-ifs as stand side by side. */
export const MOST = 3;

/** Return what the address of a page supposes; one that supposes nothing where it says nothing. */
export function supposedIn(search: string): Supposed[] {
  const query = new URLSearchParams(search);
  const one = query.get('without');
  const all = query.getAll('if').slice(0, MOST).map(read);
  if (all.length === 0) return [one ? { without: ids(one), alive: [] } : NOTHING];
  return all;
}

/** Return the end of the address that supposes this. */
export function searchFor(all: readonly Supposed[]): string {
  const query = new URLSearchParams();
  for (const { without, alive } of all) query.append('if', `${without.join(',')}~${alive.join(',')}`);
  return `?${query}`;
}

/** Return what is supposed with one more, or one less. */
export function toggled(all: readonly Id[], id: Id): Id[] {
  return all.includes(id) ? all.filter((one) => one !== id) : [...all, id];
}

function read(text: string): Supposed {
  const [without = '', alive = ''] = text.split('~');
  return { without: ids(without), alive: ids(alive) };
}

function ids(text: string): Id[] {
  return [...new Set(text.split(',').filter(Boolean))];
}
