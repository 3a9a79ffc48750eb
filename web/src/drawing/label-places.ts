/**
 * The twelve places that a label can stand in beside its figure, and what each costs. Pure.
 *
 * Nearly all of this runs once, when a map opens, before the browser has made machine code of it. So
 * places are flat lists, and what lines cost is worked out only for a place that could be the best.
 */

import { Boxes, passes } from './boxes';
import type { Box } from './boxes';
import type { Point } from './model';

export interface LabelLine { readonly text: string; readonly width: number; readonly size: number; readonly bold: boolean }

export type Anchor = 'start' | 'middle' | 'end';

/** One figure and what of its box it fills, round its own middle. */
export interface Placeable { readonly at: Point; readonly box: Box; readonly parts?: readonly Box[]; readonly lines: readonly LabelLine[] }

/** What labels keep off. */
export interface Obstacles {
  readonly paper: Box;
  readonly curves: readonly (readonly Point[])[];
  readonly walls: readonly (readonly Point[])[];
  readonly ringNames: readonly Box[];
}

/** Penalty of each place, and which of the ways across and down it takes (`#acrossAndDown`). */
const PENALTY = [0, 2, 3, 5, 4, 5, 8, 9, 3, 4, 4, 5];
const ACROSS = [0, 1, 2, 0, 3, 4, 3, 4, 1, 2, 1, 2];
const DOWN = [0, 2, 2, 1, 0, 0, 1, 1, 3, 3, 4, 4];
const ANCHORS: readonly Anchor[] = ['middle', 'start', 'end', 'start', 'end'];
export const PLACE_COUNT = PENALTY.length;
/** What lying on a label or a figure costs besides its area: such a place is for want of any other. */
export const NEVER = 120;
const GAP = 5;
/** A label this near to somebody else's figure could be read as theirs. */
const TOO_NEAR = 4;
const LINE_HEIGHT = 1.2;
const ON_A_LINE = 16;
const ON_A_WALL = 1.6 * ON_A_LINE;
const ON_A_RING_NAME = 30;
const OUTSIDE = 5_000;
const UNKNOWN = -1;
const WAYS = 5;

/** Return how wide and high a label's lines are together. */
export function sizeOf(lines: readonly LabelLine[]): { width: number; height: number } {
  let [width, height] = [1, 0];
  for (const line of lines) {
    if (line.width > width) width = line.width;
    height += line.size * LINE_HEIGHT;
  }
  return { width, height };
}

/** Everything that labels keep off, found by where it is. */
export class Ground {
  readonly paper: Box;
  readonly ringNames: readonly Box[];
  /** Parts of figures. */
  readonly figures: Boxes;
  /** The boxes of straight pieces of lines, then of walls, and the ends of each: x, y, x, y. */
  readonly #pieces: Boxes;
  readonly #ends: number[] = [];
  readonly #walls: number;

  constructor(all: readonly Placeable[], { paper, curves, walls, ringNames }: Obstacles) {
    this.paper = paper;
    this.ringNames = ringNames;
    const parts: number[] = [];
    for (const { at, box, parts: own = [box] } of all) {
      for (const { x, y, width, height } of own) parts.push(at.x + x, at.y + y, at.x + x + width, at.y + y + height);
    }
    this.figures = new Boxes(parts, paper);
    const sides: number[] = [];
    for (const points of curves) this.#add(points, sides);
    this.#walls = sides.length / 4;
    for (const points of walls) this.#add(points, sides);
    this.#pieces = new Boxes(sides, paper);
  }

  #add(points: readonly Point[], sides: number[]): void {
    for (let n = 1; n < points.length; n += 1) {
      const { x, y } = points[n - 1] as Point;
      const { x: toX, y: toY } = points[n] as Point;
      this.#ends.push(x, y, toX, toY);
      sides.push(x < toX ? x : toX, y < toY ? y : toY, x < toX ? toX : x, y < toY ? toY : y);
    }
  }

  /** Return what the lines cost that cross a box. */
  lines(left: number, top: number, right: number, bottom: number): number {
    const ends = this.#ends;
    const pieces = this.#pieces;
    const count = pieces.meeting(left, top, right, bottom);
    let cost = 0;
    for (let nth = 0; nth < count; nth += 1) {
      const n = pieces.met[nth] as number;
      const at = 4 * n;
      if (!passes(left, top, right, bottom, ends[at] as number, ends[at + 1] as number, ends[at + 2] as number, ends[at + 3] as number)) continue;
      cost += n < this.#walls ? ON_A_LINE : ON_A_WALL;
    }
    return cost;
  }
}

/** The places of all labels, flat: place p of label i is number `i * PLACE_COUNT + p`. */
export class Places {
  /** Left, top, right and bottom of each place. */
  readonly sides: Float64Array;
  /** What a place costs but for the lines that cross it. */
  readonly base: Float64Array;
  /** 1 where a place lies on no figure. */
  readonly clear: Uint8Array;
  /** Left, top, right and bottom round all places of each label. */
  readonly reaches: Float64Array;
  readonly #lines: Float64Array;
  readonly #ground: Ground;
  readonly #lefts = new Float64Array(WAYS);
  readonly #tops = new Float64Array(WAYS);

  constructor(all: readonly Placeable[], ground: Ground) {
    const count = all.length * PLACE_COUNT;
    this.sides = new Float64Array(4 * count);
    this.base = new Float64Array(count);
    this.clear = new Uint8Array(count);
    this.reaches = new Float64Array(4 * all.length);
    this.#lines = new Float64Array(count);
    this.#ground = ground;
    for (let index = 0; index < all.length; index += 1) this.work(index, all[index] as Placeable);
  }

