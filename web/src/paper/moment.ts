/**
 * When a drawing is of, who was there, and what they said of it, in words for paper. A sentence that was
 * kept may name anybody, so that it is only there where names are shown in full.
 */

import type { Day } from '../drawing/model';
import { isolated } from '../drawing/scene';
import { listed } from '../drawing/words';
import { dayInFull } from './day';
import { personShown } from './names';
import type { Names } from './names';

/** The day that a drawing is of; `kept` is null for a map as it is now. */
export interface Moment { readonly on: Day; readonly kept: Kept | null }

/** What was kept with a drawing: who was there, their sentence, and whether it is a plan. */
export interface Kept {
  readonly by: readonly string[];
  readonly sentence: string | null;
  readonly plan: boolean;
}

export const NOT_HAPPENED = 'This is a plan. It has not happened.';
/** So many people are named; more are counted. */
const MOST_NAMED = 8;

/** Return when it was drawn: "Drawn 22 November 2026". */
export function whenDrawn({ on, kept }: Moment): string {
  if (!kept) return `As it is on ${dayInFull(on)}`;
  return `${kept.plan ? 'A plan of' : 'Drawn'} ${dayInFull(on)}`;
}

/** Return who was there, with no more of their names than may be shown: "with Nadia Hassan and Ivy." */
export function whoWasThere({ kept }: Moment, names: Names): string {
  const who = (kept?.by ?? []).map((name) => isolated(personShown(name, names))).filter(Boolean);
  const [named, more] = [who.slice(0, MOST_NAMED), who.length - MOST_NAMED];
  const all = listed(more > 0 ? [...named, `${more} more`] : named);
  return all && `with ${all}${all.endsWith('.') ? '' : '.'}`;
}

/** Return the sentence that was kept with it, in quotation marks, where it may be shown. */
export function sentenceShown({ kept }: Moment, names: Names): string {
  return kept?.sentence && names === 'full' ? `“${kept.sentence}”` : '';
}
