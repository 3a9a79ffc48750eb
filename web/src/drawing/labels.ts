/**
 * Where labels go: on no other label and no figure, off the lines, and still where they were.
 * The method is that of the look: twelve places a label, a cost for each, the hardest first, then
 * choosing again until nothing improves. What finds no place beside its figure gives up its second
 * line, then stands further off with a thin line to its figure, then is hidden. Pure; text widths
 * are passed in. The places and their costs are in `label-places.ts`.
 */

import type { Box } from './boxes';
import { LabelChoice } from './label-choice';
import { furtherOff } from './label-further-off';
import { anchorOf, Ground, PLACE_COUNT, Places } from './label-places';
import type { Anchor, LabelLine, Obstacles, Placeable } from './label-places';
import type { Id, Point } from './model';

export type { Anchor, LabelLine } from './label-places';

/**
 * One figure and what its label says. `box` is its symbol round its own middle, `parts` what of the
 * box it fills; `keep` is true for labels that are never hidden.
 */
export interface Labelled extends Placeable {
  readonly id: Id;
  readonly keep: boolean;
  readonly ties: number;
}

/** What labels keep off. `hides` is whether a label may be hidden for want of room nearby. */
export interface Surroundings extends Obstacles {
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

/** How far off a label may stand, in pixels, before it is rather hidden. */
const FAR = 120;

/** Place every label. `before` are the places they had. Those that cannot stand anywhere are left out. */
export function placeLabels(
  all: readonly Labelled[], around: Surroundings, before: ReadonlyMap<Id, number> = new Map(),
): Map<Id, Placed> {
  const ground = new Ground(all, around);
  const places = new Places(all, ground);
  const choice = new LabelChoice(places, all.map(({ id }) => before.get(id)));
  choice.chooseAll();
  const spoken = all.map(({ lines }) => lines);
  const shortened = [...all.keys()].filter((index) => (spoken[index]?.length ?? 0) > 1 && choice.clashes(index));
  for (const index of shortened) shorten(index, all, spoken, places);
  choice.chooseAgain(shortened);
  return settled(all, spoken, places, choice, ground, around.hides ?? true);
}

function nameOnly(lines: readonly LabelLine[]): LabelLine[] {
  return lines.filter(({ bold }) => bold);
}

function shorten(index: number, all: readonly Labelled[], spoken: (readonly LabelLine[])[], places: Places): void {
  const one = all[index];
  if (!one) return;
  spoken[index] = nameOnly(one.lines);
  places.work(index, { ...one, lines: spoken[index] });
}

/** Settle what is shown, the most important first: each takes the first of its places that is free. */
function settled(
  all: readonly Labelled[], spoken: (readonly LabelLine[])[], places: Places, choice: LabelChoice, ground: Ground, hides: boolean,
): Map<Id, Placed> {
  const taken: Box[] = [];
  const placed = new Map<Id, Placed>();
  const order = [...all.keys()].sort((one, other) => importance(all[other]) - importance(all[one]) || one - other);
  for (const index of order) {
    const one = all[index];
    if (!one) continue;
    let place = firstFree(places, index, choice.at[index] ?? 0, taken);
    if (place < 0 && (spoken[index]?.length ?? 0) > nameOnly(one.lines).length) {
      shorten(index, all, spoken, places);
      place = firstFree(places, index, -1, taken);
    }
    const lines = spoken[index] ?? one.lines;
    const far = one.keep ? Infinity : hides ? 0 : FAR;
    const off = place < 0 && far > 0 ? furtherOff(one, lines, ground, far, taken) : null;
    if (place < 0 && !off) continue;
    const box = off?.box ?? places.box(index * PLACE_COUNT + place);
    taken.push(box);
    placed.set(one.id, placedAt(one, place, box, lines, off?.leader ?? null));
  }
  return placed;
}

function importance(one: Labelled | undefined): number {
  return one ? one.ties + (one.keep ? 1e6 : 0) : 0;
}

/** Return the chosen place of a label if it is on the paper and free, else the cheapest that is; -1 if none is. */
function firstFree(places: Places, index: number, chosen: number, taken: readonly Box[]): number {
  const free = (place: number) => {
    const n = index * PLACE_COUNT + place;
    return places.clear[n] === 1 && places.isOnPaper(n) && !isOnAny(places.sides, 4 * n, taken);
  };
  if (chosen >= 0 && free(chosen)) return chosen;
  let least = Infinity;
  let best = -1;
  for (let place = 0; place < PLACE_COUNT; place += 1) {
    const n = index * PLACE_COUNT + place;
    if ((places.base[n] as number) >= least || !free(place)) continue;
    const cost = (places.base[n] as number) + places.lines(n);
    if (cost >= least) continue;
    least = cost;
    best = place;
  }
  return best;
}

function isOnAny(sides: Float64Array, at: number, taken: readonly Box[]): boolean {
  const left = sides[at] as number;
  const top = sides[at + 1] as number;
  const right = sides[at + 2] as number;
  const bottom = sides[at + 3] as number;
  for (let n = 0; n < taken.length; n += 1) {
    const other = taken[n] as Box;
    if (other.x < right && left < other.x + other.width && other.y < bottom && top < other.y + other.height) return true;
  }
  return false;
}

function placedAt(one: Labelled, place: number, box: Box, lines: readonly LabelLine[], leader: Placed['leader']): Placed {
  const anchor = anchorOf(place);
  const x = anchor === 'start' ? box.x : anchor === 'end' ? box.x + box.width : box.x + box.width / 2;
  return { id: one.id, place, anchor, dx: x - one.at.x, dy: box.y - one.at.y, box, lines, leader };
}

/** Break a name over 22 letters into two lines, where it is nearest to its middle. */
export function broken(name: string): string[] {
  if (name.length <= 22 || [...name].length <= 22) return [name];
  const spaces = [...name.matchAll(/\s/g)].map(({ index }) => index);
  const middle = name.length / 2;
  const at = spaces.sort((one, other) => Math.abs(one - middle) - Math.abs(other - middle))[0];
  const lines = at === undefined ? [name] : [name.slice(0, at), name.slice(at + 1)];
  return lines.map((line) => ([...line].length > 28 ? `${[...line].slice(0, 27).join('')}…` : line));
}
