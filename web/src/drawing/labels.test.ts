/** What the look asks of labels, on Ivy's map of 25 figures, on one of 60 and on any. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anyMap } from '../../dev/any-maps';
import { IVY, madeMap } from '../../dev/sample-maps';
import { arrowsOf } from './arrows';
import { moved, overlap, scaled } from './boxes';
import { figureScale, symbolParts } from './geometry';
import { broken } from './labels';
import type { Placed } from './labels';
import type { CareMap, Id } from './model';
import { labelsOf } from './scene';

const measure = (text: string, size: number, bold: boolean) => text.length * size * (bold ? 0.58 : 0.53);

interface Look { zoom: number; rem?: number; chosen?: Id | null; before?: ReadonlyMap<Id, number> }

function labelled(map: CareMap, { zoom, rem = 16, chosen = null, before = new Map<Id, number>() }: Look): Map<Id, Placed> {
  return labelsOf({ map, zoom, rem, measure, chosen }, arrowsOf(map, zoom), before);
}

function clashes(map: CareMap, look: Look): string[] {
  const labels = [...labelled(map, look).values()];
  const found: string[] = [];
  for (const [n, one] of labels.entries()) {
    for (const other of labels.slice(n + 1)) if (overlap(one.box, other.box) > 0) found.push(`${one.id} on ${other.id}`);
    for (const [id, { x, y }] of map.figures) {
      const element = map.elements.get(id);
      const parts = element ? symbolParts(element, map.owner_elements.includes(id)) : [];
      const drawn = parts.map((part) => moved(scaled(part, figureScale(look.zoom)), { x: x * look.zoom, y: y * look.zoom }));
      if (drawn.some((part) => overlap(one.box, part) > 0)) found.push(`${one.id} on the figure ${id}`);
    }
  }
  return found;
}

/** Whose labels may never be hidden: the owner's, the chosen figure's, and those of whom it is joined to. */
function neverHidden(map: CareMap, chosen: Id): Set<Id> {
  const ends = [...map.connections.values()].filter(({ from, to }) => from === chosen || to === chosen);
  return new Set([...map.owner_elements, chosen, ...ends.flatMap(({ from, to }) => [from, to])]);
}

const LOOKS = fc.record({ zoom: fc.double({ min: 0.5, max: 2, noNaN: true }), rem: fc.constantFrom(16, 20, 32) });

describe('labels', () => {
  it('lie on no other label and no figure, and all 25 are there', () => {
    expect(clashes(IVY, { zoom: 0.91 })).toEqual([]);
    expect(labelled(IVY, { zoom: 0.91 }).size).toBe(25);
  });

  it('do so at 60 figures at every zoom and text size, and all are there at 100 %', () => {
    const map = madeMap(60);
    for (const zoom of [0.5, 0.74, 0.75, 1, 1.5, 2]) {
      for (const rem of [16, 32]) expect(clashes(map, { zoom, rem }), `${zoom} ${rem}`).toEqual([]);
      if (zoom >= 0.75) expect(labelled(map, { zoom }).size, String(zoom)).toBeGreaterThanOrEqual(zoom === 0.75 ? 42 : 60);
    }
  });

  it('do so on any map, whatever the zoom, the text size and who is chosen, who keeps a label', () => {
    fc.assert(fc.property(anyMap({ least: 20 }), LOOKS, fc.nat(), (map, look, nth) => {
      const ids = [...map.figures.keys()];
      const chosen = ids[nth % ids.length] ?? '';
      expect(clashes(map, { ...look, chosen })).toEqual([]);
      const shown = labelled(map, { ...look, chosen });
      for (const id of neverHidden(map, chosen)) expect(shown.has(id), id).toBe(true);
    }), { numRuns: 40 });
  });

  it('of the least connected are hidden first', () => {
    const map = madeMap(60);
    const shown = labelled(map, { zoom: 0.5 });
    const ties = (id: Id) => [...map.connections.values()].filter(({ from, to }) => from === id || to === id).length;
    const mean = (ids: Id[]) => ids.reduce((sum, id) => sum + ties(id), 0) / ids.length;
    const [seen, hidden] = [[...shown.keys()], [...map.figures.keys()].filter((id) => !shown.has(id))];
    expect(hidden.length).toBeGreaterThan(0);
    expect(mean(seen)).toBeGreaterThan(mean(hidden));
  });

  it('stay where they were when little is gained', () => {
    const first = labelled(IVY, { zoom: 0.91 });
    const again = labelled(IVY, { zoom: 0.91, before: new Map([...first].map(([id, { place }]) => [id, place])) });
    expect([...again].filter(([id, { place }]) => first.get(id)?.place !== place)).toEqual([]);
  });

  it('are the same for the same map', () => {
    fc.assert(fc.property(anyMap({ most: 30 }), (map) => {
      expect(labelled(map, { zoom: 0.8 })).toEqual(labelled(map, { zoom: 0.8 }));
    }), { numRuns: 15 });
  });

  it('that stand further off have a line to their figure', () => {
    const far = [...labelled(madeMap(60), { zoom: 0.8, rem: 32, chosen: 'e00' }).values()].filter(({ leader }) => leader);
    expect(far.length).toBeGreaterThan(0);
    for (const { leader } of far) expect(Math.hypot(leader?.[1].x ?? 99, leader?.[1].y ?? 99)).toBeLessThan(60);
  });

  it('break a long name into two lines near its middle', () => {
    expect(broken('Ropewalk Gardeners')).toEqual(['Ropewalk Gardeners']);
    expect(broken('Larkmead Community Centre Kitchen')).toEqual(['Larkmead Community', 'Centre Kitchen']);
  });

  it('that are written from right to left are kept whole', () => {
    const [aisha] = [...labelled(madeMap(26, { rightToLeft: true }), { zoom: 1 }).values()].filter(({ id }) => id === 'x000');
    expect(aisha?.lines[0]?.text).toMatch(/^\u2067.+\u2069$/);
  });
});
