/**
 * What a reader can choose to look at in a neighbourhood, and how an address says it. Pure; the twin
 * of `mapping/chosen.py`, both held to `tests/vectors/chosen.json`.
 */

import type { ConnectionType, Kind, State } from '../../drawing/model';

/** A sector, or none: teams, circles and places have none. */
export type Side = 'formal' | 'community' | 'informal' | 'none';
export type Way = 'gifted' | 'paid' | 'unsaid';
export type Plan = 'in' | 'outside' | 'unsaid';
export type Membership = 'active' | 'inactive' | 'none';
export type Colouring = 'sector' | 'membership';
export type As = 'picture' | 'table';

export const SIDES: readonly Side[] = ['formal', 'community', 'informal', 'none'];
export const ALL_STATES: readonly State[] = ['generative', 'engaged', 'inactive', 'potential', 'unclassified'];
export const ALL_KINDS: readonly Kind[] = [
  'person', 'pet', 'group', 'organisation', 'business', 'social_care_provider', 'health_care_provider',
  'statutory_service', 'team', 'circle', 'place',
];
export const ALL_TYPES: readonly ConnectionType[] = [
  'cares_for', 'collaborates_with', 'member_of', 'related_to', 'located_at', 'within',
];
export const WAYS: readonly Way[] = ['gifted', 'paid', 'unsaid'];
export const PLANS: readonly Plan[] = ['in', 'outside', 'unsaid'];
export const MEMBERSHIPS: readonly Membership[] = ['active', 'inactive', 'none'];
export const MOST_STEPS = 3;
/** What figures can be as large as: connections, or a figure of a report. */
export const SIZES = ['connections', 'gives', 'gets', 'kinds', 'betweenness', 'core', 'effective_size', 'same'] as const;
export type Size = (typeof SIZES)[number];

export interface Chosen {
  sectors: ReadonlySet<Side>;
  kinds: ReadonlySet<Kind>;
  types: ReadonlySet<ConnectionType>;
  states: ReadonlySet<State>;
  /** Only care of this type, and who gives or gets it. */
  careType: string | null;
  /** Only care that is given in this way, and who gives or gets it. */
  way: Way | null;
  /** Only care in or outside a shared support plan, and who gives or gets it. */
  plan: Plan | null;
  /** Only who stands so to the Care Commons. */
  membership: Membership | null;
  /** Only this team, or circle, and what is connected with it. */
  team: string | null;
  circle: string | null;
  /** Only what has this text in its name, and what is connected with it. */
  find: string;
  /** Only this element and what is so many steps from it. */
  near: string | null;
  steps: number;
  /** With `near`: only what lies on a shortest way between the two. */
  path: string | null;
  /** Everything but these elements, as it would be if they left. */
  without: ReadonlySet<string>;
  /** How it is shown; these leave nothing out. */
  as: As | null;
  size: Size;
  colour: Colouring;
}

/** Return what the query of an address chooses. What it does not say is not limited. */
export function chosenBy(search: string): Chosen {
  const query = new URLSearchParams(search);
  return {
    sectors: someOf(SIDES, query.get('sector')),
    kinds: someOf(ALL_KINDS, query.get('kind')),
    types: someOf(ALL_TYPES, query.get('type')),
    states: someOf(ALL_STATES, query.get('state')),
    careType: query.get('care') || null,
    way: oneOf(WAYS, query.get('formality')),
    plan: oneOf(PLANS, query.get('plan')),
    membership: oneOf(MEMBERSHIPS, query.get('membership')),
    team: query.get('team') || null,
    circle: query.get('circle') || null,
    find: query.get('find') ?? '',
    near: query.get('near') || null,
    steps: oneOf([1, 2, 3], Number(query.get('steps'))) ?? 1,
    path: query.get('path') || null,
    without: new Set(query.get('without')?.split(',').filter(Boolean)),
    as: oneOf(['picture', 'table'] as const, query.get('as')),
    size: oneOf(SIZES, query.get('size')) ?? 'connections',
    colour: oneOf(['sector', 'membership'] as const, query.get('colour')) ?? 'sector',
  };
}

/** Return the query that says what is chosen: "?sector=formal&care=meals", or nothing. */
export function queryOf(chosen: Chosen): string {
  const query = new URLSearchParams(filterQuery(chosen));
  if (chosen.as) query.set('as', chosen.as);
  if (chosen.size !== 'connections') query.set('size', chosen.size);
  if (chosen.colour !== 'sector') query.set('colour', chosen.colour);
  return written(query);
}

/** Return what of the query limits what is shown, and not how: the same for every page and report. */
export function filterQuery(chosen: Chosen): string {
  const query = new URLSearchParams();
  const sets: [string, readonly string[], ReadonlySet<string>][] = [
    ['sector', SIDES, chosen.sectors],
    ['kind', ALL_KINDS, chosen.kinds],
    ['type', ALL_TYPES, chosen.types],
    ['state', ALL_STATES, chosen.states],
  ];
  for (const [name, all, some] of sets) if (some.size < all.length) query.set(name, all.filter((one) => some.has(one)).join(','));
  const words: [string, string | null][] = [
    ['care', chosen.careType],
    ['formality', chosen.way],
    ['plan', chosen.plan],
    ['membership', chosen.membership],
    ['team', chosen.team],
    ['circle', chosen.circle],
    ['find', chosen.find],
    ['near', chosen.near],
    ['steps', chosen.steps > 1 ? String(chosen.steps) : null],
    ['path', chosen.path],
    ['without', [...chosen.without].join(',')],
  ];
  for (const [name, word] of words) if (word) query.set(name, word);
  return written(query);
}

/** Return a set with something taken in or out. */
export function toggled<T>(set: ReadonlySet<T>, one: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(one)) next.add(one);
  return next;
}

function written(query: URLSearchParams): string {
  const text = query.toString().replaceAll('%2C', ',');
  return text && `?${text}`;
}

function someOf<T extends string>(all: readonly T[], text: string | null): ReadonlySet<T> {
  if (text === null) return new Set(all);
  const words = text.split(',');
  return new Set(all.filter((one) => words.includes(one)));
}

function oneOf<T>(all: readonly T[], one: unknown): T | null {
  return all.find((each) => each === one) ?? null;
}
