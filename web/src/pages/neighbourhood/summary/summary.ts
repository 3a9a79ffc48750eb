/** What the one page for a meeting says beside the reports' own sentences. Pure. */

import type { Reports, ViewConnection } from '../../../api/shapes';
import { careType, counted, listed } from '../../../drawing/words';

/** The reports that it is made of. */
export const OF_SUMMARY = ['who', 'wealth', 'bridging', 'resilience', 'teams', 'circles'] as const;
export type OfSummary = (typeof OF_SUMMARY)[number];

/** So many types of care are named. */
const MOST_NAMED = 6;

/** Return the types of care that hang on one giver alone, in a sentence; null where none does. */
export function thinCare({ givers }: Reports<'wealth'>['wealth']): string | null {
  const thin = Object.entries(givers)
    .filter(([, ids]) => ids.length === 1)
    .map(([type]) => careType(type).toLowerCase())
    .sort((one, other) => one.localeCompare(other, 'en-GB'));
  if (thin.length === 0) return null;
  const some = thin.length > MOST_NAMED ? [...thin.slice(0, MOST_NAMED), `${thin.length - MOST_NAMED} more`] : thin;
  return `Thin: ${listed(some)} ${thin.length === 1 ? 'comes' : 'each come'} as a gift from one giver alone.`;
}

/**
 * Return what began and what ended after a day and up to another, by the days that are said of connections.
 *
 * @param day As a date field has it: "2026-08-30".
 */
export function changedSince(connections: readonly ViewConnection[], day: string, today: string): { began: number; ended: number; undated: number } {
  const within = (one: string | null) => one !== null && one > day && one <= today;
  return {
    began: connections.filter(({ since }) => within(since)).length,
    ended: connections.filter(({ until }) => within(until)).length,
    undated: connections.filter(({ since, until }) => since === null && until === null).length,
  };
}

/** Return it in sentences. */
export function changeWords({ began, ended, undated }: ReturnType<typeof changedSince>): string[] {
  return [
    `${counted(began, 'connection')} began, and ${counted(ended, 'connection')} ended.`,
    ...(undated > 0 ? [`Of ${counted(undated, 'connection')} nobody said when.`] : []),
    'What somebody stopped sharing is not counted, for any day.',
  ];
}
