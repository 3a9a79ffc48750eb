/**
 * Where labels go: on no other label and no figure, off the lines, and still where they were.
 * The method is that of the look: twelve places a label, a cost for each, the hardest first, then
 * choosing again until nothing improves. Pure; text widths are passed in.
 */

import type { Box } from './geometry';
import type { Id, Point } from './model';

export interface LabelLine { readonly text: string; readonly width: number; readonly size: number; readonly bold: boolean }

/** One figure and what its label says. `keep` is true for labels that are never hidden. */
export interface Labelled {
  readonly id: Id;
  readonly at: Point;
  readonly box: Box;
  readonly lines: readonly LabelLine[];
  readonly keep: boolean;
  readonly ties: number;
}

export interface Surroundings {
  readonly paper: Box;
  readonly curves: readonly (readonly Point[])[];
  readonly walls: readonly (readonly Point[])[];
  readonly ringNames: readonly Box[];
}

export type Anchor = 'start' | 'middle' | 'end';

/** Where a label was put: offsets are from its figure's middle, so that it moves with it. */
export interface Placed {
  readonly id: Id;
  readonly place: number;
  readonly anchor: Anchor;
  readonly dx: number;
  readonly dy: number;
  readonly box: Box;
  readonly lines: readonly LabelLine[];
}

/** Penalty, side of the figure (-1, 0, 1 across and down), and shift for the sides. */
const PLACES: readonly (readonly [penalty: number, across: number, down: number])[] = [
  [0, 0, 1], [2, 1, 0], [3, -1, 0], [5, 0, -1],
  [4, 1, 1], [5, -1, 1], [8, 1, -1], [9, -1, -1],
  [3, 1, 0.5], [4, -1, 0.5], [4, 1, -0.5], [5, -1, -0.5],
];
const GAP = 5;
const MOST_ROUNDS = 40;
const WORTH_MOVING = 20;
const LINE_HEIGHT = 1.2;
/** What lying on a label or a figure costs besides its area: such a place is for want of any other. */
const NEVER = 120;
const NOWHERE: Box = { x: 0, y: 0, width: 0, height: 0 };

interface Candidate { readonly place: number; readonly box: Box; readonly anchor: Anchor; readonly cost: number; readonly clear: boolean }

/** Return the height of a label's lines together. */
function heightOf(lines: readonly LabelLine[]): number {
  return lines.reduce((sum, line) => sum + line.size * LINE_HEIGHT, 0);
}

/** Place every label. `before` are the places they had. Those that cannot stand anywhere are left out. */
export function placeLabels(
  all: readonly Labelled[],
  around: Surroundings,
  before: ReadonlyMap<Id, number> = new Map(),
): Map<Id, Placed> {
  const figures = all.map((one) => moved(one.box, one.at));
  const pieces = [...piecesOf(around.curves, 16), ...piecesOf(around.walls, 16 * 1.6)];
  const symbols = figures.map((figure) => inset(figure, 3));
  const choices = all.map((one) => candidates(one, figures, symbols, around, pieces));
  const chosen = choose(all, choices, before);
  return kept(all, choices, chosen, symbols);
}

interface Piece { readonly box: Box; readonly points: readonly Point[]; readonly cost: number }

function piecesOf(curves: readonly (readonly Point[])[], cost: number): Piece[] {
  return curves.map((points) => {
    const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    return { box: { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }, points, cost };
  });
}

function candidates(
  one: Labelled, figures: readonly Box[], symbols: readonly Box[], around: Surroundings, pieces: readonly Piece[],
): Candidate[] {
  return PLACES.map(([penalty, across, down], place) => {
    const { box, anchor } = boxAt(one, across, down);
    let cost = penalty;
    for (const figure of figures) cost += 1.6 * overlap(box, figure);
    const clear = isClear(box, symbols);
    if (!clear) cost += NEVER;
    for (const name of around.ringNames) cost += 1.6 * overlap(box, name);
    for (const piece of pieces) if (meets(box, piece.box)) cost += piece.cost * crossings(box, piece.points);
    if (!inside(box, around.paper)) cost += 5_000;
    return { place, box, anchor, cost, clear };
  });
}

function boxAt(one: Labelled, across: number, down: number): { box: Box; anchor: Anchor } {
  const width = Math.max(...one.lines.map((line) => line.width), 1);
  const height = heightOf(one.lines);
  const figure = moved(one.box, one.at);
  const centre = { x: figure.x + figure.width / 2, y: figure.y + figure.height / 2 };
  const atSide = Math.abs(down) < 1;
  const x = across === 0 ? centre.x - width / 2
    : across > 0 ? (atSide ? figure.x + figure.width + GAP : centre.x + figure.width * 0.3)
    : (atSide ? figure.x - GAP : centre.x - figure.width * 0.3) - width;
  const y = atSide ? centre.y - height / 2 + down * figure.height
    : down > 0 ? figure.y + figure.height + 1 : figure.y - height - 2;
  const anchor = across === 0 ? 'middle' : across > 0 ? 'start' : 'end';
  return { box: { x, y, width, height }, anchor };
}

