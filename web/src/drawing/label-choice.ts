/**
 * Choosing one of its places for every label: greedy from the hardest, then again in a fixed random
 * order until nothing improves. What a place costs beside the other labels is worked out when it is
 * asked, and only as far as it could still be the best. Pure.
 */

import { NEVER, PLACE_COUNT } from './label-places';
import type { Places } from './label-places';

const MOST_ROUNDS = 40;
/** Over this many labels nobody is asked to make room. */
const MANY = 150;
/** A label keeps the place it had unless so much is gained, so that labels do not hop. */
const WORTH_MOVING = 20;
const LITTLE = 0.01;

export class LabelChoice {
  /** The place chosen for each label; -1 before that. */
  readonly at: Int16Array;
  readonly #places: Places;
  readonly #old: readonly (number | undefined)[];
  /** For each label, the others that one of its places could ever lie on. */
  readonly #near: readonly (readonly number[])[];
  readonly #random = seeded(7);

  constructor(places: Places, old: readonly (number | undefined)[]) {
    this.at = new Int16Array(old.length).fill(-1);
    this.#places = places;
    this.#old = old;
    this.#near = neighbours(places, old.length);
  }

  chooseAll(): void {
    const hardness = this.#old.map((_, index) => this.#secondLeast(index));
    const order = [...hardness.keys()].sort((one, other) => (hardness[other] as number) - (hardness[one] as number));
    for (const index of order) this.at[index] = this.#best(index, this.#old[index], WORTH_MOVING);
    this.#improve(new Set(order));
  }

  /** Choose again for labels that say less now, and for those beside them. */
  chooseAgain(some: readonly number[]): void {
    if (some.length > 0) this.#improve(new Set(some.flatMap((index) => [index, ...(this.#near[index] ?? [])])));
  }

  /** Whether a label lies on another or on a figure. */
  clashes(index: number): boolean {
    const place = this.at[index] as number;
    return !this.#places.clear[index * PLACE_COUNT + place] || this.#under(index, place).length > 0;
  }

  /** Choose again until nothing improves; then let those that clash ask others to make room, once. */
  #improve(again: Set<number>): void {
    let asked = this.#near.length > MANY;
    for (let round = 0; round < MOST_ROUNDS && again.size > 0; round += 1) {
      for (const index of this.#shuffled([...again])) {
        again.delete(index);
        const now = this.at[index] as number;
        const place = this.#best(index, now, now === this.#old[index] ? WORTH_MOVING : LITTLE);
        if (place === now) continue;
        this.at[index] = place;
        this.#addNear(index, again);
      }
      if (again.size > 0 || asked) continue;
      asked = true;
      for (let index = 0; index < this.at.length; index += 1) {
        if (this.clashes(index) && this.#makeRoom(index)) this.#addNear(index, again);
      }
    }
  }

  #addNear(index: number, to: Set<number>): void {
    for (const other of this.#near[index] as number[]) to.add(other);
  }

