import { describe, expect, it } from 'vitest';

import { BANDS, HEIGHT, placed, type Band } from './placing';

function things(counts: Partial<Record<Band, number>>) {
  return BANDS.flatMap((band) =>
    Array.from({ length: counts[band] ?? 0 }, (_, nth) => ({ id: `${band}-${nth}`, band })),
  );
}

const SOME = things({ informal: 28, supported: 6, community: 18, none: 8, formal: 14 });

describe('everything has a place of its own', () => {
  it.each([
    ['as many as in the look', SOME, 0.9],
    ['one alone', things({ formal: 1 }), 1.4],
    ['one sector', things({ informal: 50 }), 1.4],
    ['thousands', things({ informal: 4000, community: 500, formal: 500 }), 1.2],
    ['nothing', [], 1],
  ])('%s', (_, all, aspect) => {
    const { places, width } = placed(all, [], aspect);
    expect(places.size).toBe(all.length);
    const points = [...places.values()];
    expect(new Set(points.map(({ x, y }) => `${x} ${y}`)).size).toBe(all.length);
    for (const { x, y } of points) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(width);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(HEIGHT);
    }
  });
});

it('goes from informal care at the left to formal care at the right', () => {
  const { places, bands } = placed(SOME, [], 0.9);
  expect(bands.map(({ band }) => band)).toEqual(BANDS);
  const edges = BANDS.map((band) => {
    const xs = SOME.filter((one) => one.band === band).map(({ id }) => places.get(id)?.x ?? NaN);
    return [Math.min(...xs), Math.max(...xs)] as const;
  });
  for (const [nth, [, right]] of edges.slice(0, -1).entries()) {
    expect(right).toBeLessThan(edges[nth + 1]?.[0] ?? NaN);
  }
});

it('puts what is alone in the middle', () => {
  const { places } = placed(things({ community: 1 }), [], 1.1);
  expect([...places.values()]).toEqual([{ x: expect.closeTo((1.1 * HEIGHT) / 2) as number, y: HEIGHT / 2 }]);
});

it('leaves room round every figure', () => {
  const { places, width } = placed(SOME, [], 0.9);
  const room = Math.sqrt((width * HEIGHT) / SOME.length);
  const points = [...places.values()];
  for (const [nth, one] of points.entries()) {
    for (const other of points.slice(nth + 1)) {
      expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(room / 3);
    }
  }
});

it('brings what is connected near, and is the same each time', () => {
  const two = things({ informal: 10, formal: 10 });
  const pairs = Array.from({ length: 10 }, (_, nth) => [`informal-${nth}`, `formal-${(nth * 7) % 10}`] as const);
  const { places } = placed(two, pairs, 1);
  const height = (id: string) => places.get(id)?.y ?? NaN;
  const apart = pairs.map(([one, other]) => Math.abs(height(one) - height(other)));
  expect(apart.reduce((sum, one) => sum + one, 0) / 10).toBeLessThan(HEIGHT / 10);
  expect(placed(two, pairs, 1)).toEqual(placed(two, pairs, 1));
});
