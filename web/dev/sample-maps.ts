/**
 * Care maps made up for looking at, measuring and testing the drawing: as many figures as are asked
 * for, the same for the same seed. The names are invented; nothing here is in the pages.
 */

import { careMapOf, connectionOf, elementOf, figureOf, PRESENCES } from '../src/drawing/model';
import type { CareMap, Connection, Document, Element, Figure, Frequency, Kind, State } from '../src/drawing/model';
import { freePlace } from '../src/drawing/placing';
import ivy from './ivy.json';

export const IVY: CareMap = careMapOf(ivy as unknown as Document);

const FIRST = ['Asha', 'Ben', 'Wanjiru', 'Tomasz', 'Halima', 'Yusuf', 'Mei-Ling', 'Olu', 'Priya', 'Siobhán', 'Duc', 'Fatoumata'];
const LAST = ['Delgado', 'Munro', 'Okonkwo-Williams', 'Nowak', 'Cohen', 'Rahman', 'Tan', 'Lee', 'Papadopoulos', 'Ito'];
const BODIES = ['Tanyard lunch club', 'Canal Walkers', 'Quayside Pharmacy', 'Larkmead Community Centre Kitchen', 'Social work team', 'St Brigid’s'];
const RIGHT_TO_LEFT = ['عائشة الحسن', 'دועה כהן', 'محمد, الجار', 'שרה לוי', 'فاطمة الزهراء عبد الرحمن'];
const RELATIONS = ['sister', 'next door', 'old friend', 'worked together', 'cousin, Lagos', ''];
const KINDS: readonly Kind[] = ['person', 'person', 'person', 'person', 'health_care_provider', 'group', 'organisation', 'business', 'statutory_service', 'pet'];
const OFTEN: readonly (Frequency | null)[] = ['daily', 'weekly', 'weekly', 'weekly', 'monthly', 'monthly', 'occasional', 'occasional', null];
const STATES: readonly State[] = [...Array.from({ length: 9 }, () => 'generative' as const), 'engaged', 'inactive', 'potential'];

/** Return Ivy's map with neighbours added until it has `figures`, each caring for her or for another. */
export function madeMap(figures: number, { seed = 1, rightToLeft = false }: { seed?: number; rightToLeft?: boolean } = {}): CareMap {
  const random = numbers(seed);
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  let map = IVY;
  for (let n = 0; map.figures.size < figures; n += 1) {
    const id = `x${String(n).padStart(3, '0')}`;
    const kind = one(KINDS);
    const body = kind !== 'person' && kind !== 'pet';
    const name = rightToLeft ? one(RIGHT_TO_LEFT) : body ? one(BODIES) : `${one(FIRST)} ${one(LAST)}`;
    const place = freePlace(map, PRESENCES[1 + (n % 3)] ?? 'nearby');
    const [earlier, owner] = [one([...map.figures.keys()]), map.owner_elements[0] ?? ''];
    const ends = [...new Set([random() < 0.6 ? owner : earlier, ...(random() < 0.3 ? [earlier] : [])])];
    map = withAll(map, {
      elements: [elementOf({ id, scope: map.id, kind, name, individual: kind === 'health_care_provider' && random() < 0.5, child: kind === 'person' && random() < 0.1 })],
      figures: [figureOf({ element_id: id, ...place, relation: one(RELATIONS) || null, potential: random() < 0.08 })],
      connections: ends.flatMap((to, nth): Connection[] => {
        const said = { formality: one(['gifted', 'paid', null] as const), frequency: one(OFTEN), state: one(STATES) };
        const there = connectionOf({ id: `c-${id}-${nth}`, type: 'cares_for', from: id, to, care_types: one([['meals'], ['social', 'errands'], []]), ...said });
        const back = connectionOf({ ...there, id: `${there.id}-back`, from: to, to: id });
        return random() < 0.2 ? [there, back] : [there];
      }),
    });
  }
  return map;
}

/** Return a map with more of its parts. */
function withAll(map: CareMap, more: { elements: Element[]; figures: Figure[]; connections: Connection[] }): CareMap {
  return {
    ...map,
    elements: new Map([...map.elements, ...more.elements.map((one) => [one.id, one] as const)]),
    figures: new Map([...map.figures, ...more.figures.map((one) => [one.element_id, one] as const)]),
    connections: new Map([...map.connections, ...more.connections.map((one) => [one.id, one] as const)]),
  };
}

/** Numbers from 0 to 1, the same for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
