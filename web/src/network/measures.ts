/** How large figures are drawn: by what is counted of each of them, or all the same. Pure. */

import type { ViewConnection, ViewElement } from '../api/shapes';
import type { Size } from '../pages/neighbourhood/chosen';
import { endsOf, givesOf } from '../pages/neighbourhood/shown';

type Numbers = Readonly<Record<string, number | null>>;

/** Which sizes are figures of the report on bridging, by the name of their field. */
export const OF_BRIDGING = ['betweenness', 'core', 'effective_size'] as const;
export type OfBridging = (typeof OF_BRIDGING)[number];

export function isOfBridging(size: Size): size is OfBridging {
  return (OF_BRIDGING as readonly string[]).includes(size);
}

export const SIZE_WORDS: Readonly<Record<Size, string>> = {
  connections: 'how many connections it has',
  gives: 'how many it gives care to',
  gets: 'how many it gets care from',
  kinds: 'how many types of care it gives',
  betweenness: 'how much of the way between the sides goes through it',
  core: 'how deep in the knit of the network it is',
  effective_size: 'how many separate contacts it has',
  same: 'nothing: all are the same size',
};

/**
 * Return how many times as large as the least each element is drawn, from 1 to 2.2.
 *
 * @param counted The fields of the report on bridging, where the size is one of them.
 */
export function scalesOf(
  size: Size,
  elements: readonly ViewElement[],
  connections: readonly ViewConnection[],
  counted: Readonly<Partial<Record<OfBridging, Numbers>>> | null,
): ReadonlyMap<string, number> {
  const numbers = numbersOf(size, elements, connections, counted);
  const most = Math.max(...numbers.values(), 0);
  if (most <= 0) return new Map();
  // By area, as the eye compares: the root of the share.
  return new Map([...numbers].map(([id, number]) => [id, 1 + 1.2 * Math.sqrt(Math.max(0, number) / most)]));
}

function numbersOf(
  size: Size,
  elements: readonly ViewElement[],
  connections: readonly ViewConnection[],
  counted: Readonly<Partial<Record<OfBridging, Numbers>>> | null,
): Map<string, number> {
  if (size === 'same') return new Map();
  if (isOfBridging(size)) return new Map(Object.entries(counted?.[size] ?? {}).map(([id, number]) => [id, number ?? 0]));
  if (size === 'kinds') {
    const ends = endsOf(connections);
    return new Map(elements.map((one) => [one.id, givesOf(one, ends).length]));
  }
  const others = new Map<string, Set<string>>();
  const count = (id: string, other: string) => others.set(id, (others.get(id) ?? new Set()).add(other));
  for (const { type, from, to, state } of connections) {
    const isCare = type === 'cares_for' && (state === 'generative' || state === 'engaged');
    if (size === 'connections' || (size === 'gives' && isCare)) count(from, to);
    if (size === 'connections' || (size === 'gets' && isCare)) count(to, from);
  }
  return new Map([...others].map(([id, some]) => [id, some.size]));
}
