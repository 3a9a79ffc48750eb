/** What each field may hold, checked and tidied as `mapping/model.py` does, so that a page refuses what the server would. */

import type { Connection } from './model';
import type { Set } from './steps';

/** A value that a field cannot hold; `message` says why in plain words. */
export class NotHeld extends Error {}

type Check = (value: unknown) => unknown;

const KINDS = [
  'person', 'pet', 'group', 'organisation', 'business', 'social_care_provider', 'health_care_provider',
  'statutory_service', 'team', 'circle', 'place',
];

const oneOf = (...values: string[]): Check => (value) => {
  if (typeof value === 'string' && values.includes(value)) return value;
  throw new NotHeld(`should be one of ${values.join(', ')}`);
};
const orNothing = (check: Check): Check => (value) => (value === null ? null : check(value));
const yesOrNo: Check = (value) => {
  if (typeof value === 'boolean') return value;
  throw new NotHeld('should be yes or no');
};
const text = (most: number, { least = 0, lines = false } = {}): Check => (value) => {
  if (typeof value !== 'string') throw new NotHeld('should be text');
  const whole = lines ? readable(value) : readable(value).split(/\s+/u).filter(Boolean).join(' ');
  const length = [...whole].length;
  if (length < least) throw new NotHeld('is empty. Type something');
  if (length > most) throw new NotHeld(`is too long. Use at most ${most} letters`);
  return whole;
};
const number = (least: number, most: number): Check => (value) => {
  if (typeof value === 'number' && Number.isFinite(value) && value >= least && value <= most) return value;
  throw new NotHeld('is too far away');
};
const day: Check = (value) => {
  const whole = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(`${value}T00:00Z`) : NaN;
  if (Number.isNaN(whole)) throw new NotHeld('is not a day. Choose a day');
  return value;
};
const pastDay: Check = (value) => {
  // The day that has begun anywhere on earth, so that no one's today is a future day.
  const today = new Date(Date.now() + 14 * 3_600_000).toISOString().slice(0, 10);
  if ((day(value) as string) > today) throw new NotHeld('is in the future. Give today or a day before');
  return value;
};

const line = orNothing(text(300));
const note = orNothing(text(4_000, { lines: true }));

const CHECKS: Readonly<Record<Set['on'], Readonly<Record<string, Check>>>> = {
  element: {
    name: text(200, { least: 1 }),
    kind: oneOf(...KINDS),
    sector: orNothing(oneOf('formal', 'community', 'informal')),
    individual: yesOrNo,
    child: yesOrNo,
    contact: line,
    address: line,
    area: line,
    at_home: yesOrNo,
    opening: line,
    faith: line,
  },
  figure: { relation: line, potential: yesOrNo, note },
  connection: {
    formality: orNothing(oneOf('gifted', 'paid')),
    frequency: orNothing(oneOf('several_daily', 'daily', 'weekly', 'monthly', 'occasional')),
    state: oneOf('generative', 'engaged', 'inactive', 'potential', 'unclassified'),
    relation: orNothing(
      oneOf('partner', 'parent', 'child', 'sibling', 'other_family', 'friend', 'neighbour', 'colleague'),
    ),
    shared_plan: orNothing(yesOrNo),
    since: orNothing(pastDay),
    until: orNothing(day),
    note,
  },
  household: {
    x: number(-5_000, 5_000),
    y: number(-5_000, 5_000),
    width: number(Number.MIN_VALUE, 5_000),
    height: number(Number.MIN_VALUE, 5_000),
  },
  map: { title: text(200, { least: 1 }), review_on: orNothing(day) },
};

/** The lists that a `tick` may change, by what they belong to. */
export const TICKABLE: Readonly<Record<'element' | 'connection', ReadonlySet<string>>> = {
  element: new Set(['roles', 'offers', 'access', 'languages']),
  connection: new Set(['care_types', 'hats']),
};

/** Return the fields that a `set` may say of a thing. */
export function settable(on: Set['on']): readonly string[] {
  return Object.keys(CHECKS[on]).sort();
}

/** Return a value as the field keeps it, or throw `NotHeld`. */
export function held(on: Set['on'], field: string, value: unknown): unknown {
  const check = CHECKS[on][field];
  if (!check) throw new NotHeld('is not a field that can be said');
  return check(value);
}

/** Check what a connection's fields must be together. */
export function checkTogether(connection: Connection): void {
  const { type, from, to, since, until, care_types, formality, shared_plan, relation, hats } = connection;
  if (from === to) throw new NotHeld('goes from someone to themselves. Choose who else it goes to');
  if (since && until && until < since) throw new NotHeld('until is before since. Change one of the two days');
  const care = care_types.length > 0 || formality !== null || shared_plan !== null;
  if (care && type !== 'cares_for') throw new NotHeld('that is said of care only. Leave it out here');
  if (relation !== null && type !== 'related_to') throw new NotHeld('relation is said of people who are related only');
  if (hats.length > 0 && type !== 'member_of') throw new NotHeld('hats are said of members only');
}

function readable(value: string): string {
  if (/\p{Surrogate}/u.test(value)) throw new NotHeld('has a broken character in it. Type it again, or leave that letter out');
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/u.test(value)) {
    throw new NotHeld('has a hidden control character in it. Type it again');
  }
  return value.normalize('NFC').trim();
}
