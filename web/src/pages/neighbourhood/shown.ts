/** What of a neighbourhood's map a reader's choice shows: the same for the picture and the tables. Pure. */

import type { ViewConnection, ViewElement } from '../../api/shapes';
import type { State } from '../../drawing/model';
import type { Chosen, Plan, Side } from './chosen';

export interface Shown {
  /** What was asked for. */
  elements: readonly ViewElement[];
  /** What was not, but is at the other end of a connection that was. */
  around: readonly ViewElement[];
  connections: readonly ViewConnection[];
}

/** Return what is shown of a map. */
export function shownOf(
  elements: readonly ViewElement[],
  connections: readonly ViewConnection[],
  chosen: Chosen,
): Shown {
  let asked = chosenElements(elements, connections, chosen);
  const allowed = new Set(asked.map(({ id }) => id));
  let lines = connections.filter(
    (line) => allowed.has(line.from) && allowed.has(line.to) && isAsked(line, chosen),
  );
  if (chosen.careType ?? chosen.way ?? chosen.plan) asked = withCare(asked, lines, chosen);
  for (const group of [chosen.team, chosen.circle]) if (group !== null) [asked, lines] = around(asked, lines, group, 1);
  if (chosen.near !== null) {
    [asked, lines] =
      chosen.path === null ? around(asked, lines, chosen.near, chosen.steps) : between(asked, lines, chosen.near, chosen.path);
  }
  const words = plain(chosen.find);
  if (!words) return { elements: asked, around: [], connections: lines };
  return found(asked, lines, words);
}

function chosenElements(
  elements: readonly ViewElement[],
  connections: readonly ViewConnection[],
  chosen: Chosen,
): readonly ViewElement[] {
  const stands = chosen.membership === null ? null : membershipsOf(elements, connections);
  return elements.filter(
    (one) =>
      !chosen.without.has(one.id) &&
      chosen.sectors.has(sideOf(one)) &&
      chosen.kinds.has(one.kind) &&
      (stands === null || (stands.get(one.id) ?? 'none') === chosen.membership),
  );
}

/** Return how those who ever belonged stand to the Care Commons, which is its convening partner. */
export function membershipsOf(
  elements: readonly ViewElement[],
  connections: readonly ViewConnection[],
): Map<string, 'active' | 'inactive'> {
  const partners = new Set(elements.filter(({ roles }) => roles.includes('convening_partner')).map(({ id }) => id));
  const stands = new Map<string, 'active' | 'inactive'>();
  for (const { type, from, to, state } of connections) {
    if (type !== 'member_of' || !partners.has(to)) continue;
    if (FLOWS.has(state)) stands.set(from, 'active');
    else if (!stands.has(from)) stands.set(from, 'inactive');
  }
  return stands;
}

function isAsked(line: ViewConnection, { types, states, careType, way, plan }: Chosen): boolean {
  return (
    types.has(line.type) &&
    states.has(line.state) &&
    (careType === null || line.care_types.includes(careType)) &&
    (way === null || (line.type === 'cares_for' && (line.formality ?? 'unsaid') === way)) &&
    (plan === null || (line.type === 'cares_for' && planOf(line) === plan))
  );
}

function planOf({ shared_plan }: ViewConnection): Plan {
  return shared_plan === null ? 'unsaid' : shared_plan ? 'in' : 'outside';
}

/** Return an element's sector, or that it has none. */
export function sideOf({ sector }: Pick<ViewElement, 'sector'>): Side {
  return sector ?? 'none';
}

/** Return text as it is searched: case, accents and spaces make no difference. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('en-GB').trim().replace(/\s+/g, ' ');
}

/** Return how many there are of each answer to a question, for those that are there at all. */
export function tally<T, K extends string>(things: readonly T[], answer: (thing: T) => K): Map<K, number> {
  const counts = new Map<K, number>();
  for (const thing of things) counts.set(answer(thing), (counts.get(answer(thing)) ?? 0) + 1);
  return counts;
}

