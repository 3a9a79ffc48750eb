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
  const dx = other.x - one.x;
  const dy = other.y - one.y;
  let enter = 0;
  let leave = 1;
  const left = box.x - one.x;
  const right = left + box.width;
  if (dx === 0) {
    if (left > 0 || right < 0) return false;
  } else {
    enter = Math.max(enter, (dx > 0 ? left : right) / dx);
    leave = Math.min(leave, (dx > 0 ? right : left) / dx);
  }
  const top = box.y - one.y;
  const bottom = top + box.height;
  if (dy === 0) return top <= 0 && bottom >= 0 && enter <= leave;
  enter = Math.max(enter, (dy > 0 ? top : bottom) / dy);
  leave = Math.min(leave, (dy > 0 ? bottom : top) / dy);
  return enter <= leave;
}

/** Things with boxes, found by where they are. Asked thousands of times for one placing of labels: its loops are plain. */
export class Grid<T> {
  readonly #cell: number;
  readonly #cells = new Map<number, number[]>();
  readonly #boxes: Box[] = [];
  readonly #things: T[] = [];
  readonly #seen: number[] = [];
  #asked = 0;

  constructor(cell = 90) {
    this.#cell = cell;
  }

  add(box: Box, thing: T): void {
    const index = this.#things.push(thing) - 1;
    this.#boxes.push(box);
    this.#seen.push(0);
    const cell = this.#cell;
    const [right, bottom] = [Math.floor((box.x + box.width) / cell), Math.floor((box.y + box.height) / cell)];
    for (let column = Math.floor(box.x / cell); column <= right; column += 1) {
      for (let row = Math.floor(box.y / cell); row <= bottom; row += 1) {
        const key = keyOf(column, row);
        const here = this.#cells.get(key);
        if (here) here.push(index);
        else this.#cells.set(key, [index]);
      }
    }
  }

  /** Call with each thing whose box meets another box, until the answer is true. Returns whether it was. */
  some(box: Box, found: (thing: T, its: Box) => boolean): boolean {
    const asked = (this.#asked += 1);
    const cell = this.#cell;
    const [right, bottom] = [box.x + box.width, box.y + box.height];
    const [lastColumn, lastRow] = [Math.floor(right / cell), Math.floor(bottom / cell)];
    for (let column = Math.floor(box.x / cell); column <= lastColumn; column += 1) {
      for (let row = Math.floor(box.y / cell); row <= lastRow; row += 1) {
        const here = this.#cells.get(keyOf(column, row));
        if (!here) continue;
        for (let n = 0; n < here.length; n += 1) {
          const index = here[n] as number;
          if (this.#seen[index] === asked) continue;
          this.#seen[index] = asked;
          const its = this.#boxes[index] as Box;
          if (its.x > right || its.x + its.width < box.x || its.y > bottom || its.y + its.height < box.y) continue;
          if (found(this.#things[index] as T, its)) return true;
        }
      }
    }
    return false;
  }
}

function keyOf(column: number, row: number): number {
  return column * 100_003 + row;
}