  /** Return what a place costs, or something over `least` as soon as it is more than that. */
  #cost(index: number, place: number, least = Infinity): number {
    const n = index * PLACE_COUNT + place;
    let cost = this.#places.atLeast(n);
    if (cost >= least) return cost;
    cost = this.#places.base[n] as number;
    const near = this.#near[index] as number[];
    for (let nth = 0; nth < near.length && cost < least; nth += 1) {
      const other = near[nth] as number;
      const theirs = this.at[other] as number;
      if (theirs >= 0) cost += this.#lying(n, other * PLACE_COUNT + theirs);
    }
    return cost < least ? cost + this.#places.lines(n) : cost;
  }

  /** Return the cheapest place; the old one unless another is cheaper by more than `margin`. */
  #best(index: number, old: number | undefined, margin: number): number {
    let least = Infinity;
    let best = 0;
    for (let place = 0; place < PLACE_COUNT; place += 1) {
      const cost = this.#cost(index, place, least);
      if (cost >= least) continue;
      least = cost;
      best = place;
    }
    return old !== undefined && old >= 0 && old !== best && this.#cost(index, old, least + margin) <= least + margin ? old : best;
  }

  /** Return what the second cheapest place costs but for lines: where it is much, a label is hard to place. */
  #secondLeast(index: number): number {
    const { base } = this.#places;
    let least = Infinity;
    let second = Infinity;
    for (let n = index * PLACE_COUNT; n < (index + 1) * PLACE_COUNT; n += 1) {
      const cost = base[n] as number;
      if (cost < least) {
        second = least;
        least = cost;
      } else if (cost < second) second = cost;
    }
    return second;
  }

  /** Return the others that a place would lie on. */
  #under(index: number, place: number): number[] {
    const found: number[] = [];
    for (const other of this.#near[index] as number[]) {
      const theirs = this.at[other] as number;
      if (theirs >= 0 && this.#lying(index * PLACE_COUNT + place, other * PLACE_COUNT + theirs) > 0) found.push(other);
    }
    return found;
  }

  /** Try each place of a label that clashes, letting those it would lie on go elsewhere. Returns whether it helped. */
  #makeRoom(index: number): boolean {
    const own = this.at[index] as number;
    const before = this.#cost(index, own);
    for (let place = 0; place < PLACE_COUNT; place += 1) {
      const others = this.#places.clear[index * PLACE_COUNT + place] ? this.#under(index, place) : [];
      if (others.length === 0 || others.length > 2) continue;
      const were = others.map((other) => this.at[other] as number);
      const theirs = this.#costOf(others);
      this.at[index] = place;
      for (const other of others) this.at[other] = this.#best(other, this.at[other], LITTLE);
      if (this.#cost(index, place) + this.#costOf(others) < before + theirs - 1) return true;
      this.at[index] = own;
      others.forEach((other, nth) => (this.at[other] = were[nth] as number));
    }
    return false;
  }

  #costOf(some: readonly number[]): number {
    return some.reduce((sum, one) => sum + this.#cost(one, this.at[one] as number), 0);
  }

  /** What it costs that two places share some paper. */
  #lying(one: number, other: number): number {
    const { sides } = this.#places;
    const a = 4 * one;
    const b = 4 * other;
    const left = sides[a] as number;
    const right = sides[a + 2] as number;
    const theirLeft = sides[b] as number;
    const theirRight = sides[b + 2] as number;
    if (left >= theirRight || theirLeft >= right) return 0;
    const top = sides[a + 1] as number;
    const bottom = sides[a + 3] as number;
    const theirTop = sides[b + 1] as number;
    const theirBottom = sides[b + 3] as number;
    if (top >= theirBottom || theirTop >= bottom) return 0;
    const wide = (right < theirRight ? right : theirRight) - (left > theirLeft ? left : theirLeft);
    return 2 * wide * ((bottom < theirBottom ? bottom : theirBottom) - (top > theirTop ? top : theirTop)) + NEVER;
  }

  #shuffled(mixed: number[]): number[] {
    for (let n = mixed.length - 1; n > 0; n -= 1) {
      const other = Math.floor(this.#random() * (n + 1));
      const one = mixed[n] as number;
      mixed[n] = mixed[other] as number;
      mixed[other] = one;
    }
    return mixed;
  }
}

/** Return, for each label, those whose places could meet one of its own: a sweep from left to right. */
function neighbours(places: Places, count: number): number[][] {
  const { reaches } = places;
  const near = Array.from({ length: count }, (): number[] => []);
  const order = [...near.keys()].sort((one, other) => (reaches[4 * one] as number) - (reaches[4 * other] as number));
  for (let nth = 0; nth < count; nth += 1) {
    const one = order[nth] as number;
    const top = reaches[4 * one + 1] as number;
    const right = reaches[4 * one + 2] as number;
    const bottom = reaches[4 * one + 3] as number;
    for (let next = nth + 1; next < count; next += 1) {
      const other = order[next] as number;
      if ((reaches[4 * other] as number) > right) break;
      if ((reaches[4 * other + 1] as number) > bottom || (reaches[4 * other + 3] as number) < top) continue;
      near[one]?.push(other);
      near[other]?.push(one);
    }
  }
  return near;
}

/** A small fixed sequence of numbers from 0 to 1, so that the same map is labelled the same. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
