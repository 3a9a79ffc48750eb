/**
 * Where labels go: on no other label and no figure, off the lines, and still where they were.
 * The method is that of the look: twelve places a label, a cost for each, the hardest first, then
 * choosing again until nothing improves. What finds no place beside its figure gives up its second
 * line, then stands further off with a thin line to its figure, then is hidden. Pure; text widths
 * are passed in. The places and their costs are in `label-places.ts`.
 */

import { boxBetween, boxRound, Grid, grown, moved, overlap } from './boxes';
import type { Box } from './boxes';
import { beside, furtherOff, PLACE_COUNT, placesOf } from './label-places';
import type { Anchor, Around, LabelLine, Piece, Place } from './label-places';
import type { Id, Point } from './model';

export type { Anchor, LabelLine } from './label-places';

/**
 * One figure and what its label says. `box` is its symbol round its own middle, `parts` what of the
 * box it fills; `keep` is true for labels that are never hidden.
 */
export interface Labelled {
  readonly id: Id;
  readonly at: Point;
  readonly box: Box;
  readonly parts?: readonly Box[];
  readonly lines: readonly LabelLine[];
  readonly keep: boolean;
  readonly ties: number;
}

/** What labels keep off. `hides` is whether a label may be hidden for want of room nearby. */
export interface Surroundings {
  readonly paper: Box;
  readonly curves: readonly (readonly Point[])[];
  readonly walls: readonly (readonly Point[])[];
  readonly ringNames: readonly Box[];
  readonly hides?: boolean;
}

/** Where a label was put: offsets are from its figure's middle, so that it moves with it. */
export interface Placed {
  readonly id: Id;
  readonly place: number;
  readonly anchor: Anchor;
  readonly dx: number;
  readonly dy: number;
  readonly box: Box;
  readonly lines: readonly LabelLine[];
  /** A thin line from the label to its figure, where they are apart. */
  readonly leader: readonly [Point, Point] | null;
}

const MOST_ROUNDS = 40;
/** How often those that clash ask others to make room. */
const MOST_TRIES = 3;
/** Over this many labels nobody is asked to. */
const MANY = 150;
const WORTH_MOVING = 20;
/** What lying on a label or a figure costs besides its area: such a place is for want of any other. */
const NEVER = 120;
/** How far off a label may stand, in pixels, before it is rather hidden. */
const FAR = 120;

/** Place every label. `before` are the places they had. Those that cannot stand anywhere are left out. */
export function placeLabels(
  all: readonly Labelled[], around: Surroundings, before: ReadonlyMap<Id, number> = new Map(),
): Map<Id, Placed> {
  const where = aroundOf(all, around);
  const spoken = all.map(({ lines }) => lines);
  const choices = all.map((one) => placesOf(one, one.lines, where));
  const first = choose(all, choices, before);
  const clashing = all.map((_, index) => first.clashes(index) && (spoken[index]?.length ?? 0) > 1);
  if (!clashing.includes(true)) return settled(all, spoken, choices, first.at, around, where);
  all.forEach((one, index) => {
    if (!clashing[index]) return;
    spoken[index] = nameOnly(one.lines);
    choices[index] = placesOf(one, nameOnly(one.lines), where);
  });
  const were = new Map(all.map(({ id }, index) => [id, first.at[index] ?? 0]));
  return settled(all, spoken, choices, choose(all, choices, were).at, around, where);
}

function nameOnly(lines: readonly LabelLine[]): LabelLine[] {
  return lines.filter(({ bold }) => bold);
}

function aroundOf(all: readonly Labelled[], { paper, curves, walls, ringNames }: Surroundings): Around {
  const figures = new Grid<number>();
  all.forEach(({ box, parts = [box], at }, index) => {
    for (const part of parts) figures.add(moved(part, at), index);
  });
  const pieces = new Grid<Piece>();
  for (const [lines, cost] of [[curves, 16], [walls, 16 * 1.6]] as const) {
    for (const points of lines) {
      points.forEach((to, n) => {
        const from = points[n - 1];
        if (from) pieces.add(boxBetween(from, to), { from, to, cost });
      });
    }
  }
  return { paper, figures, pieces, ringNames };
}

/**
 * The places chosen so far, and what each place of each label costs beside them. Costs are kept up to
 * date as labels move, in flat lists: that is most of the work, and must take no time.
 */
