/**
 * Where everything on a map is, as shares of a sheet, for a picture that no graphics card draws: the
 * places that were kept, and for the rest where it would be. Pure.
 */

import type { ViewConnection, ViewElement } from '../api/shapes';
import { settledIn, type Spot } from './keeping';
import { bandOf, HEIGHT, placed } from './placing';

/** A place as shares of a sheet's width and height, from its top left. */
export interface Share {
  readonly x: number;
  readonly y: number;
}

const ASPECT = 1.4;

/** Return the place of each element of a map. */
export function placesOf(
  elements: readonly ViewElement[],
  connections: readonly ViewConnection[],
  kept: readonly Spot[],
): ReadonlyMap<string, Share> {
  const things = elements.map((one) => ({ id: one.id, band: bandOf(one) }));
  const pairs = connections.map(({ from, to }) => [from, to] as const);
  const known = new Set(kept.map(({ element }) => element));
  // Sorting takes long, and is for what has no place.
  const fresh = things.every(({ id }) => known.has(id)) ? placed(things, [], ASPECT, 0) : placed(things, pairs, ASPECT);
  const { placing } = settledIn(fresh, things, pairs, kept);
  return new Map([...placing.places].map(([id, { x, y }]) => [id, { x: x / placing.width, y: 1 - y / HEIGHT }]));
}
