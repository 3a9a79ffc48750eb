/** What a suggested connection would fill, in words. Pure. */

import { capital, careType, listed } from '../../drawing/words';

/** What is filled: for whom, of which sort, which type of care if it is that, and how many there are then. */
export type Fill = readonly (string | number)[];

/** Return a sentence: "A first formal giver for Ada, and a second who gives Ada meals." */
export function fillsWords(fills: readonly Fill[], labelOf: (id: string) => string): string {
  return `${capital(listed(fills.map((fill) => fillWords(fill, labelOf))))}.`;
}

function fillWords([id, what, type, count]: Fill, labelOf: (id: string) => string): string {
  const whom = labelOf(String(id));
  const nth = count === 1 ? 'first' : 'second';
  if (what === 'care_type') return `a ${nth} who gives ${whom} ${careType(String(type)).toLowerCase()}`;
  if (what === 'bridge') return `a ${nth} partner on the other side for ${whom}`;
  return `a ${nth} ${what} giver for ${whom}`;
}
