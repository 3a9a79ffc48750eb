/** What the look asks of lines, on Ivy's map and on any. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anyMap, mapOf } from '../../dev/any-maps';
import { IVY } from '../../dev/sample-maps';
import { arrowsOf, arrowsWhileHeld, nearestArrow } from './arrows';
import type { Arrow } from './arrows';
import { clearance, figureScale } from './geometry';
import type { CareMap, Connection, Figure, Id, Point } from './model';

const ZOOMS = fc.constantFrom(0.5, 0.75, 1, 1.6);
const person = (x: number, y: number) => ({ x, y, kind: 'person' as const, child: false, potential: false, name: 'Ben', relation: null });
const care = (from: number, to: number) => ({ from, to, type: 'cares_for' as const, frequency: 'weekly' as const, formality: null, state: 'generative' as const });

function only(map: CareMap, zoom = 1): Arrow {
  const [arrow] = arrowsOf(map, zoom);
  if (!arrow) throw new Error('no line');
  return arrow;
}

/** How far inside a figure's edge a point lies, as a share: 1 is on it. */
function reach(map: CareMap, id: Id, { x, y }: Point, zoom: number): number {
  const [element, figure] = [map.elements.get(id), map.figures.get(id)];
  if (!element || !figure) throw new Error(`no ${id}`);
  const clear = clearance(element, map.owner_elements.includes(id));
  const scale = figureScale(zoom);
  return Math.hypot((x - figure.x * zoom) / (clear.x * scale), (y - figure.y * zoom) / (clear.y * scale));
}

describe('lines', () => {
  it('start and end at the edges of their figures, wherever those are', () => {
    fc.assert(fc.property(anyMap(), ZOOMS, (map, zoom) => {
      for (const { connection, start, end, path } of arrowsOf(map, zoom)) {
        expect(path).not.toMatch(/NaN|Infinity/);
        expect(reach(map, connection.from, start.at, zoom)).toBeCloseTo(1, 5);
        const past = reach(map, connection.to, end, zoom);
        expect(past).toBeGreaterThan(0.999);
        expect(past).toBeLessThan(1.3);
      }
    }), { numRuns: 40 });
  });

  it('are the same for the same map', () => {
    fc.assert(fc.property(anyMap({ most: 30 }), (map) => {
      expect(arrowsOf(map, 1)).toEqual(arrowsOf(map, 1));
    }), { numRuns: 20 });
  });

  it('of care that goes both ways run side by side and never cross', () => {
    fc.assert(fc.property(fc.integer({ min: 110, max: 600 }), fc.float({ min: 0, max: 6, noNaN: true }), (far, turn) => {
      const map = mapOf([person(0, 0), person(far * Math.cos(turn), far * Math.sin(turn))], [care(0, 1), care(1, 0)]);
      const [there, back] = arrowsOf(map, 1);
      const line = back?.pieces ?? [];
      const gaps = (there?.pieces ?? []).slice(2, -3).map(({ x, y }) => Math.min(...line.map((one) => Math.hypot(one.x - x, one.y - y))));
      for (const gap of gaps) expect(gap).toBeGreaterThan(9);
      for (const gap of gaps) expect(gap).toBeLessThan(40);
    }));
  });

  it('curve round a figure that a straight line would hide', () => {
    fc.assert(fc.property(fc.float({ min: Math.fround(0.25), max: 0.75, noNaN: true }), fc.integer({ min: -20, max: 20 }), fc.integer({ min: 320, max: 480 }), (share, aside, far) => {
      const map = mapOf([person(-far / 2, 0), person(far / 2, 0), person((share - 0.5) * far, aside)], [care(0, 1)]);
      for (const point of only(map).pieces) expect(reach(map, 'e02', point, 1)).toBeGreaterThan(0.85);
    }));
  });

  it('are fanned out where many meet one figure', () => {
    const ring = Array.from({ length: 12 }, (_, n) => person(300, -180 + 30 * n));
    const tips = arrowsOf(mapOf([person(0, 0), ...ring], ring.map((_, n) => care(n + 1, 0))), 1).map(({ end }) => end);
    for (const [n, one] of tips.entries()) {
      for (const other of tips.slice(n + 1)) expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(6);
    }
  });

  it('of kinship, of working together and of belonging are no arrows of care', () => {
    const looks = (['related_to', 'collaborates_with', 'member_of'] as const).map((type) => only(mapOf([person(0, 0), person(200, 0)], [{ ...care(0, 1), type }])));
    expect(looks.map(({ look }) => look)).toEqual(['kin', 'together', 'belongs']);
    expect(looks.map(({ head }) => head !== null)).toEqual([false, false, true]);
    for (const { dash, tone, start } of looks) expect([dash, tone, start.mark]).toEqual([null, 'tie', null]);
  });
});

describe('while a figure is dragged', () => {
  it('only its own lines are new, where they would be once it is put down', () => {
    const still = arrowsOf(IVY, 1);
    const held = new Map([['e05', { x: 260, y: -180 }]]);
    const moving = arrowsWhileHeld(still, IVY, 1, held);
    expect(moving.map(({ id }) => id)).toEqual(still.map(({ id }) => id));
    const touched = (one: Connection) => one.from === 'e05' || one.to === 'e05';
    for (const [n, arrow] of moving.entries()) expect(arrow === still[n]).toBe(!touched(arrow.connection));
    const figures = new Map(IVY.figures).set('e05', { ...(IVY.figures.get('e05') as Figure), x: 260, y: -180 });
    const down = new Map(arrowsOf({ ...IVY, figures }, 1).map((one) => [one.id, one]));
    for (const arrow of moving) if (touched(arrow.connection)) expect(arrow.bend).toBe(down.get(arrow.id)?.bend);
    expect(arrowsWhileHeld(still, IVY, 1, new Map())).toBe(still);
  });
});

describe('the line under a finger', () => {
  it('is the nearest of those within reach', () => {
    const arrows = arrowsOf(mapOf([person(0, 0), person(300, 0)], [care(0, 1), care(1, 0)]), 1);
    for (const arrow of arrows) expect(nearestArrow(arrows, arrow.middle, 12)?.id).toBe(arrow.id);
    expect(nearestArrow(arrows, { x: 150, y: 200 }, 12)).toBeNull();
  });
});
