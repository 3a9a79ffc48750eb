/** What can be chosen on the print page, in words, and how it stands in the page's address. */

import { CHOICES } from '../../paper/sheet';
import type { Choices } from '../../paper/page';

/** The drawing on one sheet, or a list in easy words; of the map as it is, or of a drawing that was kept. */
export interface Wanted extends Choices { readonly what: 'picture' | 'list'; readonly drawing: string | null }
type Option<Key extends keyof Wanted> = readonly [value: Wanted[Key], words: string];

export const WHAT: readonly Option<'what'>[] = [['picture', 'The drawing'], ['list', 'A list in easy words']];
export const PAPERS: readonly Option<'paper'>[] = [['a4', 'A4'], ['a3', 'A3']];
export const WAYS: readonly Option<'way'>[] = [['landscape', 'Wide'], ['portrait', 'Tall']];
export const NAMES: readonly Option<'names'>[] = [
  ['full', 'Full names'], ['first', 'First names'], ['initials', 'Initials'], ['none', 'No names'],
];
export const PARTS: readonly Option<'part'>[] = [
  ['further_away', 'Everyone'], ['within_2_hours', 'Up to 2 hours away'], ['nearby', 'Nearby and at home'], ['lives_with', 'At home'],
];

const OPTIONS = { what: WHAT, paper: PAPERS, way: WAYS, names: NAMES, part: PARTS } as const;
const USUAL: Wanted = { ...CHOICES, what: 'picture', drawing: null };

/** Return what an address asks for; what it does not say, or says wrongly, is as usual. */
export function wantedFrom(search: string): Wanted {
  const asked = new URLSearchParams(search);
  const known = Object.entries(OPTIONS).flatMap(([key, options]) => {
    const found = options.find(([value]) => value === asked.get(key));
    return found ? [[key, found[0]]] : [];
  });
  return { ...USUAL, ...(Object.fromEntries(known) as Partial<Wanted>), drawing: asked.get('drawing') || null };
}

/** Return the end of the page's address for what is chosen. */
export function searchOf(wanted: Wanted): string {
  const said = Object.entries(wanted).filter(([key, value]) => value !== USUAL[key as keyof Wanted]) as [string, string][];
  const text = new URLSearchParams(said).toString();
  return text && `?${text}`;
}

export type Format = 'pdf' | 'png' | 'svg';

/** Return where a copy is downloaded from. */
export function copyAddress(id: string, wanted: Wanted, format: Format): string {
  const { paper, way, names, part, drawing } = wanted;
  const asked = wanted.what === 'picture' ? { format, paper, way, names, part } : { format, names, part };
  return addressOf(id, wanted.what === 'picture' ? 'picture' : 'easy-read', asked, drawing);
}

/** Return where all that a map or a kept drawing says is downloaded from, as tables or as data. */
export function dataAddress(id: string, { drawing }: Pick<Wanted, 'drawing'>, format: 'csv' | 'json'): string {
  return addressOf(id, 'data', { format }, drawing);
}

function addressOf(id: string, what: string, asked: Record<string, string>, drawing: string | null): string {
  const query = new URLSearchParams(drawing === null ? asked : { drawing, ...asked });
  return `/api/v1/care-maps/${encodeURIComponent(id)}/${what}?${query.toString()}`;
}