/** The places chosen so far, and what each would cost beside the others. */
class Choice {
  readonly at: number[];
  readonly #choices: readonly Candidate[][];
  /** For each label, the others that one of its places could ever lie on. */
  readonly #near: readonly (readonly number[])[];

  constructor(choices: readonly Candidate[][]) {
    this.#choices = choices;
    this.at = choices.map(() => -1);
    const reach = choices.map((places) => round(places.map(({ box }) => box)));
    this.#near = reach.map((own, index) =>
      [...reach.keys()].filter((other) => other !== index && overlap(own, reach[other] ?? NOWHERE) > 0),
    );
  }

  box(index: number, place = this.at[index] ?? -1): Box | undefined {
    return this.#choices[index]?.[place]?.box;
  }

  cost(index: number, place: number): number {
    const candidate = this.#choices[index]?.[place];
    if (!candidate) return Infinity;
    let sum = candidate.cost;
    for (const other of this.#near[index] ?? []) {
      const box = this.box(other);
      const shared = box ? overlap(candidate.box, box) : 0;
      if (shared > 0) sum += 2 * shared + NEVER;
    }
    return sum;
  }

  /** Whether a label lies on another or on a figure. */
  clashes(index: number): boolean {
    const place = this.at[index] ?? 0;
    return !this.#choices[index]?.[place]?.clear || this.under(index, place).length > 0;
  }

  /** Return the cheapest place; the old one unless another is cheaper by more than `margin`. */
  best(index: number, old: number | undefined, margin: number): number {
    const costs = PLACES.map((_, place) => this.cost(index, place));
    const least = costs.indexOf(Math.min(...costs));
    return old !== undefined && (costs[old] ?? Infinity) - (costs[least] ?? 0) <= margin ? old : least;
  }

  /** Return the others that a place would lie on. */
  under(index: number, place: number): number[] {
    const box = this.box(index, place);
    return box ? (this.#near[index] ?? []).filter((other) => overlap(box, this.box(other) ?? NOWHERE) > 0) : [];
  }

  /** Try each place of a label that clashes, letting those it would lie on go elsewhere. Returns whether it helped. */
  makeRoom(index: number): boolean {
    const before = this.cost(index, this.at[index] ?? 0);
    const was = [...this.at];
    for (const place of PLACES.keys()) {
      const others = this.under(index, place);
      if (others.length === 0 || others.length > 2) continue;
      const theirs = others.reduce((sum, other) => sum + this.cost(other, this.at[other] ?? 0), 0);
      this.at[index] = place;
      for (const other of others) this.at[other] = this.best(other, this.at[other], 0.01);
      const now = others.reduce((sum, other) => sum + this.cost(other, this.at[other] ?? 0), this.cost(index, place));
      if (now < before + theirs - 1) return true;
      for (const one of [index, ...others]) this.at[one] = was[one] ?? 0;
    }
    return false;
  }
}

/** Greedy from the hardest, then choose again in a fixed random order until nothing improves. */
function choose(all: readonly Labelled[], choices: readonly Candidate[][], before: ReadonlyMap<Id, number>): number[] {
  const choice = new Choice(choices);
  const hardness = choices.map((places) => places.map(({ cost: one }) => one).sort((a, b) => a - b)[1] ?? 0);
  const order = all.map((_, index) => index).sort((one, other) => (hardness[other] ?? 0) - (hardness[one] ?? 0));
  for (const index of order) choice.at[index] = choice.best(index, before.get(all[index]?.id ?? ''), WORTH_MOVING);
  const random = seeded(7);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    let better = false;
    for (const index of shuffled(order, random)) {
      const stays = choice.at[index] === before.get(all[index]?.id ?? '');
      const place = choice.best(index, choice.at[index], stays ? WORTH_MOVING : 0.01);
      if (place !== choice.at[index]) [choice.at[index], better] = [place, true];
    }
    for (const index of better ? [] : order) {
      if (choice.clashes(index) && choice.makeRoom(index)) better = true;
    }
    if (!better) break;
  }
  return choice.at;
}