  /** Work out the places of a label, at first and when it says less. */
  work(index: number, one: Placeable): void {
    const { sides, base, clear, reaches } = this;
    const { x, y, width: wide, height: high } = this.#ground.paper;
    const { width, height } = sizeOf(one.lines);
    this.#acrossAndDown(one, width, height);
    const first = index * PLACE_COUNT;
    for (let n = first, place = 0; place < PLACE_COUNT; n += 1, place += 1) {
      const left = this.#lefts[ACROSS[place] as number] as number;
      const top = this.#tops[DOWN[place] as number] as number;
      const right = left + width;
      const bottom = top + height;
      sides[4 * n] = left;
      sides[4 * n + 1] = top;
      sides[4 * n + 2] = right;
      sides[4 * n + 3] = bottom;
      base[n] = (PENALTY[place] as number) + (left < x || top < y || right > x + wide || bottom > y + high ? OUTSIDE : 0);
      clear[n] = 1;
      this.#lines[n] = UNKNOWN;
    }
    const left = Math.min(...this.#lefts);
    const top = Math.min(...this.#tops);
    const right = Math.max(...this.#lefts) + width;
    const bottom = Math.max(...this.#tops) + height;
    reaches.set([left, top, right, bottom], 4 * index);
    this.#keepOffFigures(first, this.#ground.figures.meeting(left - TOO_NEAR, top - TOO_NEAR, right + TOO_NEAR, bottom + TOO_NEAR));
    for (const name of this.#ground.ringNames) {
      if (name.x < right && left < name.x + name.width && name.y < bottom && top < name.y + name.height) this.#keepOffName(first, name);
    }
  }

  /** Work out where places begin: across, in the middle, at the right side and the left, at the right corners and the left; down, below, above, beside, lower and higher. */
  #acrossAndDown({ at, box }: Placeable, width: number, height: number): void {
    const left = at.x + box.x;
    const top = at.y + box.y;
    const centre = left + box.width / 2;
    const corner = box.width * 0.3;
    const [lefts, tops] = [this.#lefts, this.#tops];
    lefts[0] = centre - width / 2;
    lefts[1] = left + box.width + GAP;
    lefts[2] = left - GAP - width;
    lefts[3] = centre + corner;
    lefts[4] = centre - corner - width;
    const beside = top + (box.height - height) / 2;
    tops[0] = top + box.height + 1;
    tops[1] = top - height - 2;
    tops[2] = beside;
    tops[3] = beside + box.height / 2;
    tops[4] = beside - box.height / 2;
  }

  /** Return what a place costs at least, as far as it is known beside no other label. */
  atLeast(n: number): number {
    const lines = this.#lines[n] as number;
    return (this.base[n] as number) + (lines === UNKNOWN ? 0 : lines);
  }

  /** Return what the lines cost that cross a place. */
  lines(n: number): number {
    const known = this.#lines[n] as number;
    if (known !== UNKNOWN) return known;
    const at = 4 * n;
    const { sides } = this;
    const cost = this.#ground.lines(sides[at] as number, sides[at + 1] as number, sides[at + 2] as number, sides[at + 3] as number);
    this.#lines[n] = cost;
    return cost;
  }

  isOnPaper(n: number): boolean {
    return (this.base[n] as number) < OUTSIDE;
  }

  box(n: number): Box {
    const at = 4 * n;
    const { sides } = this;
    const [x, y] = [sides[at] as number, sides[at + 1] as number];
    return { x, y, width: (sides[at + 2] as number) - x, height: (sides[at + 3] as number) - y };
  }

  /** Let places on the first so many parts of figures that were met cost what they lie on. */
  #keepOffFigures(first: number, count: number): void {
    const { sides, base, clear } = this;
    const { sides: all, met } = this.#ground.figures;
    for (let nth = 0; nth < count; nth += 1) {
      const part = met[nth] as number;
      const left = all[4 * part] as number;
      const top = all[4 * part + 1] as number;
      const right = all[4 * part + 2] as number;
      const bottom = all[4 * part + 3] as number;
      for (let n = first; n < first + PLACE_COUNT; n += 1) {
        const at = 4 * n;
        if ((sides[at] as number) > right + TOO_NEAR || (sides[at + 2] as number) < left - TOO_NEAR) continue;
        if ((sides[at + 1] as number) > bottom + TOO_NEAR || (sides[at + 3] as number) < top - TOO_NEAR) continue;
        const wide = Math.min(right, sides[at + 2] as number) - Math.max(left, sides[at] as number);
        const high = Math.min(bottom, sides[at + 3] as number) - Math.max(top, sides[at + 1] as number);
        const on = wide > 0 && high > 0;
        base[n] = (base[n] as number) + (!on ? 3 : 1.6 * wide * high + (clear[n] ? NEVER : 0));
        if (on) clear[n] = 0;
      }
    }
  }

  #keepOffName(first: number, { x, y, width, height }: Box): void {
    const { sides, base } = this;
    for (let n = first; n < first + PLACE_COUNT; n += 1) {
      const at = 4 * n;
      const wide = Math.min(x + width, sides[at + 2] as number) - Math.max(x, sides[at] as number);
      const high = Math.min(y + height, sides[at + 3] as number) - Math.max(y, sides[at + 1] as number);
      if (wide > 0 && high > 0) base[n] = (base[n] as number) + ON_A_RING_NAME + 1.6 * wide * high;
    }
  }
}

/** Return from which end a label in a place is written. */
export function anchorOf(place: number): Anchor {
  return ANCHORS[ACROSS[place] ?? 0] ?? 'middle';
}
