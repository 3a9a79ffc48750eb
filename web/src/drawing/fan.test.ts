import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { spread, spreadRound } from './fan';

const wishes = fc.array(fc.record({ at: fc.integer({ min: -200, max: 200 }), room: fc.integer({ min: 1, max: 20 }) }), { minLength: 1, maxLength: 20 });

describe('things that would stand too close', () => {
  it('are spread as by hand', () => {
    expect(spread([{ at: 10, room: 5 }, { at: 10, room: 5 }])).toEqual([5, 15]);
    expect(spread([{ at: 0, room: 5 }, { at: 2, room: 5 }, { at: 40, room: 5 }])).toEqual([-4, 6, 40]);
  });

  it('keep their order and their room, and those with room stay', () => {
    fc.assert(fc.property(wishes, (all) => {
      const line = all.toSorted((one, other) => one.at - other.at);
      const places = spread(line);
      places.forEach((place, n) => {
        const before = places[n - 1];
        if (before !== undefined) expect(place - before).toBeGreaterThan((line[n]?.room ?? 0) + (line[n - 1]?.room ?? 0) - 1e-6);
      });
      const settled = spread(places.map((at, n) => ({ at, room: line[n]?.room ?? 0 })));
      settled.forEach((place, n) => expect(place).toBeCloseTo(places[n] ?? 0, 6));
    }));
  });

  it('go no further round a figure than they may', () => {
    fc.assert(fc.property(wishes, fc.integer({ min: 100, max: 400 }), (all, length) => {
      const round = all.map(({ at, room }) => ({ at: ((at % length) + length) % length, room }));
      const places = spreadRound(round, length, 50);
      places.forEach((place, n) => {
        const away = Math.abs(place - (round[n]?.at ?? 0)) % length;
        expect(Math.min(away, length - away)).toBeLessThan(50 + 1e-6);
      });
    }));
  });

  it('have their room all the way round, where there is room for all', () => {
    fc.assert(fc.property(wishes, (all) => {
      const length = 100 + 2.5 * all.reduce((sum, { room }) => sum + 2 * room, 0);
      const places = spreadRound(all.map(({ at, room }) => ({ at: ((at % length) + length) % length, room })), length, Infinity)
        .map((at, n) => ({ at: ((at % length) + length) % length, room: all[n]?.room ?? 0 }))
        .toSorted((one, other) => one.at - other.at);
      places.forEach(({ at, room }, n) => {
        const before = places.at(n - 1) ?? { at: 0, room: 0 };
        const gap = n === 0 ? at + length - before.at : at - before.at;
        if (places.length > 1) expect(gap).toBeGreaterThan(0.5 * (room + before.room));
      });
    }));
  });
});
