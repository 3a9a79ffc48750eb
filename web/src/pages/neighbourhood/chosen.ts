/** What a reader can choose to look at in a neighbourhood, and how an address says it. Pure. */

import type { State } from '../../drawing/model';

/** A sector, or none: teams, circles and places have none. */
export type Side = 'formal' | 'community' | 'informal' | 'none';

export const SIDES: readonly Side[] = ['formal', 'community', 'informal', 'none'];
export const ALL_STATES: readonly State[] = ['generative', 'engaged', 'inactive', 'potential', 'unclassified'];

export interface Chosen {
  sectors: ReadonlySet<Side>;
  states: ReadonlySet<State>;
  /** Only care of this type, and who gives or gets it. */
  careType: string | null;
  /** Only what has this text in its name, and what is connected with it. */
  find: string;
  /** Only this element and what is connected with it. */
  near: string | null;
  /** Everything but these elements, as it would be if they left. */
  without: ReadonlySet<string>;
}

/** Return what the query of an address chooses. What it does not say is not limited. */
export function chosenBy(search: string): Chosen {
  const query = new URLSearchParams(search);
  return {
    sectors: someOf(SIDES, query.get('sector')),
    states: someOf(ALL_STATES, query.get('state')),
    careType: query.get('care') || null,
    find: query.get('find') ?? '',
    near: query.get('near') || null,
    without: new Set(query.get('without')?.split(',').filter(Boolean)),
  };
}

/** Return the query that says what is chosen: "?sector=formal&care=meals", or nothing. */
export function queryOf(chosen: Chosen): string {
  const query = new URLSearchParams();
  if (chosen.sectors.size < SIDES.length) query.set('sector', inOrder(SIDES, chosen.sectors));
  if (chosen.states.size < ALL_STATES.length) query.set('state', inOrder(ALL_STATES, chosen.states));
  if (chosen.careType) query.set('care', chosen.careType);
  if (chosen.find) query.set('find', chosen.find);
  if (chosen.near) query.set('near', chosen.near);
  if (chosen.without.size > 0) query.set('without', [...chosen.without].join(','));
  const text = query.toString().replaceAll('%2C', ',');
  return text && `?${text}`;
}

/** Return a set with something taken in or out. */
export function toggled<T>(set: ReadonlySet<T>, one: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(one)) next.add(one);
  return next;
}

function someOf<T extends string>(all: readonly T[], text: string | null): ReadonlySet<T> {
  if (text === null) return new Set(all);
  const words = text.split(',');
  return new Set(all.filter((one) => words.includes(one)));
}

function inOrder<T extends string>(all: readonly T[], some: ReadonlySet<T>): string {
  return all.filter((one) => some.has(one)).join(',');
}
