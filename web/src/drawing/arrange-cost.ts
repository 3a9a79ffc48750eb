/**
 * How untidy a drawing is: figures and homes on each other, lines that cross, lines over figures. Pure.
 * `arrange.ts` looks for places that make it less; what each thing costs is in units of the sheet that
 * somebody would be moved to be rid of it.
 */

import type { Id, Point } from './model';

/** Something drawn: `half` is half the room that it and its label need. Homes are `solid`: nobody stands in them from outside. */
export interface Thing {
  readonly id: Id;
  readonly half: Point;
  readonly home: number | null;
  readonly solid: boolean;
}

/** A line between two things, by their numbers; those between the same two count once. */
export type Tie = readonly [from: number, to: number];

const CROSSING = 16;
const OVER_A_FIGURE = 16;
const ON_EACH_OTHER = 2_000;
const LABELS_ON_EACH_OTHER = 130;
const IN_A_HOME = 3_000;
/** Figures nearer than this to each other are a little crowded. */
const ROOMY = 125;
const CROWDED = 40;
const FIGURE = 30;

/** Where everything stands, and what it costs. Places are changed by whoever looks for better ones. */
export class Untidiness {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly #things: readonly Thing[];
  readonly #ties: readonly Tie[];
  /** The ties of each thing, by their numbers. */
  readonly #of: readonly (readonly number[])[];

  constructor(things: readonly Thing[], ties: readonly Tie[], places: readonly Point[]) {
    this.#things = things;
    this.#ties = ties;
    this.x = Float64Array.from(places, ({ x }) => x);
    this.y = Float64Array.from(places, ({ y }) => y);
    const of: number[][] = things.map(() => []);
    ties.forEach(([from, to], n) => [from, to].forEach((end) => of[end]?.push(n)));
    this.#of = of;
  }

  /** Return all that costs something because of where some things stand; more than `enough` may be cut short. */
  of(group: readonly number[], enough = Infinity): number {
    const inGroup = new Set(group);
    let sum = 0;
    for (const one of group) {
      for (let other = 0; other < this.#things.length; other += 1) {
        if (other !== one && !(inGroup.has(other) && other < one)) sum += this.#between(one, other);
      }
      if (sum > enough) return sum;
    }
    const lines = [...new Set(group.flatMap((one) => this.#of[one] ?? []))];
    for (const [nth, line] of lines.entries()) {
      sum += this.#crossings(line, lines, nth) + this.#over(line);
      if (sum > enough) return sum;
    }
    const own = new Set(lines);
    for (let line = 0; line < this.#ties.length; line += 1) {
      if (own.has(line)) continue;
      for (const one of group) if (this.#passesOver(line, one)) sum += OVER_A_FIGURE;
    }
    return sum;
  }

  /** Return how many lines cross in the whole drawing. */
  crossings(): number {
    let count = 0;
    this.#ties.forEach((_, one) => this.#ties.forEach((_tie, other) => (count += other > one && this.#cross(one, other) ? 1 : 0)));
    return count;
  }

  #between(one: number, other: number): number {
    const [a, b] = [this.#things[one] as Thing, this.#things[other] as Thing];
    if (a.home === other || b.home === one) return 0;
    const dx = Math.abs((this.x[one] as number) - (this.x[other] as number));
    const dy = Math.abs((this.y[one] as number) - (this.y[other] as number));
    const [wide, high] = [a.half.x + b.half.x - dx, a.half.y + b.half.y - dy];
    const apart = wide <= 0 || high <= 0;
    if (a.solid || b.solid) return apart || sharesHome(a, b) ? 0 : IN_A_HOME + wide + high;
    let sum = apart ? 0 : LABELS_ON_EACH_OTHER * (0.3 + (wide * high) / (4 * Math.min(a.half.x, b.half.x) * Math.min(a.half.y, b.half.y)));
    const far = Math.hypot(dx, dy);
    if (far < 2 * FIGURE) sum += ON_EACH_OTHER * (1 - far / (2 * FIGURE));
    if (far < ROOMY && a.home === b.home) sum += CROWDED * (1 - far / ROOMY) ** 2;
    return sum;
  }

  #crossings(line: number, lines: readonly number[], nth: number): number {
    let count = 0;
    for (let other = 0; other < this.#ties.length; other += 1) {
      if (other === line || !this.#cross(line, other)) continue;
      const at = lines.indexOf(other);
      if (at < 0 || at > nth) count += 1;
    }
    return count * CROSSING;
  }

  #over(line: number): number {
    let sum = 0;
    for (let thing = 0; thing < this.#things.length; thing += 1) if (this.#passesOver(line, thing)) sum += OVER_A_FIGURE;
    return sum;
  }

  #passesOver(line: number, thing: number): boolean {
    const [from, to] = this.#ties[line] as Tie;
    if (from === thing || to === thing || this.#things[thing]?.solid) return false;
    const [x, y] = [this.x[from] as number, this.y[from] as number];
    const [dx, dy] = [(this.x[to] as number) - x, (this.y[to] as number) - y];
    const [px, py] = [(this.x[thing] as number) - x, (this.y[thing] as number) - y];
    const long = dx * dx + dy * dy;
    const share = (px * dx + py * dy) / long;
    return share > 0 && share < 1 && (px * dy - py * dx) ** 2 < FIGURE * FIGURE * long;
  }

  /** Whether two lines cross elsewhere than at an end that they share. */
  #cross(one: number, other: number): boolean {
    const [a, b] = this.#ties[one] as Tie;
    const [c, d] = this.#ties[other] as Tie;
    if (a === c || a === d || b === c || b === d) return false;
    return this.#side(a, b, c) !== this.#side(a, b, d) && this.#side(c, d, a) !== this.#side(c, d, b);
  }

  /** Whether a thing lies on the left of the way from one to another. */
  #side(from: number, to: number, thing: number): boolean {
    const [x, y] = [this.x[from] as number, this.y[from] as number];
    return ((this.x[to] as number) - x) * ((this.y[thing] as number) - y) > ((this.y[to] as number) - y) * ((this.x[thing] as number) - x);
  }
}

function sharesHome(one: Thing, other: Thing): boolean {
  return one.home !== null && one.home === other.home;
}
