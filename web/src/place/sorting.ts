/** The order of the table's rows, and the rows of the file it is kept as. Pure. */

import { needOf, saidOf, type Area, type Layer, type Measure, type Places } from './words';

export type Column = 'name' | Measure | 'need' | 'layer';

export interface Order {
  by: Column;
  down: boolean;
}

/** Return areas in an order; those without a number come last, equal ones by name. */
export function sorted(areas: readonly Area[], { by, down }: Order, layer: Layer | null = null): Area[] {
  const sign = down ? -1 : 1;
  const byName = (one: Area, other: Area) => one.name.localeCompare(other.name, 'en-GB', { numeric: true });
  return [...areas].sort((one, other) => {
    if (by === 'name') return sign * byName(one, other);
    const [first, second] = [numberOf(one, by, layer), numberOf(other, by, layer)];
    if (first === null || second === null) return Number(first === null) - Number(second === null) || byName(one, other);
    return sign * (first - second) || byName(one, other);
  });
}

/** Return an order by a column that is there: a layer comes by itself, the most first. */
export function fitting(order: Order, layer: Layer | null): Order {
  const there = order.by === 'name' || order.by === 'need' || (order.by === 'layer') === (layer !== null);
  if (there) return order;
  return layer ? { by: 'layer', down: true } : { by: 'per_1000', down: false };
}

export interface BothEnds {
  shown: Area[];
  /** Before which row some are left out; -1 where none is. */
  gap: number;
  leftOut: number;
  words: string;
}

/** Return the first and the last so many areas of an order, and one that is asked for among those between. */
export function bothEnds(areas: readonly Area[], many: number, asked: string | null = null): BothEnds {
  if (areas.length <= 2 * many + 1) return { shown: [...areas], gap: -1, leftOut: 0, words: `All ${areas.length} areas` };
  const [first, last] = [areas.slice(0, many), areas.slice(-many)];
  const own = areas.slice(many, -many).filter(({ code }) => code === asked);
  const leftOut = areas.length - 2 * many - own.length;
  return { shown: [...first, ...own, ...last], gap: many + own.length, leftOut, words: `The first and the last ${many} of ${areas.length} areas` };
}

/** Return the table as rows of a file, with the same order and numbers as are shown. */
export function fileRows(areas: readonly Area[], places: Pick<Places, 'layer'> = { layer: null }): (string | number | null)[][] {
  const need = areas.map(needOf).find((one) => one !== null);
  const head = [
    'code', 'name', 'population', 'number', 'per_1000', 'per_1000_low', 'per_1000_high',
    ...(places.layer ? [places.layer.column] : []),
    ...(need ? [need.name, 'rank (1 is the most need)'] : []),
  ];
  const rows = areas.map((area) => {
    const own = needOf(area);
    const numbers = [
      area.population, area.number, area.per_1000, area.low, area.high,
      ...(places.layer ? [saidOf(area, places as Places, 'number')] : []),
    ];
    return [area.code, area.name, ...numbers, ...(need ? [own?.value ?? null, own?.rank ?? null] : [])];
  });
  return [head, ...rows];
}

function numberOf(area: Area, by: Exclude<Column, 'name'>, layer: Layer | null): number | null {
  if (by === 'layer') return layer?.areas[area.code]?.order ?? null;
  return by === 'need' ? (needOf(area)?.rank ?? null) : area[by];
}