/** Drop second lines, then whole labels, until none lies on another or on a figure. */
function kept(
  all: readonly Labelled[], choices: readonly Candidate[][], chosen: readonly number[], symbols: readonly Box[],
): Map<Id, Placed> {
  const placed = new Map<Id, Placed>();
  const taken: Box[] = [];
  const first = all
    .map((one, index) => ({ one, index }))
    .sort((a, b) => Number(b.one.keep) - Number(a.one.keep) || b.one.ties - a.one.ties);
  const free = (box: Box, keep: boolean) =>
    !taken.some((other) => overlap(box, other) > 0) && (keep || isClear(box, symbols));
  for (const { one, index } of first) {
    const place = chosen[index] ?? 0;
    const own = choices[index]?.[place];
    const attempts = [
      ...(own ? [{ place, box: own.box, anchor: own.anchor, lines: one.lines }] : []),
      ...orderedByCost(choices[index] ?? []).map((other) => ({ ...other, lines: one.lines })),
      ...orderedByCost(choices[index] ?? []).map((other) => {
        const lines = one.lines.filter((line) => line.bold);
        const [, across, down] = PLACES[other.place] ?? [0, 0, 1];
        return { place: other.place, ...boxAt({ ...one, lines }, across, down), lines };
      }),
    ];
    const good = attempts.find(({ box }) => free(box, one.keep)) ?? (one.keep ? attempts[0] : undefined);
    if (!good) continue;
    taken.push(good.box);
    const { box, anchor, lines } = good;
    const x = anchor === 'start' ? box.x : anchor === 'end' ? box.x + box.width : box.x + box.width / 2;
    placed.set(one.id, { id: one.id, place: good.place, anchor, dx: x - one.at.x, dy: box.y - one.at.y, box, lines });
  }
  return placed;
}

function orderedByCost(places: readonly Candidate[]): Candidate[] {
  return [...places].filter(({ cost }) => cost < 5_000).sort((one, other) => one.cost - other.cost);
}

/** Break a name over 22 letters into two lines, where it is nearest to its middle. */
export function broken(name: string): string[] {
  if ([...name].length <= 22) return [name];
  const spaces = [...name.matchAll(/\s/g)].map(({ index }) => index);
  const middle = name.length / 2;
  const at = spaces.sort((one, other) => Math.abs(one - middle) - Math.abs(other - middle))[0];
  const lines = at === undefined ? [name] : [name.slice(0, at), name.slice(at + 1)];
  return lines.map((line) => ([...line].length > 28 ? `${[...line].slice(0, 27).join('')}…` : line));
}

function moved(box: Box, by: Point): Box {
  return { ...box, x: box.x + by.x, y: box.y + by.y };
}

/** Whether a label's box lies on no figure; symbols do not fill the corners of theirs. */
function isClear(box: Box, symbols: readonly Box[]): boolean {
  return !symbols.some((symbol) => overlap(box, symbol) > 0);
}

/** Return the box round several. */
function round(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

function inset(box: Box, by: number): Box {
  return { x: box.x + by, y: box.y + by, width: Math.max(0, box.width - 2 * by), height: Math.max(0, box.height - 2 * by) };
}

/** Return the area that two boxes share. */
export function overlap(one: Box, other: Box): number {
  const wide = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  if (wide <= 0) return 0;
  const high = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return high <= 0 ? 0 : wide * high;
}

function meets(one: Box, other: Box): boolean {
  return one.x <= other.x + other.width && other.x <= one.x + one.width
    && one.y <= other.y + other.height && other.y <= one.y + one.height;
}

function inside(box: Box, paper: Box): boolean {
  return box.x >= paper.x && box.y >= paper.y
    && box.x + box.width <= paper.x + paper.width && box.y + box.height <= paper.y + paper.height;
}

/** Return how many pieces of a curve cross a box. */
function crossings(box: Box, points: readonly Point[]): number {
  let count = 0;
  for (let n = 1; n < points.length; n += 1) {
    const [one, other] = [points[n - 1], points[n]];
    if (one && other && crosses(box, one, other)) count += 1;
  }
  return count;
}

/** Whether a straight piece enters a box, by clipping it (Liang and Barsky). */
function crosses(box: Box, one: Point, other: Point): boolean {
  const [dx, dy] = [other.x - one.x, other.y - one.y];
  let [enter, leave] = [0, 1];
  const sides: readonly (readonly [number, number])[] = [
    [-dx, one.x - box.x], [dx, box.x + box.width - one.x], [-dy, one.y - box.y], [dy, box.y + box.height - one.y],
  ];
  for (const [toward, room] of sides) {
    if (toward === 0 && room < 0) return false;
    if (toward < 0) enter = Math.max(enter, room / toward);
    if (toward > 0) leave = Math.min(leave, room / toward);
  }
  return enter <= leave;
}

/** A small fixed sequence of numbers from 0 to 1, so that the same map is labelled the same. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

function shuffled(order: readonly number[], random: () => number): number[] {
  const mixed = [...order];
  for (let n = mixed.length - 1; n > 0; n -= 1) {
    const other = Math.floor(random() * (n + 1));
    [mixed[n], mixed[other]] = [mixed[other] as number, mixed[n] as number];
  }
  return mixed;
}
