/**
 * The drawing's geometry, in pixels at the zoom in hand: figures, lines, heads, houses and rings.
 * Pure: a map and a scale in, numbers and SVG paths out. Whole arrows are in `arrows.ts`, labels in
 * `labels.ts`.
 */

import { overlap } from './boxes';
import type { Box } from './boxes';
import { sectorOf } from './model';
import type { CareMap, Connection, ConnectionType, Element, Figure, Frequency, Household, Id, Point } from './model';

export type Shape = 'person' | 'round' | 'triangle' | 'square';
export type Tone = 'formal' | 'informal' | 'tie' | 'faint';
/** What a line looks like, by what it says: care given, kin and friends, working together, belonging. */
export type LineLook = 'care' | 'kin' | 'together' | 'belongs';

export type { Box } from './boxes';

const LINES: Readonly<Record<Frequency, readonly [weight: number, dash: string | null]>> = {
  several_daily: [6, null],
  daily: [4.5, null],
  weekly: [3, '9 6'],
  monthly: [2.25, '2 5'],
  occasional: [1.75, '1.5 7'],
};
const NOT_SAID = [1.75, '6 5'] as const;
/** Ties that are not care are solid and thin: how often shows in their weight alone. */
const TIE_SHARE = 0.5;
const TIE_LEAST = 1.5;
/** Two lines with a gap between them. */
const DOUBLE = 3.5;
const POTENTIAL = [2, '5 5'] as const;
const WALL_PIECE = 40;
/** A circle of 37 and a triangle, each as a few boxes that hold it. */
const OWNERS_PARTS: readonly Box[] = [
  { x: -22, y: -37, width: 44, height: 74 }, { x: -33, y: -30, width: 66, height: 60 }, { x: -37, y: -18, width: 74, height: 36 },
];
const TRIANGLE_PARTS: readonly Box[] = [
  { x: -11, y: -25, width: 22, height: 45 }, { x: -19, y: -8, width: 38, height: 28 }, { x: -26, y: 6, width: 52, height: 14 },
];

/** What of an element its symbol shows. */
export type Drawn = Pick<Element, 'kind' | 'individual' | 'child' | 'roles' | 'sector'>;

/** Return how large a figure is drawn, in pixels a unit, at `zoom` pixels a unit of sheet. */
export function figureScale(zoom: number): number {
  if (zoom < 0.6) return zoom / 0.6;
  return zoom <= 1 ? 1 : Math.sqrt(zoom);
}

/** Return the outline that a kind is drawn with. */
export function shapeOf(element: Pick<Element, 'kind' | 'individual'>): Shape {
  const individual = ['social_care_provider', 'statutory_service'].includes(element.kind) && element.individual;
  if (element.kind === 'person') return 'person';
  if (element.kind === 'pet') return 'round';
  return element.kind === 'health_care_provider' || individual ? 'triangle' : 'square';
}

/** Return half the width and half the height that an arrow keeps clear of. */
export function clearance(element: Element, owner: boolean): Point {
  if (owner) return { x: 38, y: 38 };
  if (shapeOf(element) === 'person') return element.child ? { x: 17, y: 25 } : { x: 22, y: 31 };
  return element.kind === 'pet' ? { x: 23, y: 23 } : { x: 29, y: 29 };
}

/** Return the box that a figure's symbol fills, round its own middle. */
export function symbolBox(element: Element, owner: boolean): Box {
  if (owner) return { x: -37, y: -37, width: 74, height: 74 };
  if (shapeOf(element) === 'person') {
    return element.child ? { x: -12, y: -14, width: 24, height: 40 } : { x: -14, y: -26, width: 28, height: 52 };
  }
  if (element.kind === 'pet') return { x: -19, y: -19, width: 38, height: 38 };
  return shapeOf(element) === 'triangle'
    ? { x: -26, y: -25, width: 52, height: 45 }
    : { x: -22, y: -22, width: 44, height: 44 };
}

/** Return what of its box a symbol fills: corners of triangles and of the owner's circle are free. */
export function symbolParts(element: Element, owner: boolean): readonly Box[] {
  if (owner) return OWNERS_PARTS;
  return shapeOf(element) === 'triangle' ? TRIANGLE_PARTS : [symbolBox(element, owner)];
}

/** What the lines of each type look like. */
export const LOOKS: Readonly<Record<ConnectionType, LineLook>> = {
  cares_for: 'care', related_to: 'kin', collaborates_with: 'together', member_of: 'belongs', located_at: 'belongs', within: 'belongs',
};

/** Return weight and dash of a connection's line. */
export function lineOf(
  connection: Pick<Connection, 'frequency' | 'state'> & { readonly type?: ConnectionType },
): { weight: number; dash: string | null } {
  const look = LOOKS[connection.type ?? 'cares_for'];
  if (look !== 'care') {
    const often = connection.frequency ? LINES[connection.frequency][0] * TIE_SHARE : 0;
    const weight = Math.max(TIE_LEAST, often) + (look === 'together' ? DOUBLE : 0);
    return { weight, dash: connection.state === 'potential' ? POTENTIAL[1] : null };
  }
  const said = connection.frequency ? LINES[connection.frequency] : NOT_SAID;
  const [weight, dash] = connection.state === 'potential' ? POTENTIAL : said;
  return { weight, dash };
}

