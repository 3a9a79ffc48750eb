/** What is asked of arranging: rings and homes as they were, fewer crossings, near, and the same again. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anyMap } from '../../dev/any-maps';
import { IVY, madeMap } from '../../dev/sample-maps';
import { arrange, crossings } from './arrange';
import { apply, opposite } from './edits';
import { insideHouse } from './geometry';
import { documentOf, careMapOf, ringOf } from './model';
import type { CareMap } from './model';

function arranged(map: CareMap): CareMap {
  return apply(map, { steps: arrange(map), undoes: null }).map;
}

function ways(before: CareMap, after: CareMap): number[] {
  return [...after.figures.values()].map(({ element_id, x, y }) => {
    const was = before.figures.get(element_id) ?? { x, y };
    return Math.hypot(x - was.x, y - was.y);
  }).sort((one, other) => one - other);
}

function keepsRingsAndHomes(before: CareMap, after: CareMap): void {
  for (const figure of after.figures.values()) {
    const was = before.figures.get(figure.element_id);
    expect([figure.presence, figure.household]).toEqual([was?.presence, was?.household]);
    const home = figure.household ? after.households.get(figure.household) : null;
    if (home) expect(insideHouse(home, figure)).toBe(true);
    else expect(ringOf(figure)).toBe(figure.presence);
  }
}

describe('arranging neatly', () => {
  const sixty = madeMap(60);

  it('keeps everyone in their ring and their home', () => {
    for (const map of [IVY, sixty]) keepsRingsAndHomes(map, arranged(map));
  });

  it('leaves fewer lines that cross', () => {
    expect(crossings(arranged(sixty))).toBeLessThan(crossings(sixty));
    expect(crossings(arranged(IVY))).toBeLessThanOrEqual(crossings(IVY));
  });

  it('leaves what somebody placed near where it was', () => {
    for (const map of [IVY, sixty]) {
      const far = ways(map, arranged(map));
      expect(far[Math.floor(far.length / 2)]).toBeLessThan(60);
      expect(far[Math.floor(far.length * 0.9)]).toBeLessThan(170);
    }
  });

  it('stands nobody on anybody', () => {
    const { figures } = arranged(sixty);
    const all = [...figures.values()];
    for (const [n, one] of all.entries()) {
      for (const other of all.slice(n + 1)) expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(45);
    }
  });

  it('is one edit, and one undo takes it back', () => {
    const { map, steps } = apply(sixty, { steps: arrange(sixty), undoes: null });
    const back = apply(map, { steps: opposite(steps), undoes: 'arranged' });
    expect(documentOf(back.map)).toEqual(documentOf(sixty));
    expect(back.left_alone).toEqual([]);
  });

  it('changes nothing that is arranged already', () => {
    for (const map of [IVY, sixty]) expect(arrange(arranged(map))).toEqual([]);
  });

  it('does all of that on any map, the same each time and in whatever order it is kept', () => {
    fc.assert(fc.property(anyMap({ least: 2, most: 24 }), (map) => {
      const after = arranged(map);
      keepsRingsAndHomes(map, after);
      expect(arrange(after)).toEqual([]);
      const { elements, figures, connections, ...rest } = documentOf(map);
      const turned = careMapOf({ ...rest, elements: elements.toReversed(), figures: figures.toReversed(), connections: connections.toReversed() });
      expect(arrange(turned)).toEqual(arrange(map));
    }), { numRuns: 25 });
  });
});
