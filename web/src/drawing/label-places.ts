/** The places that a label can stand in beside its figure, what each costs, and places further off. Pure. */

import { boxBetween, boxRound, crosses, grown, inside, meet, moved, overlap } from './boxes';
import type { Box, Grid } from './boxes';
import type { Point } from './model';

export interface LabelLine { readonly text: string; readonly width: number; readonly size: number; readonly bold: boolean }

export type Anchor = 'start' | 'middle' | 'end';

/** A place and its cost; `clear` is whether it lies on no figure. */
export interface Place {
  readonly place: number;
  readonly box: Box;
  readonly anchor: Anchor;
  readonly cost: number;
  readonly clear: boolean;
}

/** A straight piece of a line, and what it costs to stand on it. */
export interface Piece { readonly from: Point; readonly to: Point; readonly cost: number }

/** What labels keep off, found by where it is: parts of figures by whose they are, and pieces of lines. */
export interface Around {
  readonly paper: Box;
  readonly figures: Grid<number>;
  readonly pieces: Grid<Piece>;
  readonly ringNames: readonly Box[];
}

interface Placeable { readonly at: Point; readonly box: Box }
type Size = Pick<Box, 'width' | 'height'>;

/** Penalty, side of the figure (-1, 0, 1 across and down), and shift for the sides. */
const PLACES: readonly (readonly [penalty: number, across: number, down: number])[] = [
  [0, 0, 1], [2, 1, 0], [3, -1, 0], [5, 0, -1],
  [4, 1, 1], [5, -1, 1], [8, 1, -1], [9, -1, -1],
  [3, 1, 0.5], [4, -1, 0.5], [4, 1, -0.5], [5, -1, -0.5],
];
export const PLACE_COUNT = PLACES.length;
const GAP = 5;
/** A label this near to somebody else's figure could be read as theirs. */
const TOO_NEAR = 4;
const LINE_HEIGHT = 1.2;
const ON_A_RING_NAME = 30;
const OUTSIDE = 5_000;
const STEP = 24;
const DIRECTIONS = 24;

/** Return the height of a label's lines together. */
export function heightOf(lines: readonly LabelLine[]): number {
  return lines.reduce((sum, line) => sum + line.size * LINE_HEIGHT, 0);
}

/** Return the twelve places of a label beside its figure. */
export function placesOf(one: Placeable, lines: readonly LabelLine[], around: Around): Place[] {
  const size = sizeOf(lines);
  const places = PLACES.map(([, across, down]) => boxAt(one, size, across, down));
  const reach = grown(boxRound(places.map(({ box }) => box)), TOO_NEAR);
  const figures: Box[] = [];
  around.figures.some(reach, (_, part) => figures.push(part) < 0);
  const pieces: Piece[] = [];
  const edges: number[] = [];
  around.pieces.some(reach, (piece, { x, y, width, height }) => {
    edges.push(x, x + width, y, y + height);
    return pieces.push(piece) < 0;
  });
  return places.map(({ box, anchor }, place) => {
    let cost = PLACES[place]?.[0] ?? 0;
    let clear = true;
    for (const part of figures) {
      if (!meet(box, part, TOO_NEAR)) continue;
      const shared = overlap(box, part);
      if (shared > 0) clear = false;
      cost += shared > 0 ? 1.6 * shared : 3;
    }
    for (const name of around.ringNames) if (overlap(box, name) > 0) cost += ON_A_RING_NAME + 1.6 * overlap(box, name);
    cost += costOfLines(box, pieces, edges);
    if (!inside(box, around.paper)) cost += OUTSIDE;
    return { place, box, anchor, cost, clear };
  });
}

