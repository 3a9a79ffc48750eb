/** What of a neighbourhood's map a reader's choice shows: the same for the picture and the tables. Pure. */

import type { ViewConnection, ViewElement } from '../../api/shapes';
import type { State } from '../../drawing/model';
import type { Chosen, Side } from './chosen';

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
  const stays = elements.filter(({ id }) => !chosen.without.has(id));
  const allowed = new Set(stays.filter((one) => chosen.sectors.has(sideOf(one))).map(({ id }) => id));
  let lines = connections.filter(
    (line) =>
      chosen.states.has(line.state) &&
      allowed.has(line.from) &&
      allowed.has(line.to) &&
      (chosen.careType === null || line.care_types.includes(chosen.careType)),
  );
  let asked = elements.filter(({ id }) => allowed.has(id));
  if (chosen.careType !== null) asked = withCare(asked, lines, chosen.careType);
  if (chosen.near !== null) [asked, lines] = near(asked, lines, chosen.near);
  const words = plain(chosen.find);
  if (!words) return { elements: asked, around: [], connections: lines };
  return found(asked, lines, words);
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

function withCare(
  elements: readonly ViewElement[],
  lines: readonly ViewConnection[],
  careType: string,
): ViewElement[] {
  const ends = new Set(lines.flatMap(({ from, to }) => [from, to]));
  return elements.filter(({ id, offers }) => ends.has(id) || offers.includes(careType));
}

function near(
  elements: readonly ViewElement[],
  lines: readonly ViewConnection[],
  centre: string,
): [ViewElement[], ViewConnection[]] {
  const inside = new Set([centre]);
  for (const { from, to } of lines) {
    if (from === centre) inside.add(to);
    if (to === centre) inside.add(from);
  }
  return [
    elements.filter(({ id }) => inside.has(id)),
    lines.filter(({ from, to }) => inside.has(from) && inside.has(to)),
  ];
}

function found(elements: readonly ViewElement[], lines: readonly ViewConnection[], words: string): Shown {
  const matching = elements.filter(({ label }) => plain(label).includes(words));
  const ids = new Set(matching.map(({ id }) => id));
  const connections = lines.filter(({ from, to }) => ids.has(from) || ids.has(to));
  const ends = new Set(connections.flatMap(({ from, to }) => [from, to]));
  const around = elements.filter(({ id }) => ends.has(id) && !ids.has(id));
  return { elements: matching, around, connections };
}