/** What an element has to do with, to be looked up by its id. */
export type Ends = ReadonlyMap<string, readonly ViewConnection[]>;

/** Return the connections at each element. */
export function endsOf(connections: readonly ViewConnection[]): Ends {
  const ends = new Map<string, ViewConnection[]>();
  for (const line of connections) {
    for (const end of [line.from, line.to]) {
      const at = ends.get(end);
      if (at) at.push(line);
      else ends.set(end, [line]);
    }
  }
  return ends;
}

const FLOWS: ReadonlySet<State> = new Set(['generative', 'engaged']);

/** Return the types of care that an element gives now, or offers to anyone who comes. */
export function givesOf(element: ViewElement, ends: Ends): string[] {
  const given = (ends.get(element.id) ?? [])
    .filter(({ type, from, state }) => type === 'cares_for' && from === element.id && FLOWS.has(state))
    .flatMap(({ care_types }) => care_types);
  return [...new Set([...given, ...element.offers])];
}

/** Return the types of care that an element gets now. */
export function getsOf(element: ViewElement, ends: Ends): string[] {
  const got = (ends.get(element.id) ?? [])
    .filter(({ type, to, state }) => type === 'cares_for' && to === element.id && FLOWS.has(state))
    .flatMap(({ care_types }) => care_types);
  return [...new Set(got)];
}

function withCare(
  elements: readonly ViewElement[],
  lines: readonly ViewConnection[],
  { careType, way, plan }: Chosen,
): readonly ViewElement[] {
  const ends = new Set(lines.flatMap(({ from, to }) => [from, to]));
  const isOffered = ({ offers }: ViewElement) => way === null && plan === null && careType !== null && offers.includes(careType);
  return elements.filter((one) => ends.has(one.id) || isOffered(one));
}

type Part = [readonly ViewElement[], ViewConnection[]];

function around(elements: readonly ViewElement[], lines: readonly ViewConnection[], centre: string, steps: number): Part {
  const away = distances(lines, centre, steps);
  return inside(elements, lines, (id) => away.has(id));
}

/** Return what lies on a shortest way between two; the two alone if there is none. */
function between(elements: readonly ViewElement[], lines: readonly ViewConnection[], one: string, other: string): Part {
  const [there, back] = [distances(lines, one), distances(lines, other)];
  const length = there.get(other);
  if (length === undefined) return inside(elements, [], (id) => id === one || id === other);
  const isOn = (id: string) => (there.get(id) ?? Infinity) + (back.get(id) ?? Infinity) === length;
  const steps = (id: string) => there.get(id) ?? 0;
  return inside(elements, lines.filter(({ from, to }) => Math.abs(steps(from) - steps(to)) === 1), isOn);
}

/** Return how many steps each is from one, up to so many. */
function distances(lines: readonly ViewConnection[], centre: string, most = Infinity): Map<string, number> {
  const ends = endsOf(lines);
  const away = new Map([[centre, 0]]);
  const waiting = [centre];
  for (const here of waiting) {
    const steps = away.get(here) ?? 0;
    if (steps === most) break;
    for (const { from, to } of ends.get(here) ?? []) {
      const other = from === here ? to : from;
      if (away.has(other)) continue;
      away.set(other, steps + 1);
      waiting.push(other);
    }
  }
  return away;
}

function inside(
  elements: readonly ViewElement[],
  lines: readonly ViewConnection[],
  isIn: (id: string) => boolean,
): Part {
  return [elements.filter(({ id }) => isIn(id)), lines.filter(({ from, to }) => isIn(from) && isIn(to))];
}

function found(elements: readonly ViewElement[], lines: readonly ViewConnection[], words: string): Shown {
  const matching = elements.filter(({ label }) => plain(label).includes(words));
  const ids = new Set(matching.map(({ id }) => id));
  const connections = lines.filter(({ from, to }) => ids.has(from) || ids.has(to));
  const ends = new Set(connections.flatMap(({ from, to }) => [from, to]));
  const around = elements.filter(({ id }) => ends.has(id) && !ids.has(id));
  return { elements: matching, around, connections };
}
