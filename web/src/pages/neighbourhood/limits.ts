/** What limits what is shown, each in words and with what takes it away. Pure. */

import { careType, counted, KINDS, STATES } from '../../drawing/words';
import { verbOf } from '../connection-words';
import { ALL_KINDS, ALL_STATES, ALL_TYPES, SIDES, type Chosen, type Membership, type Plan, type Side, type Way } from './chosen';

export interface Limit {
  words: string;
  /** What to choose so that it limits no more. */
  off: Partial<Chosen>;
}

export const SIDE_WORDS: Readonly<Record<Side, string>> = {
  formal: 'Formal',
  community: 'Community',
  informal: 'Informal',
  none: 'Teams, circles, places',
};
export const WAY_WORDS: Readonly<Record<Way, string>> = {
  gifted: 'given freely',
  paid: 'paid for',
  unsaid: 'not said whether free',
};
export const PLAN_WORDS: Readonly<Record<Plan, string>> = {
  in: 'in a shared support plan',
  outside: 'outside a shared support plan',
  unsaid: 'not said whether in a plan',
};
export const MEMBERSHIP_WORDS: Readonly<Record<Membership, string>> = {
  active: 'members of the Care Commons',
  inactive: 'inactive members of the Care Commons',
  none: 'not members of the Care Commons',
};

/** Return everything that leaves something out, in the order of the panel. */
export function limitsOf(chosen: Chosen, labelOf: (id: string) => string): Limit[] {
  const { sectors, kinds, types, states } = chosen;
  const limits: (Limit | false)[] = [
    chosen.find !== '' && { words: `named “${chosen.find}”`, off: { find: '' } },
    ...nearby(chosen, labelOf),
    chosen.team !== null && { words: `round ${labelOf(chosen.team)}`, off: { team: null } },
    chosen.circle !== null && { words: `round ${labelOf(chosen.circle)}`, off: { circle: null } },
    sectors.size < SIDES.length && { words: `sector: ${some(SIDES, sectors, (one) => SIDE_WORDS[one])}`, off: { sectors: new Set(SIDES) } },
    kinds.size < ALL_KINDS.length && { words: `kind: ${some(ALL_KINDS, kinds, (one) => KINDS[one])}`, off: { kinds: new Set(ALL_KINDS) } },
    types.size < ALL_TYPES.length && { words: `connection: ${some(ALL_TYPES, types, verbOf)}`, off: { types: new Set(ALL_TYPES) } },
    states.size < ALL_STATES.length && { words: `now: ${some(ALL_STATES, states, (one) => STATES[one])}`, off: { states: new Set(ALL_STATES) } },
    chosen.careType !== null && { words: careType(chosen.careType), off: { careType: null } },
    chosen.way !== null && { words: `care ${WAY_WORDS[chosen.way]}`, off: { way: null } },
    chosen.plan !== null && { words: `care ${PLAN_WORDS[chosen.plan]}`, off: { plan: null } },
    chosen.membership !== null && { words: MEMBERSHIP_WORDS[chosen.membership], off: { membership: null } },
    chosen.without.size > 0 && { words: `without ${[...chosen.without].map(labelOf).join(', ')}`, off: { without: new Set() } },
  ];
  return limits.filter((one) => one !== false);
}

function nearby({ near, path, steps }: Chosen, labelOf: (id: string) => string): Limit[] {
  if (near === null) return [];
  const words =
    path === null
      ? `within ${counted(steps, 'step')} of ${labelOf(near)}`
      : `the shortest way from ${labelOf(near)} to ${labelOf(path)}`;
  return [{ words, off: { near: null, path: null, steps: 1 } }];
}

function some<T extends string>(all: readonly T[], chosen: ReadonlySet<T>, word: (one: T) => string): string {
  const listed = all.filter((one) => chosen.has(one)).map((one) => word(one).toLowerCase());
  return listed.length === 0 ? 'none' : listed.length <= 2 ? listed.join(' or ') : `${listed.length} of ${all.length}`;
}