/** Return a line's colour: given freely or paid for; its giver's side where nobody has said; faint when nothing flows. */
export function toneOf(
  connection: Pick<Connection, 'state' | 'formality'> & { readonly type?: ConnectionType }, giver: Element | undefined,
): Tone {
  if (connection.state === 'inactive' || connection.state === 'potential') return 'faint';
  if (LOOKS[connection.type ?? 'cares_for'] !== 'care') return 'tie';
  if (connection.formality) return connection.formality === 'paid' ? 'formal' : 'informal';
  return giver && sectorOf(giver) === 'formal' ? 'formal' : 'informal';
}

/** Return the head of an arrow whose tip is at `tip` and which points along `angle`; it grows with the weight. */
export function headAt(tip: Point, angle: number, weight: number, size = 1): string {
  const length = (9 + 1.1 * weight) * size;
  const half = headHalf(weight) * size;
  const corner = (along: number, across: number) => {
    const x = tip.x - along * Math.cos(angle) - across * Math.sin(angle);
    const y = tip.y - along * Math.sin(angle) + across * Math.cos(angle);
    return `${short(x)} ${short(y)}`;
  };
  return `M${corner(0, 0)}L${corner(length, -half)}L${corner(length * 0.72, 0)}L${corner(length, half)}Z`;
}

/** Return half the width of a head. */
export function headHalf(weight: number): number {
  return 4.2 + 0.75 * weight;
}

/** Return how far a line ends behind its head's tip. */
export function behindTip(weight: number, size: number): number {
  return (9 + 1.1 * weight) * 0.7 * size;
}

/** Return the radius of the mark at an arrow's start. */
export function startRadius(weight: number): number {
  return 3.2 + 0.35 * weight;
}

/** Where the handle stands that draws an arrow, at each corner of a figure of scale 1. */
const HANDLES: readonly Point[] = [{ x: 38, y: -30 }, { x: 38, y: 30 }, { x: -38, y: -30 }, { x: -38, y: 30 }];
const HANDLE_RADIUS = 15;

/** Return where a chosen figure's handle covers no label, from the figure's middle; over one if there is no other way. */
export function handleAt(at: Point, scale: number, labels: Iterable<Box>): Point {
  const all = [...labels];
  const corners = HANDLES.map(({ x, y }) => ({ x: x * scale, y: y * scale }));
  const size = 2 * HANDLE_RADIUS;
  const covers = ({ x, y }: Point) => {
    const box = { x: at.x + x - HANDLE_RADIUS, y: at.y + y - HANDLE_RADIUS, width: size, height: size };
    return all.some((label) => overlap(box, label) > 0);
  };
  return corners.find((corner) => !covers(corner)) ?? (corners[0] as Point);
}

/** Return the outline of a household at `zoom`: walls and a roof. */
export function houseOutline(household: Household, zoom: number): string {
  const { left, right, top, eaves, bottom } = walls(household, zoom);
  const middle = (left + right) / 2;
  return `M${short(left)} ${short(bottom)}V${short(eaves)}L${short(middle)} ${short(top)}L${short(right)} ${short(eaves)}V${short(bottom)}Z`;
}

/** Return the lines of a household's outline, for labels to keep off. */
export function houseWalls(household: Household, zoom: number): Point[][] {
  const { left, right, top, eaves, bottom } = walls(household, zoom);
  const middle = (left + right) / 2;
  const corners = [
    { x: left, y: bottom }, { x: left, y: eaves }, { x: middle, y: top }, { x: right, y: eaves },
    { x: right, y: bottom }, { x: left, y: bottom },
  ];
  return corners.slice(1).map((corner, nth) => {
    const from = corners[nth] ?? corner;
    const pieces = Math.max(1, Math.round(Math.hypot(corner.x - from.x, corner.y - from.y) / WALL_PIECE));
    return Array.from({ length: pieces + 1 }, (_, n) => ({
      x: from.x + ((corner.x - from.x) * n) / pieces,
      y: from.y + ((corner.y - from.y) * n) / pieces,
    }));
  });
}

function walls({ x, y, width, height }: Household, zoom: number) {
  const [left, right] = [(x - width / 2) * zoom, (x + width / 2) * zoom];
  const [top, bottom] = [(y - height / 2) * zoom, (y + height / 2) * zoom];
  return { left, right, top, bottom, eaves: top + Math.min(46, height * 0.2) * zoom };
}

/** Return whether a point of the sheet lies in a household. */
export function insideHouse(household: Household, { x, y }: Point): boolean {
  return Math.abs(x - household.x) <= household.width / 2 && Math.abs(y - household.y) <= household.height / 2;
}

/** Return the household that a point lies in, the smallest if several. */
export function houseAt(map: CareMap, point: Point): Household | null {
  const found = [...map.households.values()].filter((one) => insideHouse(one, point));
  return found.sort((one, other) => one.width * one.height - other.width * other.height)[0] ?? null;
}

/** Return the figure nearest to another one in a direction (a unit vector), for going by keyboard. */
export function nearestThatWay(figures: ReadonlyMap<Id, Figure>, from: Id, way: Point): Id | null {
  const here = figures.get(from);
  if (!here) return null;
  let best: Id | null = null;
  let least = Infinity;
  for (const [id, { x, y }] of figures) {
    const ahead = (x - here.x) * way.x + (y - here.y) * way.y;
    const aside = Math.abs((x - here.x) * way.y - (y - here.y) * way.x);
    const cost = ahead + 2 * aside;
    if (id !== from && ahead > 0 && aside <= ahead * 2 && cost < least) [best, least] = [id, cost];
  }
  return best;
}

/** Return a length as it is written in a path. */
export function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
