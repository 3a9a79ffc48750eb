import { describe, expect, it } from 'vitest';

import { settledIn } from './keeping';
import { HEIGHT, placed } from './placing';

const things = Array.from({ length: 12 }, (_, nth) => ({ id: `e${nth}`, band: nth % 2 ? ('formal' as const) : ('informal' as const) }));
const pairs = things.slice(1).map(({ id }, nth) => [`e${nth}`, id] as const);
const fresh = placed(things, pairs, 1.2);
const first = settledIn(fresh, things, pairs, []);

describe('a picture stays as it was', () => {
  it('is worked out once, and everything is to be kept', () => {
    expect(first.placing.places).toEqual(fresh.places);
    expect(first.added).toHaveLength(things.length);
  });

  it('however the network changes: what is kept is not moved, a new one comes near its neighbours', () => {
    const more = [...things.slice(1), { id: 'new', band: 'formal' as const }];
    const joined = [...pairs, ['new', 'e4'] as const];
    const again = settledIn(placed(more, joined, 1.2), more, joined, first.added);
    expect(again.added.map(({ element }) => element)).toEqual(['new']);
    expect(again.placing.places.has('e0')).toBe(false);
    for (const { id } of things.slice(1)) {
      const [now, was] = [again.placing.places.get(id), fresh.places.get(id)];
      expect(now?.x).toBeCloseTo(was?.x ?? NaN);
      expect(now?.y).toBeCloseTo(was?.y ?? NaN);
    }
    const [one, other] = [again.placing.places.get('new'), again.placing.places.get('e4')];
    expect(Math.hypot((one?.x ?? 0) - (other?.x ?? NaN), (one?.y ?? 0) - (other?.y ?? NaN))).toBeLessThan(HEIGHT / 4);
    for (const [id, place] of again.placing.places) {
      if (id !== 'new') expect(Math.hypot(place.x - (one?.x ?? NaN), place.y - (one?.y ?? NaN))).toBeGreaterThan(20);
    }
  });

  it('is the same on a sheet of another shape', () => {
    const wide = settledIn(placed(things, pairs, 2), things, pairs, first.added);
    expect(wide.added).toEqual([]);
    expect((wide.placing.places.get('e3')?.x ?? NaN) / wide.placing.width).toBeCloseTo((fresh.places.get('e3')?.x ?? NaN) / fresh.width);
  });
});
