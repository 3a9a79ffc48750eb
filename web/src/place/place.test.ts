import { describe, expect, it } from 'vitest';

import type { ViewElement } from '../api/shapes';
import { queryOf } from './asked';
import { foundBy } from './finding';
import { bothEnds, fileRows, sorted } from './sorting';
import { freeSpots } from './spots';
import { colourOf, measureWords, placeOf, rangeWords, shown, type Area, type Places } from './words';

function area(code: string, number: number, per_1000: number | null, rank: number | null = null): Area {
  const indicators = [{ name: 'deprivation_score', column: 'score' as const, value: 20, higher_is_worse: true, rank }];
  return { code, name: `Square ${code}`, population: 500, number, per_1000, low: 0, high: 9, indicators } as unknown as Area;
}

const AREAS = [area('A', 2, 4), area('B', 0, 0), area('C', 1, null), area('D', 2, 1.5)];

describe('the table', () => {
  it('sorts by number, those without one last and equal ones by name', () => {
    const codes = (down: boolean) => sorted(AREAS, { by: 'per_1000', down }).map(({ code }) => code);
    expect(codes(false)).toEqual(['B', 'D', 'A', 'C']);
    expect(codes(true)).toEqual(['A', 'D', 'B', 'C']);
    expect(sorted(AREAS, { by: 'number', down: true }).map(({ code }) => code)).toEqual(['A', 'D', 'C', 'B']);
  });

  it('is a file with a row for each area, empty where nothing is known', () => {
    const [head, first] = fileRows(AREAS.slice(2));
    expect(head?.slice(0, 5)).toEqual(['code', 'name', 'population', 'number', 'per_1000']);
    expect(first).toEqual(['C', 'Square C', 500, 1, null, 0, 9, 20, null]);
  });
});

describe('both ends', () => {
  const many = Array.from({ length: 30 }, (_, nth) => area(`A${nth}`, nth, nth));

  it('are the first and the last, and one that is asked for', () => {
    const { shown: rows, gap, leftOut } = bothEnds(many, 3, 'A9');
    expect(rows.map(({ code }) => code)).toEqual(['A0', 'A1', 'A2', 'A9', 'A27', 'A28', 'A29']);
    expect([gap, leftOut]).toEqual([4, 23]);
    expect(bothEnds(many.slice(0, 7), 3).gap).toBe(-1);
  });
});

describe('what is found', () => {
  it('is whatever has the text in its name, the beginning first, whatever its accents', () => {
    const places = { areas: [area('A1', 1, 1), area('B1', 1, 1)], assets: [{ id: 'h', label: 'The Squáre hall', kind: 'place' }] };
    const found = foundBy('square', places as unknown as Places, [{ id: 't', label: 'Square team', kind: 'team' }] as unknown as ViewElement[]);
    expect(found.map(({ key }) => key)).toEqual(['A1', 'B1', 't', 'h']);
    expect(foundBy(' ', places as unknown as Places, [])).toEqual([]);
  });
});

describe('words', () => {
  it('show a rate with one decimal, and a step by its ends', () => {
    expect(shown(1, 'per_1000')).toBe('1.0');
    expect(shown(0, 'per_1000')).toBe('0');
    expect(shown(1234)).toBe('1,234');
    expect(rangeWords({ low: 0.5, high: 2, areas: 3 }, 'per_1000')).toBe('0.5 to 2.0');
  });

  it('say what is counted', () => {
    expect(measureWords('per_1000', 'meals')).toBe('offers of meals per 1,000 people');
    expect(measureWords('number', null)).toBe('places and groups');
  });

  it('give an area its place among those with a number', () => {
    expect(AREAS.map((one) => placeOf(one, AREAS, 'number'))).toEqual(['1st of 4', '', '3rd of 4', '1st of 4']);
  });

  it('spread few steps over all five colours', () => {
    expect([0, 1].map((step) => colourOf(step, 2))).toEqual([1, 5]);
    expect([0, 1, 2, 3, 4].map((step) => colourOf(step, 5))).toEqual([1, 2, 3, 4, 5]);
    expect(colourOf(0, 1)).toBe(3);
  });

  it('ask as an address does', () => {
    expect(queryOf({ care: 'meals', sector: 'formal,none' })).toBe('?care=meals&sector=formal%2Cnone');
    expect(queryOf({})).toBe('');
  });
});

describe('labels', () => {
  const paper = { x: 0, y: 0, width: 100, height: 100 };

  it('take their first free spot on the paper, the first label first', () => {
    const label = { width: 20, height: 10, spots: [[50, 50], [50, 70], [99, 99]] as const };
    expect(freeSpots([label, label, label], [], paper)).toEqual([[50, 50], [50, 70], null]);
  });

  it('never lie on a symbol', () => {
    const label = { width: 20, height: 10, spots: [[50, 50], [50, 20]] as const };
    expect(freeSpots([label], [{ x: 45, y: 45, width: 10, height: 10 }], paper)).toEqual([[50, 20]]);
  });
});
