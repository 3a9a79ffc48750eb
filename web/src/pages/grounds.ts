/** On what ground somebody acts for the person whose care map it is, in words. */

import type { Acting, ActingWanted } from '../api/shapes';
import { fullDay } from '../words';

type Ground = Acting['ground'];

export const GROUNDS: readonly (readonly [Ground, string, string])[] = [
  ['own_consent', 'They asked me to', 'The person understands what this means, and wants it.'],
  ['health_and_welfare_attorney', 'I am their attorney', 'A lasting power of attorney for health and welfare, which is registered.'],
  ['deputy', 'I am their deputy', 'The Court of Protection appointed me for health and welfare.'],
  ['best_interests', 'It was decided in their best interests', 'They could not decide this themselves. Somebody decided it for them, on a day.'],
];

/** What is filled in of it on a form. */
export type Said = { ground: Ground; decidedOn: string; decidedBy: string };
export const UNSAID: Said = { ground: 'own_consent', decidedOn: '', decidedBy: '' };

/** Return it as the server takes it. */
export function wantedOf({ ground, decidedOn, decidedBy }: Said): ActingWanted {
  return ground === 'best_interests' ? { ground, decided_on: decidedOn || null, decided_by: decidedBy } : { ground };
}

const AS: Record<Ground, string> = {
  own_consent: 'because they asked for it',
  health_and_welfare_attorney: 'as health and welfare attorney',
  deputy: 'as deputy',
  best_interests: 'by a best-interests decision',
};

/** Return why somebody acts: "as deputy", "by a best-interests decision of 2 May 2026 by Dr Okoro". */
export function onWhatGround({ ground, decided_on, decided_by }: Acting): string {
  const day = decided_on ? ` of ${fullDay(new Date(decided_on))}` : '';
  return `${AS[ground]}${day}${decided_by ? ` by ${decided_by}` : ''}`;
}

/** Return when it is looked at again: "To be looked at again on 2 May 2027". */
export function lookedAtAgain({ review_on }: Acting, today: string): string {
  const day = fullDay(new Date(review_on));
  return review_on <= today ? `It was to be looked at again by ${day}` : `To be looked at again by ${day}`;
}