class Choice {
  readonly at: Int16Array;
  /** For each label, the others that one of its places could ever lie on. */
  readonly near: readonly (readonly number[])[];
  readonly #costs: Float64Array;
  readonly #sides: Float64Array;
  readonly #clear: boolean[];

  constructor(choices: readonly (readonly Place[])[]) {
    const all = choices.flat();
    this.at = new Int16Array(choices.length).fill(-1);
    this.near = neighbours(choices.map((places) => boxRound(places.map(({ box }) => box))));
    this.#costs = Float64Array.from(all, ({ cost, clear }) => cost + (clear ? 0 : NEVER));
    this.#sides = new Float64Array(all.length * 4);
    all.forEach(({ box: { x, y, width, height } }, n) => {
      this.#sides[4 * n] = x;
      this.#sides[4 * n + 1] = y;
      this.#sides[4 * n + 2] = x + width;
      this.#sides[4 * n + 3] = y + height;
    });
    this.#clear = all.map(({ clear }) => clear);
  }

  cost(index: number, place: number): number {
    return this.#costs[index * PLACE_COUNT + place] ?? Infinity;
  }

  /** Put a label into a place, and let its neighbours' costs know. */
  move(index: number, place: number): void {
    const was = this.at[index] ?? -1;
    if (was === place) return;
    this.at[index] = place;
    for (const other of this.near[index] ?? []) {
      for (let n = other * PLACE_COUNT; n < (other + 1) * PLACE_COUNT; n += 1) {
        let change = this.#lying(n, index * PLACE_COUNT + place);
        if (was >= 0) change -= this.#lying(n, index * PLACE_COUNT + was);
        if (change !== 0) this.#costs[n] = (this.#costs[n] ?? 0) + change;
      }
    }
  }

  /** Whether a label lies on another or on a figure. */
  clashes(index: number): boolean {
    const place = this.at[index] ?? 0;
    return !this.#clear[index * PLACE_COUNT + place] || this.under(index, place).length > 0;
  }

  /** Return the cheapest place; the old one unless another is cheaper by more than `margin`. */
  best(index: number, old: number | undefined, margin: number): number {
    let [least, place] = [Infinity, 0];
    for (let one = 0; one < PLACE_COUNT; one += 1) {
      const cost = this.cost(index, one);
      if (cost < least) [least, place] = [cost, one];
    }
    return old !== undefined && old >= 0 && this.cost(index, old) - least <= margin ? old : place;
  }

  /** Return the others that a place would lie on. */
  under(index: number, place: number): number[] {
    return (this.near[index] ?? []).filter((other) => {
      const theirs = this.at[other] ?? -1;
      return theirs >= 0 && this.#lying(index * PLACE_COUNT + place, other * PLACE_COUNT + theirs) > 0;
    });
  }

  /** Try each place of a label that clashes, letting those it would lie on go elsewhere. Returns whether it helped. */
  makeRoom(index: number): boolean {
    const own = this.at[index] ?? 0;
    const before = this.cost(index, own);
    for (let place = 0; place < PLACE_COUNT; place += 1) {
      const others = this.#clear[index * PLACE_COUNT + place] ? this.under(index, place) : [];
      if (others.length === 0 || others.length > 2) continue;
      const were = others.map((other) => this.at[other] ?? 0);
      const theirs = others.reduce((sum, other) => sum + this.cost(other, this.at[other] ?? 0), 0);
      this.move(index, place);
      for (const other of others) this.move(other, this.best(other, this.at[other], 0.01));
      const now = others.reduce((sum, other) => sum + this.cost(other, this.at[other] ?? 0), this.cost(index, place));
      if (now < before + theirs - 1) return true;
      this.move(index, own);
      others.forEach((other, nth) => this.move(other, were[nth] ?? 0));
    }
    return false;
  }

  /** What it costs that two places share some paper. */
  #lying(one: number, other: number): number {
    const sides = this.#sides;
    const wide = Math.min(sides[one * 4 + 2] as number, sides[other * 4 + 2] as number) - Math.max(sides[one * 4] as number, sides[other * 4] as number);
    if (wide <= 0) return 0;
    const high = Math.min(sides[one * 4 + 3] as number, sides[other * 4 + 3] as number) - Math.max(sides[one * 4 + 1] as number, sides[other * 4 + 1] as number);
    return high <= 0 ? 0 : 2 * wide * high + NEVER;
  }
}

