/** Days and short lists in words, the same on every machine and in every time zone. */

import type { Day } from '../drawing/model';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const MOST = 6;

/** Return a day with its year: "22 November 2026". */
export function dayInFull(day: Day): string {
  const [year = '', month = '', date = ''] = day.slice(0, 10).split('-');
  return `${Number(date)} ${MONTHS[Number(month) - 1] ?? ''} ${year}`;
}

/** Return a few things, and that there are more. */
export function listedShort(things: readonly string[]): string {
  const first = things.slice(0, MOST).join(' ');
  return things.length > MOST ? `${first} …` : first;
}
