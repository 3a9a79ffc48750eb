/** Boxes on the drawing: what they share, what crosses them, and a grid to find those nearby. Pure. */

import type { Point } from './model';

export interface Box { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** Return the area that two boxes share. */
export function overlap(one: Box, other: Box): number {
  const wide = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  if (wide <= 0) return 0;
  const high = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return high <= 0 ? 0 : wide * high;
}

/** Return whether two boxes touch, or come within a margin of each other. */
export function meet(one: Box, other: Box, margin = 0): boolean {
  return one.x - margin <= other.x + other.width && other.x <= one.x + one.width + margin
    && one.y - margin <= other.y + other.height && other.y <= one.y + one.height + margin;
}

/** Return whether a box lies wholly in another. */
export function inside(box: Box, paper: Box): boolean {
  return box.x >= paper.x && box.y >= paper.y
    && box.x + box.width <= paper.x + paper.width && box.y + box.height <= paper.y + paper.height;
}

/** Return how far outside a box a point lies; 0 inside it. */
export function outside({ x, y }: Point, box: Box): number {
  return Math.max(0, box.x - x, x - box.x - box.width, box.y - y, y - box.y - box.height);
}

export function moved(box: Box, by: Point): Box {
  return { x: box.x + by.x, y: box.y + by.y, width: box.width, height: box.height };
}

export function scaled(box: Box, by: number): Box {
  return { x: box.x * by, y: box.y * by, width: box.width * by, height: box.height * by };
}

/** Return a box wider and higher by a margin on every side. */
export function grown(box: Box, by: number): Box {
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by };
}

/** Return the box round several; there is at least one. */
export function boxRound(boxes: readonly Box[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of boxes) {
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x + width), Math.max(bottom, y + height)];
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Return the box whose corners two points are. */
export function boxBetween(one: Point, other: Point): Box {
  return { x: Math.min(one.x, other.x), y: Math.min(one.y, other.y), width: Math.abs(one.x - other.x), height: Math.abs(one.y - other.y) };
}

/** Return whether a straight piece enters a box, by clipping it (Liang and Barsky 1984). */
export function crosses(box: Box, one: Point, other: Point): boolean {
  return passes(box.x, box.y, box.x + box.width, box.y + box.height, one.x, one.y, other.x, other.y);
}

/** The same with plain numbers, and without a call: it is asked thousands of times before it is machine code. */
export function passes(left: number, top: number, right: number, bottom: number, x: number, y: number, toX: number, toY: number): boolean {
  if ((x >= left && x <= right && y >= top && y <= bottom) || (toX >= left && toX <= right && toY >= top && toY <= bottom)) return true;
  if ((x < left && toX < left) || (x > right && toX > right) || (y < top && toY < top) || (y > bottom && toY > bottom)) return false;
  const dx = toX - x;
  const dy = toY - y;
  if (dx === 0 || dy === 0) return true;
  const intoX = ((dx > 0 ? left : right) - x) / dx;
  const intoY = ((dy > 0 ? top : bottom) - y) / dy;
  const outX = ((dx > 0 ? right : left) - x) / dx;
  const outY = ((dy > 0 ? bottom : top) - y) / dy;
  const enter = intoX > intoY ? intoX : intoY;
  return enter <= (outX < outY ? outX : outY) && enter <= 1 && outX >= 0 && outY >= 0;
}

/** So many cells at most each way: what lies further out is in the outermost. */
const MOST_CELLS = 48;
const CELL = 64;

/**
 * Boxes, found by where they are. Asked thousands of times for one placing of labels, mostly before the
 * browser has made machine code of it: the boxes are one flat list, and the loops are plain.
 */
export class Boxes {
  /** Left, top, right and bottom of each box, one after the other. */
  readonly sides: readonly number[];
  readonly met: Int32Array;
  readonly #next: Int32Array;
  readonly #heads = new Int32Array(MOST_CELLS * MOST_CELLS).fill(-1);
  readonly #left: number;
  readonly #top: number;
  readonly #cell: number;
  /** How far the widest and the highest reach from their middles. */
  #reachX = 0;
  #reachY = 0;

  /** `sides` has four numbers a box; `within` is where most of them lie. */
  constructor(sides: readonly number[], within: Box) {
    this.sides = sides;
    this.#left = within.x;
    this.#top = within.y;
    this.#cell = Math.max(CELL, within.width / MOST_CELLS, within.height / MOST_CELLS);
    this.#next = new Int32Array(sides.length / 4);
    this.met = new Int32Array(sides.length / 4);
    for (let n = 0, at = 0; at < sides.length; n += 1, at += 4) {
      const halfX = ((sides[at + 2] as number) - (sides[at] as number)) / 2;
      const halfY = ((sides[at + 3] as number) - (sides[at + 1] as number)) / 2;
      if (halfX > this.#reachX) this.#reachX = halfX;
      if (halfY > this.#reachY) this.#reachY = halfY;
      const cell = this.#row((sides[at + 1] as number) + halfY) * MOST_CELLS + this.#column((sides[at] as number) + halfX);
      this.#next[n] = this.#heads[cell] as number;
      this.#heads[cell] = n;
    }
  }

  box(n: number): Box {
    const [x, y] = [this.sides[4 * n] as number, this.sides[4 * n + 1] as number];
    return { x, y, width: (this.sides[4 * n + 2] as number) - x, height: (this.sides[4 * n + 3] as number) - y };
  }

  /** Find the boxes that meet these sides. Returns how many; which they are is at the start of `met` until this is asked again. */
  meeting(left: number, top: number, right: number, bottom: number): number {
    const { sides, met } = this;
    let found = 0;
    const lastColumn = this.#column(right + this.#reachX);
    const lastRow = this.#row(bottom + this.#reachY);
    for (let row = this.#row(top - this.#reachY); row <= lastRow; row += 1) {
      for (let column = this.#column(left - this.#reachX); column <= lastColumn; column += 1) {
        for (let n = this.#heads[row * MOST_CELLS + column] as number; n >= 0; n = this.#next[n] as number) {
          const at = 4 * n;
          if ((sides[at] as number) > right || (sides[at + 2] as number) < left) continue;
          if ((sides[at + 1] as number) > bottom || (sides[at + 3] as number) < top) continue;
          met[found] = n;
          found += 1;
        }
      }
    }
    return found;
  }

  #column(x: number): number {
    const column = Math.floor((x - this.#left) / this.#cell);
    return column < 0 ? 0 : column < MOST_CELLS ? column : MOST_CELLS - 1;
  }

  #row(y: number): number {
    const row = Math.floor((y - this.#top) / this.#cell);
    return row < 0 ? 0 : row < MOST_CELLS ? row : MOST_CELLS - 1;
  }
}