/** What the pieces of lines that cross a box cost. `edges` are those of each: left, right, top, bottom. */
function costOfLines(box: Box, pieces: readonly Piece[], edges: readonly number[]): number {
  const [left, top] = [box.x, box.y];
  const [right, bottom] = [left + box.width, top + box.height];
  let cost = 0;
  for (let n = 0; n < pieces.length; n += 1) {
    const at = 4 * n;
    if ((edges[at] as number) > right || (edges[at + 1] as number) < left) continue;
    if ((edges[at + 2] as number) > bottom || (edges[at + 3] as number) < top) continue;
    const piece = pieces[n] as Piece;
    if (crosses(box, piece.from, piece.to)) cost += piece.cost;
  }
  return cost;
}

/** Return those places that are on the paper, the cheapest first. */
export function beside(places: readonly Place[]): Place[] {
  return places.filter(({ cost }) => cost < OUTSIDE).sort((one, other) => one.cost - other.cost);
}

/** Somewhere further off that a label may stand: on the paper or not, its line over no figure or over some. */
type Manner = readonly [onPaper: boolean, overNobody: boolean];

/**
 * Return the nearest free place further off, with a line to the figure that passes over nobody: on the
 * paper, if there is one within `far`. Without a limit there is always one, if need be over somebody
 * or outside, for beyond everything the paper is empty.
 */
export function furtherOff(
  one: Placeable, lines: readonly LabelLine[], around: Around, far: number, free: (box: Box) => boolean,
): (Pick<Place, 'place' | 'box' | 'anchor'> & { leader: readonly [Point, Point] }) | null {
  const { width, height } = sizeOf(lines);
  const figure = moved(one.box, one.at);
  const centre = middleOf(figure);
  const manners: Manner[] = far === Infinity ? [[true, true], [true, false], [false, false]] : [[true, true]];
  for (const [onPaper, overNobody] of manners) {
    const most = onPaper ? Math.min(far, Math.max(around.paper.width, around.paper.height)) : Infinity;
    for (let out = STEP; out <= most; out += STEP) {
      for (let turn = 0; turn < DIRECTIONS; turn += 1) {
        const angle = ((turn % 2 ? turn + 1 : -turn) / DIRECTIONS) * Math.PI + Math.PI / 2;
        const x = centre.x + Math.cos(angle) * (figure.width / 2 + out + width / 2) - width / 2;
        const y = centre.y + Math.sin(angle) * (figure.height / 2 + out + height / 2) - height / 2;
        const box = { x, y, width, height };
        if ((onPaper && !inside(box, around.paper)) || !free(box)) continue;
        const leader = leaderOf(one, figure, box);
        if (!overNobody || !passesOver(leader, one.at, around)) return { place: -1, box, anchor: 'middle', leader };
      }
    }
  }
  return null;
}

function passesOver([from, to]: readonly [Point, Point], { x, y }: Point, around: Around): boolean {
  const [one, other] = [{ x: from.x + x, y: from.y + y }, { x: to.x + x, y: to.y + y }];
  return around.figures.some(boxBetween(one, other), (_, part) => crosses(part, one, other));
}

/** The line from a label's edge to its figure's, from the figure's middle. */
function leaderOf({ at }: Placeable, figure: Box, box: Box): readonly [Point, Point] {
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

function sizeOf(lines: readonly LabelLine[]): Size {
  return { width: Math.max(...lines.map((line) => line.width), 1), height: heightOf(lines) };
}

function boxAt({ box: own, at }: Placeable, { width, height }: Size, across: number, down: number): { box: Box; anchor: Anchor } {
  const figure = moved(own, at);
  const centre = middleOf(figure);
  const atSide = Math.abs(down) < 1;
  const x = across === 0 ? centre.x - width / 2
    : across > 0 ? (atSide ? figure.x + figure.width + GAP : centre.x + figure.width * 0.3)
    : (atSide ? figure.x - GAP : centre.x - figure.width * 0.3) - width;
  const y = atSide ? centre.y - height / 2 + down * figure.height
    : down > 0 ? figure.y + figure.height + 1 : figure.y - height - 2;
  const anchor = across === 0 ? 'middle' : across > 0 ? 'start' : 'end';
  return { box: { x, y, width, height }, anchor };
}
