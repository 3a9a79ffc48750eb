/** What finds boxes and crossings quickly finds the same as looking at each of them. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Boxes, crosses } from './boxes';
import { along } from './arrows';

const at = fc.integer({ min: -400, max: 400 });
const box = fc.record({ x: at, y: at, width: fc.integer({ min: 1, max: 150 }), height: fc.integer({ min: 1, max: 90 }) });
const point = fc.record({ x: at, y: at });

describe('boxes', () => {
  it('are found where they are, also off the paper', () => {
    fc.assert(fc.property(fc.array(box, { maxLength: 60 }), box, box, (all, paper, asked) => {
      const boxes = new Boxes(all.flatMap(({ x, y, width, height }) => [x, y, x + width, y + height]), paper);
      const [right, bottom] = [asked.x + asked.width, asked.y + asked.height];
      const count = boxes.meeting(asked.x, asked.y, right, bottom);
      const meet = all.flatMap(({ x, y, width, height }, n) => (x <= right && asked.x <= x + width && y <= bottom && asked.y <= y + height ? [n] : []));
      expect([...boxes.met.slice(0, count)].sort((one, other) => one - other)).toEqual(meet);
    }));
  });

  it('are crossed by a straight piece if one of its points lies in them', () => {
    fc.assert(fc.property(box, point, point, (one, from, to) => {
      const inIt = Array.from({ length: 401 }, (_, n) => along(from, { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }, to, n / 400))
        .some(({ x, y }) => x > one.x && x < one.x + one.width && y > one.y && y < one.y + one.height);
      const near = { x: one.x - 2, y: one.y - 2, width: one.width + 4, height: one.height + 4 };
      if (inIt) expect(crosses(one, from, to)).toBe(true);
      if (!crosses(near, from, to)) expect(inIt).toBe(false);
    }), { numRuns: 300 });
  });

  it('are not crossed by a piece that passes a corner', () => {
    expect(crosses({ x: 0, y: 0, width: 10, height: 10 }, { x: -6, y: 5 }, { x: 5, y: -6 })).toBe(false);
    expect(crosses({ x: 0, y: 0, width: 10, height: 10 }, { x: -4, y: 5 }, { x: 5, y: -4 })).toBe(true);
    expect(crosses({ x: 0, y: 0, width: 10, height: 10 }, { x: -30, y: 5 }, { x: -2, y: 5 })).toBe(false);
  });
});
