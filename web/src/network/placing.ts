/**
 * Where the figures of a network are placed: informal care at the left, community in the middle,
 * formal at the right; supported people, and teams, circles and places, between them. Pure, and the
 * same for the same network.
 *
 * Each band is a loose grid whose cells are filled from the top down, so no figure lies on another.
 * The order in a band is found by moving everything to the mean height of what it is connected
 * with, again and again: short lines, few crossings.
 */

import type { ViewElement } from '../api/shapes';

export type Band = 'informal' | 'supported' | 'community' | 'none' | 'formal';

export const BANDS: readonly Band[] = ['informal', 'supported', 'community', 'none', 'formal'];

export const HEIGHT = 1000;

const SWEEPS = 24;
/** Empty columns between two bands. */
const GAP = 0.9;
/** How far, in columns, a figure may be out of line, so that lines do not run through others. */
const JITTER = 0.4;

export interface Placing {
  readonly width: number;
  readonly places: ReadonlyMap<string, { readonly x: number; readonly y: number }>;
  /** The middle of each band that is there. */
  readonly bands: readonly { readonly band: Band; readonly x: number }[];
}

/** Return the band that an element stands in. */
export function bandOf({ supported, kind, sector }: Pick<ViewElement, 'supported' | 'kind' | 'sector'>): Band {
  return supported && kind === 'person' ? 'supported' : (sector ?? 'none');
}

/**
 * Return where everything is placed on a sheet.
 *
 * @param things What is placed, in an order that is always the same.
 * @param pairs What is connected.
 * @param aspect How many times wider than high the sheet is.
 * @param sweeps How often it is sorted; not at all where only the bands are wanted.
 */
export function placed(
  things: readonly { id: string; band: Band }[],
  pairs: readonly (readonly [string, string])[],
  aspect: number,
  sweeps = SWEEPS,
): Placing {
  const width = HEIGHT * aspect;
  const rows = BANDS.map((band) => things.filter((thing) => thing.band === band).map(({ id }) => id));
  const heights = settled(rows, neighboursOf(things, pairs), sweeps);
  const cell = Math.sqrt((width * HEIGHT) / Math.max(1, things.length));
  const columns = rows.map(({ length }) => Math.min(length, Math.max(1, Math.round((length * cell) / HEIGHT))));
  const filled = columns.filter((count) => count > 0);
  const units = filled.reduce((sum, count) => sum + count, 0) + GAP * Math.max(0, filled.length - 1);
  const unit = width / Math.max(1, units);

  const places = new Map<string, { x: number; y: number }>();
  const bands: { band: Band; x: number }[] = [];
  let left = 0;
  BANDS.forEach((band, nth) => {
    const [ids, wide] = [rows[nth] ?? [], columns[nth] ?? 0];
    if (ids.length === 0) return;
    const step = strideOf(wide);
    const jitter = ids.length > 1 ? JITTER : 0;
    ids.forEach((id, place) => {
      const column = ((place * step) % wide) + 0.5 + jitter * (((place * 0.618) % 1) - 0.5);
      places.set(id, { x: (left + column) * unit, y: HEIGHT * (1 - (heights.get(id) ?? 0)) });
    });
    bands.push({ band, x: (left + wide / 2) * unit });
    left += wide + GAP;
  });
  return { width, places, bands };
}

function neighboursOf(
  things: readonly { id: string }[],
  pairs: readonly (readonly [string, string])[],
): Map<string, string[]> {
  const neighbours = new Map<string, string[]>(things.map(({ id }) => [id, []]));
  for (const [one, other] of pairs) {
    if (!neighbours.has(one) || !neighbours.has(other)) continue;
    neighbours.get(one)?.push(other);
    neighbours.get(other)?.push(one);
  }
  return neighbours;
}

/** Sort each band until it lies well, and return the height of everything, 0 at the top to 1. */
function settled(rows: string[][], neighbours: ReadonlyMap<string, readonly string[]>, sweeps: number): Map<string, number> {
  const heights = new Map<string, number>();
  const spread = (ids: readonly string[]) => ids.forEach((id, nth) => heights.set(id, (nth + 0.5) / ids.length));
  rows.forEach(spread);
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    for (const ids of rows) {
      const wanted = new Map(ids.map((id) => [id, meanHeight(id, heights, neighbours)]));
      ids.sort((one, other) => (wanted.get(one) ?? 0) - (wanted.get(other) ?? 0));
      spread(ids);
    }
  }
  return heights;
}

function meanHeight(
  id: string,
  heights: ReadonlyMap<string, number>,
  neighbours: ReadonlyMap<string, readonly string[]>,
): number {
  const near = neighbours.get(id) ?? [];
  const own = heights.get(id) ?? 0;
  return near.reduce((sum, other) => sum + (heights.get(other) ?? 0), own) / (near.length + 1);
}

/** Return a step that visits every column of a band, with neighbours in height far apart. */
function strideOf(columns: number): number {
  const apart = (one: number, other: number): number => (other === 0 ? one : apart(other, one % other));
  let step = Math.max(1, Math.round(columns * 0.4));
  while (apart(step, columns) > 1) step += 1;
  return step;
}
