/** Any care map, for property tests: figures of every kind anywhere on the paper, and any lines between them. */

import fc from 'fast-check';

import { careMapOf, connectionOf, elementOf, figureOf, ringOf } from '../src/drawing/model';
import type { CareMap, Connection, ConnectionType, Formality, Frequency, Kind, State } from '../src/drawing/model';

const KINDS: readonly Kind[] = ['person', 'person', 'person', 'pet', 'health_care_provider', 'group', 'organisation', 'business', 'team', 'statutory_service'];
const TYPES: readonly ConnectionType[] = ['cares_for', 'cares_for', 'cares_for', 'cares_for', 'related_to', 'collaborates_with', 'member_of'];
const OFTEN: readonly (Frequency | null)[] = [null, 'several_daily', 'daily', 'weekly', 'monthly', 'occasional'];
const PAID: readonly (Formality | null)[] = [null, 'gifted', 'paid'];
const STATES: readonly State[] = ['generative', 'engaged', 'inactive', 'potential', 'unclassified'];
const NAMES = ['Ben', 'Rosa Delgado', 'Larkmead Community Centre Kitchen', 'عائشة الحسن', 'Dr Ahmed', 'Siobhán Okonkwo-Williams', '李', 'רועה כהן'];

interface Drawn { x: number; y: number; kind: Kind; child: boolean; potential: boolean; name: string; relation: string | null }

const point = { x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -360, max: 350 }) };

const drawn: fc.Arbitrary<Drawn> = fc.record({
  ...point, kind: fc.constantFrom(...KINDS), child: fc.boolean(), potential: fc.boolean(),
  name: fc.constantFrom(...NAMES), relation: fc.constantFrom(null, 'next door', 'worked together long ago'),
});

/** Any map with so many figures, the first being whose map it is; figures stand a little apart. */
export function anyMap({ least = 2, most = 60, apart = 40 }: { least?: number; most?: number; apart?: number } = {}): fc.Arbitrary<CareMap> {
  return fc.array(drawn, { minLength: least, maxLength: most })
    .map((all) => all.filter(({ x, y }, n) => all.slice(0, n).every((one) => Math.hypot(one.x - x, one.y - y) >= apart)))
    .chain((figures) => {
      const end = fc.nat({ max: figures.length - 1 });
      const line = fc.record({
        from: end, to: end, type: fc.constantFrom(...TYPES), frequency: fc.constantFrom(...OFTEN),
        formality: fc.constantFrom(...PAID), state: fc.constantFrom(...STATES),
      });
      return fc.array(line, { maxLength: 2 * figures.length }).map((lines) => mapOf(figures, lines));
    });
}

type Line = Pick<Connection, 'type' | 'frequency' | 'formality' | 'state'> & { from: number; to: number };

export function mapOf(figures: readonly Drawn[], lines: readonly Line[]): CareMap {
  const id = (n: number) => `e${String(n).padStart(2, '0')}`;
  return careMapOf({
    id: 'map', title: 'Any map', neighbourhood: null, state: 'open', review_on: null, edit_seq: 0, owner_elements: [id(0)],
    elements: figures.map(({ kind, child, name }, n) =>
      elementOf({ id: id(n), scope: 'map', name, kind: n === 0 ? 'person' : kind, child: n > 0 && child && kind === 'person' })),
    figures: figures.map(({ x, y, potential, relation }, n) =>
      figureOf({ element_id: id(n), x, y, presence: ringOf({ x, y }), potential: n > 0 && potential, relation })),
    connections: lines.filter(({ from, to }) => from !== to).map(({ from, to, ...said }, n) =>
      connectionOf({ ...said, id: `c${String(n).padStart(3, '0')}`, from: id(from), to: id(to) })),
    households: [],
  });
}
