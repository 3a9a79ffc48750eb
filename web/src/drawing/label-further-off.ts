/** Where a label can stand that finds no place beside its figure: further off, with a thin line to it. Pure. */

import { crosses, moved } from './boxes';
import type { Box } from './boxes';
import { sizeOf } from './label-places';
import type { Ground, LabelLine, Placeable } from './label-places';
import type { Point } from './model';

/** A place further off; the line to the figure is from the figure's middle. */
export interface FurtherOff { readonly box: Box; readonly leader: readonly [Point, Point] }

const STEP = 24;
const DIRECTIONS = 24;
/** Room left round such a label. */
const ROOM = 2;

/** Directions from below, alternating to either side. */
const WAYS: readonly Point[] = Array.from({ length: DIRECTIONS }, (_, turn) => {
  const angle = ((turn % 2 ? turn + 1 : -turn) / DIRECTIONS) * Math.PI + Math.PI / 2;
  return { x: Math.cos(angle), y: Math.sin(angle) };
});

/**
 * Return the nearest free place further off, with a line to the figure that passes over nobody: on the
 * paper, if there is one within `far`. Without a limit there is always one, if need be over somebody
 * or outside, for beyond everything the paper is empty. `taken` are the labels that stand already.
 */
export function furtherOff(one: Placeable, lines: readonly LabelLine[], ground: Ground, far: number, taken: readonly Box[]): FurtherOff | null {
  const { width, height } = sizeOf(lines);
  const figure = moved(one.box, one.at);
  const { paper } = ground;
  const obstacles = obstaclesWithin(ground, figure, far + width, far + height, taken);
  const search = { one, figure, size: { width, height }, obstacles };
  const most = Math.min(far, Math.max(paper.width, paper.height));
  const found = nearest(search, most, paper, true);
  if (found || far < Infinity) return found;
  return nearest(search, most, paper, false) ?? nearest(search, Infinity, null, false);
}

/** What is in the way: left, top, right and bottom of each, room included. Figures come first. */
interface Obstacles { readonly sides: readonly number[]; readonly figures: readonly Box[] }
interface Search { readonly one: Placeable; readonly figure: Box; readonly size: { width: number; height: number }; readonly obstacles: Obstacles }

function obstaclesWithin(ground: Ground, figure: Box, wide: number, high: number, taken: readonly Box[]): Obstacles {
  const [left, top, right, bottom] = [figure.x - wide, figure.y - high, figure.x + figure.width + wide, figure.y + figure.height + high];
  const figures: Box[] = [];
  const count = ground.figures.meeting(left, top, right, bottom);
  for (let nth = 0; nth < count; nth += 1) figures.push(ground.figures.box(ground.figures.met[nth] as number));
  const sides: number[] = [];
  for (const all of [figures, taken, ground.ringNames]) {
    for (const { x, y, width, height } of all) {
      if (x > right || left > x + width || y > bottom || top > y + height) continue;
      sides.push(x - ROOM, y - ROOM, x + width + ROOM, y + height + ROOM);
    }
  }
  return { sides, figures };
}

function nearest({ one, figure, size: { width, height }, obstacles }: Search, most: number, paper: Box | null, overNobody: boolean): FurtherOff | null {
  const { sides, figures } = obstacles;
  const centreX = figure.x + figure.width / 2;
  const centreY = figure.y + figure.height / 2;
  // What was in the way of one place is likely in the way of the next: it is looked at first.
  let last = 0;
  for (let out = STEP; out <= most; out += STEP) {
    for (let way = 0; way < DIRECTIONS; way += 1) {
      const toward = WAYS[way] as Point;
      const x = centreX + toward.x * (figure.width / 2 + out + width / 2) - width / 2;
      const y = centreY + toward.y * (figure.height / 2 + out + height / 2) - height / 2;
      if (paper && (x < paper.x || y < paper.y || x + width > paper.x + paper.width || y + height > paper.y + paper.height)) continue;
      last = inTheWay(sides, last, x, y, x + width, y + height);
      if (last < sides.length) continue;
      last = 0;
      const box = { x, y, width, height };
      const leader = leaderOf(one.at, figure, box);
      if (!overNobody || !passesOver(leader, one.at, figures)) return { box, leader };
    }
  }
  return null;
}

/** Return where the sides begin of something that a box lies on, looking at `first` before all others; their end if it lies on nothing. */
function inTheWay(sides: readonly number[], first: number, left: number, top: number, right: number, bottom: number): number {
  if (first < sides.length && (sides[first] as number) < right && left < (sides[first + 2] as number)
    && (sides[first + 1] as number) < bottom && top < (sides[first + 3] as number)) return first;
  for (let at = 0; at < sides.length; at += 4) {
    if ((sides[at] as number) >= right || left >= (sides[at + 2] as number)) continue;
    if ((sides[at + 1] as number) < bottom && top < (sides[at + 3] as number)) return at;
  }
  return sides.length;
}

function passesOver([from, to]: readonly [Point, Point], { x, y }: Point, figures: readonly Box[]): boolean {
  const [one, other] = [{ x: from.x + x, y: from.y + y }, { x: to.x + x, y: to.y + y }];
  return figures.some((figure) => crosses(figure, one, other));
}

/** The line from a label's edge to its figure's, from the figure's middle. */
function leaderOf(at: Point, figure: Box, box: Box): readonly [Point, Point] {
  const [from, to] = [middleOf(box), middleOf(figure)];
  const off = ({ x, y }: Point): Point => ({ x: x - at.x, y: y - at.y });
  return [off(edgeOf(box, to, 1)), off(edgeOf(figure, from, 3))];
}

/** Return where the line from a box's middle toward a point leaves it, a little outside. */
function edgeOf(box: Box, toward: Point, gap: number): Point {
  const middle = middleOf(box);
  const [dx, dy] = [toward.x - middle.x, toward.y - middle.y];
  const reach = Math.max(Math.abs(dx) / (box.width / 2 + gap), Math.abs(dy) / (box.height / 2 + gap)) || 1;
  return { x: middle.x + dx / reach, y: middle.y + dy / reach };
}

function middleOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}
