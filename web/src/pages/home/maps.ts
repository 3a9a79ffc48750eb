/** What the first page says of each care map: whether a review is due, whose turn it is, what is found. Pure. */

import type { CareMapCard } from '../../api/shapes';
import { firstName } from '../../drawing/words';
import { dayInWords, reviewInWords } from '../../words';

export const SHOWN = ['all', 'due', 'turn'] as const;
export type Shown = (typeof SHOWN)[number];

/** A day of the calendar, as a moment of that day where the reader is. */
export function localDay(day: string): Date {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
}

/** Return the map's review in words, and whether it is near or past. */
export function reviewOf(map: CareMapCard, now: Date) {
  return map.review_on && map.state === 'open' ? reviewInWords(localDay(map.review_on), now) : null;
}

/** Return whether a review is past or near. */
export function isDue(map: CareMapCard, now: Date): boolean {
  const review = reviewOf(map, now);
  return review !== null && review.due !== 'later';
}

/**
 * Return why it is the reader's turn to draw, in words; null if it is not. It is where they may draw
 * and somebody else drew last, or where a review is due today or was before.
 */
export function yourTurn(map: CareMapCard, now: Date): string | null {
  if (map.role === 'viewer' || map.state === 'closed') return null;
  if (map.review_on && localDay(map.review_on) <= now) return 'Your turn: a review is due';
  if (map.last_edit_by && !map.last_edit_mine) return `Your turn: ${firstName(map.last_edit_by.name)} drew last`;
  return null;
}

/** Return when it was last drawn and by whom: "Last drawn 20 July, by Kestrel". */
export function lastDrawn(map: CareMapCard, now: Date): string {
  if (!map.last_edit_at) return 'Nothing drawn yet';
  const who = map.last_edit_mine ? 'you' : map.last_edit_by ? firstName(map.last_edit_by.name) : null;
  return `Last drawn ${dayInWords(new Date(map.last_edit_at), now)}${who ? `, by ${who}` : ''}`;
}

/** Return the maps to show: reviews that are due come first, then the last drawn. */
export function inOrder(maps: readonly CareMapCard[], now: Date): CareMapCard[] {
  const due = (map: CareMapCard) => (isDue(map, now) ? (map.review_on ?? '') : '9999');
  return [...maps].sort((one, other) => (due(one) < due(other) ? -1 : due(one) > due(other) ? 1 : 0));
}

/** Return whether a map is among those asked for. */
export function isShown(map: CareMapCard, shown: Shown, now: Date): boolean {
  if (shown === 'due') return isDue(map, now);
  return shown === 'all' || yourTurn(map, now) !== null;
}

/** Return what of a map has the words that were typed; null if nothing has. Empty if its title or place. */
export function foundBy(map: CareMapCard, place: string, typed: string): string | null {
  const wanted = plain(typed);
  if (wanted === '' || plain(map.title).includes(wanted) || plain(place).includes(wanted)) return '';
  const owners = map.thumbnail.elements.filter(({ id }) => map.thumbnail.owner_elements.includes(id));
  if (owners.some(({ name }) => plain(name).includes(wanted))) return '';
  return map.thumbnail.elements.find(({ name }) => plain(name).includes(wanted))?.name ?? null;
}

/** Return text as it is compared: without accents, in small letters. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('en-GB').trim();
}
