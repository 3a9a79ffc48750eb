/**
 * Where figures stay: the places that were kept, and beside them those that are new. Pure.
 *
 * Nothing that has a place is ever moved by what comes or goes: a new figure goes near what it is
 * connected with, inside its own band; what is gone leaves its place empty.
 */

import { HEIGHT, type Band, type Placing } from './placing';

/** A place as it is kept: shares of the sheet's width and height, from its top left. */
export interface Spot {
  readonly element: string;
  readonly x: number;
  readonly y: number;
}

/** How far from its neighbours a new figure is put, as a share of the sheet's height. */
const BESIDE = 0.045;
const TRIES = 24;
/** So many new ones are put near their neighbours; of a whole file of them, the rest goes where it would be. */
const MOST_BESIDE = 300;

/**
 * Return a placing in which everything kept has its place, and what those are that had none.
 *
 * @param fresh Where everything would be on an empty sheet.
 * @param kept The places that were kept.
 */
export function settledIn(
  fresh: Placing,
  things: readonly { id: string; band: Band }[],
  pairs: readonly (readonly [string, string])[],
  kept: readonly Spot[],
): { placing: Placing; added: Spot[] } {
  const here = new Set(things.map(({ id }) => id));
  const places = new Map(
    kept.filter(({ element }) => here.has(element)).map(({ element, x, y }) => [element, { x: x * fresh.width, y: HEIGHT * (1 - y) }]),
  );
  const added: Spot[] = [];
  const old = new Map(places);
  const neighbours = old.size > 0 ? neighboursOf(pairs) : new Map<string, string[]>();
  for (const { id } of things) {
    if (places.has(id)) continue;
    const place = old.size > 0 && added.length < MOST_BESIDE ? beside(id, neighbours, old, places, fresh) : fresh.places.get(id);
    if (!place) continue;
    places.set(id, place);
    added.push({ element: id, x: place.x / fresh.width, y: 1 - place.y / HEIGHT });
  }
  return { placing: { ...fresh, places }, added };
}

type Point = { x: number; y: number };

/** Return a free place near the middle of what a new figure is connected with; else where it would be. */
function beside(
  id: string,
  neighbours: ReadonlyMap<string, readonly string[]>,
  old: ReadonlyMap<string, Point>,
  taken: ReadonlyMap<string, Point>,
  fresh: Placing,
): Point | undefined {
  const near = (neighbours.get(id) ?? []).flatMap((other) => old.get(other) ?? []);
  const start = fresh.places.get(id);
  if (near.length === 0) return start && free(start, taken, fresh.width);
  const middle = {
    x: near.reduce((sum, { x }) => sum + x, 0) / near.length,
    y: near.reduce((sum, { y }) => sum + y, 0) / near.length,
  };
  return free(middle, taken, fresh.width);
}

/** Return the first place on a spiral round a point that is no other figure's. */
function free(middle: Point, taken: ReadonlyMap<string, Point>, width: number): Point {
  const room = BESIDE * HEIGHT;
  const others = [...taken.values()];
  let place = middle;
  for (let nth = 0; nth < TRIES; nth += 1) {
    const [angle, away] = [nth * 2.4, room * Math.sqrt(nth)];
    place = {
      x: Math.min(width * 0.98, Math.max(width * 0.02, middle.x + away * Math.cos(angle))),
      y: Math.min(HEIGHT * 0.98, Math.max(HEIGHT * 0.02, middle.y + away * Math.sin(angle))),
    };
    const at = place;
    if (!others.some(({ x, y }) => Math.hypot(x - at.x, y - at.y) < room)) return place;
  }
  return place;
}

function neighboursOf(pairs: readonly (readonly [string, string])[]): Map<string, string[]> {
  const neighbours = new Map<string, string[]>();
  const add = (one: string, other: string) => {
    const known = neighbours.get(one);
    if (known) known.push(other);
    else neighbours.set(one, [other]);
  };
  for (const [one, other] of pairs) {
    add(one, other);
    add(other, one);
  }
  return neighbours;
}
