/**
 * Care in both directions, for whose map it is: how many they give care to and get it from, and how
 * often. Active arrows (care flows, in contact) alone are counted. A contact is one time that care is
 * given; a week's are those of `measures.md`, but where nobody has said how often nothing is counted,
 * and that is said. It counts times, not hours or effort, and is no mark of how much anybody gives.
 */

import type { CareMap, Connection, Frequency, Id } from './model';
import { counted, nameOf } from './words';

/** Contacts a week in thirteenths: whole numbers, so that sums are exact. */
const THIRTEENTHS: Readonly<Record<Frequency, number>> = { several_daily: 273, daily: 91, weekly: 13, monthly: 3, occasional: 1 };

/** One direction: how many others, contacts a week where it is said how often, and arrows where it is not. */
export interface OneWay {
  readonly others: number;
  readonly contacts: number | null;
  readonly unsaid: number;
}

/** Return what a figure gives and gets; `contacts` is null where nothing is said about how often. */
export function bothWays(map: CareMap, id: Id): { readonly gives: OneWay; readonly gets: OneWay } {
  const active = [...map.connections.values()].filter(
    ({ type, state, from, to }) => type === 'cares_for' && (state === 'generative' || state === 'engaged') && from !== to,
  );
  return {
    gives: oneWay(active.filter(({ from }) => from === id), ({ to }) => to),
    gets: oneWay(active.filter(({ to }) => to === id), ({ from }) => from),
  };
}

function oneWay(arrows: readonly Connection[], other: (one: Connection) => Id): OneWay {
  const often = arrows.flatMap(({ frequency }) => (frequency ? [THIRTEENTHS[frequency]] : []));
  return {
    others: new Set(arrows.map(other)).size,
    contacts: often.length > 0 ? often.reduce((sum, one) => sum + one, 0) / 13 : null,
    unsaid: arrows.length - often.length,
  };
}

/** Return care in both directions in plain sentences; none where no arrow of theirs is active. */
export function bothWaysSentences(map: CareMap, id: Id): string[] {
  const { gives, gets } = bothWays(map, id);
  const name = nameOf(map, id);
  if (gives.others + gets.others === 0) return [];
  const sentences = [
    `${name} gives care to ${counted(gives.others, 'other')}${times(gives)}.`,
    `${name} gets care from ${counted(gets.others, 'other')}${times(gets)}.`,
  ].map((sentence) => sentence.replace(/ 0 others/, ' no one yet'));
  const unsaid = gives.unsaid + gets.unsaid;
  return unsaid === 0 ? sentences : [...sentences, unsaidSentence(unsaid)];
}

/** "about 12 times a week"; a part of one is not rounded up to one. */
function times({ others, contacts }: OneWay): string {
  if (others === 0 || contacts === null) return '';
  if (contacts < 1) return ', less than once a week';
  const about = Math.round(contacts);
  return `, about ${about === 1 ? 'once' : `${about.toLocaleString('en-GB')} times`} a week`;
}

function unsaidSentence(unsaid: number): string {
  return `How often is not said yet for ${counted(unsaid, 'arrow')}, so ${unsaid === 1 ? 'it is' : 'they are'} not in these times.`;
}
