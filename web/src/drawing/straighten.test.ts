/** Straightening: corners go to corners, straight lines stay straight, and a straight picture stays itself. */

import { describe, expect, it } from 'vitest';

import { areUsable, mapped, ontoCorners, sizeOf, straightened } from './straighten';
import type { Corners, Pixels } from './straighten';

const TILTED: Corners = [{ x: 12, y: 30 }, { x: 190, y: 8 }, { x: 220, y: 150 }, { x: 4, y: 128 }];

function square(size: number): Corners {
  return [{ x: 0, y: 0 }, { x: size, y: 0 }, { x: size, y: size }, { x: 0, y: size }];
}

/** A picture in which each pixel's red tells its column and its green its row. */
function graph(size: number): Pixels {
  const data = new Uint8ClampedArray(size * size * 4);
  for (let at = 0; at < size * size; at++) data.set([at % size, Math.floor(at / size), 7, 255], at * 4);
  return { width: size, height: size, data };
}

describe('the map onto the corners', () => {
  it('takes the unit square’s corners to them', () => {
    const homography = ontoCorners(TILTED);
    const unit = square(1);
    TILTED.forEach((corner, nth) => {
      const got = mapped(homography, unit[nth] ?? corner);
      expect(got.x).toBeCloseTo(corner.x, 9);
      expect(got.y).toBeCloseTo(corner.y, 9);
    });
  });

  it('takes the middle to where the diagonals cross, as every perspective does', () => {
    const [a, b, c, d] = TILTED;
    const { x, y } = mapped(ontoCorners(TILTED), { x: 0.5, y: 0.5 });
    const off = (one: { x: number; y: number }, other: { x: number; y: number }) =>
      (other.x - one.x) * (y - one.y) - (other.y - one.y) * (x - one.x);
    expect(off(a, c)).toBeCloseTo(0, 6);
    expect(off(b, d)).toBeCloseTo(0, 6);
  });

  it('keeps straight lines straight', () => {
    const homography = ontoCorners(TILTED);
    const [p, q, r] = [0.1, 0.4, 0.9].map((x) => mapped(homography, { x, y: 0.3 }));
    if (!p || !q || !r) throw new Error('three points');
    expect((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)).toBeCloseTo(0, 6);
  });
});

describe('straightening', () => {
  it('leaves a straight picture as it is', () => {
    expect(straightened(graph(64), square(64), 64, 64).data).toEqual(graph(64).data);
  });

  it('turns a picture that lies on its side', () => {
    const [a, b, c, d] = square(64);
    const turned = straightened(graph(64), [b, c, d, a], 64, 64);
    expect([...turned.data.slice(0, 3)]).toEqual([63, 0, 7]);
  });

  it('shows each place of the paper where it belongs', () => {
    const corners: Corners = [{ x: 10, y: 20 }, { x: 100, y: 14 }, { x: 110, y: 90 }, { x: 6, y: 100 }];
    const got = straightened(graph(128), corners, 50, 40);
    const middle = mapped(ontoCorners(corners), { x: 25.5 / 50, y: 20.5 / 40 });
    const at = (20 * 50 + 25) * 4;
    expect(got.data[at]).toBeCloseTo(middle.x - 0.5, 0);
    expect(got.data[at + 1]).toBeCloseTo(middle.y - 0.5, 0);
  });
});

describe('corners', () => {
  it('are of use if they go round the paper', () => {
    expect(areUsable(TILTED)).toBe(true);
    expect(areUsable([TILTED[0], TILTED[2], TILTED[1], TILTED[3]])).toBe(false);
    expect(areUsable([TILTED[0], TILTED[1], { x: 60, y: 50 }, TILTED[3]])).toBe(false);
  });

  it('say how large the paper is', () => {
    expect(sizeOf(square(80))).toEqual({ width: 80, height: 80 });
  });
});