/** Return, for each box, the others that meet it. */
function neighbours(boxes: readonly Box[]): number[][] {
  const grid = new Grid<number>(180);
  boxes.forEach((box, index) => grid.add(box, index));
  return boxes.map((box, index) => {
    const near: number[] = [];
    grid.some(box, (other) => {
      if (other !== index) near.push(other);
      return false;
    });
    return near;
  });
}

/** Greedy from the hardest, then choose again in a fixed random order until nothing improves. */
function choose(all: readonly Labelled[], choices: readonly (readonly Place[])[], before: ReadonlyMap<Id, number>): Choice {
  const choice = new Choice(choices);
  const hardness = choices.map((places) => places.map(({ cost: one }) => one).sort((a, b) => a - b)[1] ?? 0);
  const order = all.map((_, index) => index).sort((one, other) => (hardness[other] ?? 0) - (hardness[one] ?? 0));
  const old = (index: number) => before.get(all[index]?.id ?? '');
  for (const index of order) choice.move(index, choice.best(index, old(index), WORTH_MOVING));
  const random = seeded(7);
  const again = new Set(order);
  const tries = all.length > MANY ? 0 : MOST_TRIES;
  for (let round = 0, tried = 0; round < MOST_ROUNDS && again.size > 0; round += 1) {
    for (const index of shuffled(order, random)) {
      if (!again.delete(index)) continue;
      const place = choice.best(index, choice.at[index], choice.at[index] === old(index) ? WORTH_MOVING : 0.01);
      if (place === choice.at[index]) continue;
      choice.move(index, place);
      for (const other of choice.near[index] ?? []) again.add(other);
    }
    if (again.size > 0 || tried === tries) continue;
    tried += 1;
    for (const index of order) {
      if (choice.clashes(index) && choice.makeRoom(index)) for (const other of choice.near[index] ?? []) again.add(other);
    }
  }
  return choice;
}

/** Settle what is shown, the most important first: each takes the first of its places that is free. */
function settled(
  all: readonly Labelled[], spoken: readonly (readonly LabelLine[])[], choices: readonly (readonly Place[])[],
  chosen: ArrayLike<number>, { hides = true }: Surroundings, around: Around,
): Map<Id, Placed> {
  const taken = new Grid<null>();
  const free = (box: Box) =>
    !taken.some(box, (_, other) => overlap(box, other) > 0) && !around.figures.some(box, (_, part) => overlap(box, part) > 0);
  const placed = new Map<Id, Placed>();
  const order = [...all.keys()].sort((one, other) => importance(all[other]) - importance(all[one]) || one - other);
  for (const index of order) {
    const one = all[index];
    if (!one) continue;
    const far = one.keep ? Infinity : hides ? 0 : FAR;
    const found = firstFree(one, spoken[index] ?? one.lines, choices[index] ?? [], chosen[index] ?? 0, { around, free, far });
    if (!found) continue;
    taken.add(found.box, null);
    placed.set(one.id, found);
  }
  return placed;
}

function importance(one: Labelled | undefined): number {
  return one ? one.ties + (one.keep ? 1e6 : 0) : 0;
}

interface Room { readonly around: Around; readonly free: (box: Box) => boolean; readonly far: number }

/** Return the first free place: the chosen one, another beside the figure, then with less said, then further off. */
function firstFree(
  one: Labelled, lines: readonly LabelLine[], places: readonly Place[], chosen: number, { around, free, far }: Room,
): Placed | null {
  const own = places[chosen];
  if (own && free(own.box)) return placedAt(one, own, lines, null);
  for (const place of beside(places)) if (free(place.box)) return placedAt(one, place, lines, null);
  const short = nameOnly(lines);
  if (short.length < lines.length) {
    for (const place of beside(placesOf(one, short, around))) if (free(place.box)) return placedAt(one, place, short, null);
  }
  const roomy = (box: Box) => free(grown(box, 2)) && !around.ringNames.some((name) => overlap(box, name) > 0);
  const place = far > 0 ? furtherOff(one, short, around, far, roomy) : null;
  return place && placedAt(one, place, short, place.leader);
}

function placedAt(one: Labelled, { place, box, anchor }: Pick<Place, 'place' | 'box' | 'anchor'>, lines: readonly LabelLine[], leader: Placed['leader']): Placed {
  const x = anchor === 'start' ? box.x : anchor === 'end' ? box.x + box.width : box.x + box.width / 2;
  return { id: one.id, place, anchor, dx: x - one.at.x, dy: box.y - one.at.y, box, lines, leader };
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
