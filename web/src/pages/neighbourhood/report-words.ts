/** Words and numbers of the report pages. Pure. */

import type { Side } from './chosen';
import type { Kind } from '../../drawing/model';

export const SECTOR_WORDS: Readonly<Record<Side, string>> = {
  formal: 'Formal',
  community: 'Community',
  informal: 'Informal',
  none: 'No sector',
};

export const KINDS_WORDS: Readonly<Record<Kind, string>> = {
  person: 'People',
  pet: 'Pets',
  group: 'Groups',
  organisation: 'Charities and hubs',
  business: 'Shops and businesses',
  social_care_provider: 'Home care',
  health_care_provider: 'Health',
  statutory_service: 'Council and state',
  team: 'Teams',
  circle: 'Circles',
  place: 'Places',
};

/** Return a share as a percentage: "76.2%". */
export function percent(share: number | null): string {
  return share === null ? '' : `${(100 * share).toFixed(1)}%`;
}

/** Return a figure between −1 and +1 with its sign: "−0.61", "+0.20", "0". */
export function signed(figure: number): string {
  const rounded = Number(figure.toFixed(2));
  if (rounded === 0) return '0';
  return `${rounded < 0 ? '−' : '+'}${Math.abs(rounded).toFixed(2)}`;
}

/** Return what Yule's Q says, in words. */
export function yuleWords(q: number | null): string {
  if (q === null) return 'Whatever the sizes of the sides, nothing can be said yet of whether they keep apart.';
  const lean =
    q > 0 ? 'the sides keep apart more than they join' : q < 0 ? 'the sides join more than they keep apart' : 'the sides join as much as they keep apart';
  return `Whatever their sizes, ${lean}: ${signed(q)}, where +1 is wholly apart and −1 wholly joined.`;
}
