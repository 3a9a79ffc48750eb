/** What the look asks of labels, on Ivy's map of 25 figures and on one of 60. */

import { describe, expect, it } from 'vitest';

import ivy from '../../dev/ivy.json';
import { arrowsOf } from './arrows';
import { figureScale, symbolBox } from './geometry';
import { broken, overlap } from './labels';
import { careMapOf, connectionOf, elementOf, figureOf, newId, ringOf } from './model';
import type { CareMap, Document } from './model';
import { freePlace } from './placing';
import { labelsOf } from './scene';

const MAP = careMapOf(ivy as unknown as Document);
const measure = (text: string, size: number, bold: boolean) => text.length * size * (bold ? 0.58 : 0.53);

function labelled(map: CareMap, zoom: number, before = new Map<string, number>()) {
  return labelsOf({ map, zoom, rem: 16, measure, chosen: null }, arrowsOf(map, zoom), before);
}

function sixty(): CareMap {
  let map = MAP;
  for (let n = 0; map.figures.size < 60; n += 1) {
    const id = `x${n}`;
    const place = freePlace(map, (['nearby', 'within_2_hours', 'further_away'] as const)[n % 3] ?? 'nearby');
    const connection = connectionOf({ id: newId(), type: 'cares_for', from: id, to: 'e00', state: 'generative' });
    map = {
      ...map,
      elements: new Map(map.elements).set(id, elementOf({ id, scope: 'ivy', kind: 'person', name: `Neighbour ${n}` })),
      figures: new Map(map.figures).set(id, figureOf({ element_id: id, ...place, presence: ringOf(place) })),
      connections: new Map(map.connections).set(connection.id, connection),
    };
  }
  return map;
}

function clashes(map: CareMap, zoom: number): string[] {
  const labels = [...labelled(map, zoom).values()];
  const found: string[] = [];
  for (const [n, one] of labels.entries()) {
    for (const other of labels.slice(n + 1)) if (overlap(one.box, other.box) > 0) found.push(`${one.id} on ${other.id}`);
    for (const [id, figure] of map.figures) {
      const element = map.elements.get(id);
      if (!element || map.owner_elements.includes(one.id)) continue;
      const box = symbolBox(element, map.owner_elements.includes(id));
      const scale = figureScale(zoom);
      const drawn = { x: figure.x * zoom + box.x * scale + 3, y: figure.y * zoom + box.y * scale + 3, width: box.width * scale - 6, height: box.height * scale - 6 };
      if (overlap(one.box, drawn) > 0.01) found.push(`${one.id} on the figure ${id}`);
    }
  }
  return found;
}

describe('labels', () => {
  it('lie on no other label and no figure, and all 25 are there', () => {
    expect(clashes(MAP, 0.91)).toEqual([]);
    expect(labelled(MAP, 0.91).size).toBe(25);
  });

  it('do so at 60 figures, at every zoom', () => {
    const map = sixty();
    for (const zoom of [0.5, 0.75, 1, 1.5]) expect(clashes(map, zoom)).toEqual([]);
    expect(labelled(map, 1.2).size).toBeGreaterThan(54);
  });

  it('stay where they were when little is gained', () => {
    const first = labelled(MAP, 0.91);
    const again = labelled(MAP, 0.91, new Map([...first].map(([id, { place }]) => [id, place])));
    const hops = [...again].filter(([id, { place }]) => first.get(id)?.place !== place);
    expect(hops).toEqual([]);
  });

  it('are placed in under 16 ms at 60 figures', () => {
    const map = sixty();
    const arrows = arrowsOf(map, 1);
    const place = () => labelsOf({ map, zoom: 1, rem: 16, measure, chosen: null }, arrows, new Map());
    place();
    const times = Array.from({ length: 7 }, () => {
      const start = performance.now();
      place();
      return performance.now() - start;
    });
    expect(times.toSorted((one, other) => one - other)[1]).toBeLessThan(16);
  });

  it('break a long name into two lines near its middle', () => {
    expect(broken('Ropewalk Gardeners')).toEqual(['Ropewalk Gardeners']);
    expect(broken('Larkmead Community Centre Kitchen')).toEqual(['Larkmead Community', 'Centre Kitchen']);
  });
});
