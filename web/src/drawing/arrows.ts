/**
 * The arrows of a map, in pixels at the zoom in hand: where each starts, bends and ends. Pure.
 * What a line looks like (weight, dash, head) is in `geometry.ts`.
 */

import { behindTip, clearance, figureScale, headAt, lineOf, short, startRadius, toneOf } from './geometry';
import type { Tone } from './geometry';
import type { CareMap, Connection, Id, Point } from './model';

const PIECES = 14;

/** One arrow, ready to draw. `pieces` are points along it, for labels and for what it crosses. */
export interface Arrow {
  readonly id: Id;
  readonly connection: Connection;
  readonly path: string;
  readonly head: string | null;
  readonly openHead: boolean;
  readonly weight: number;
  readonly dash: string | null;
  readonly tone: Tone;
  readonly start: { readonly mark: 'round' | 'square' | null; readonly at: Point; readonly radius: number };
  readonly middle: Point;
  readonly mark: 'stopped' | 'plus' | null;
  readonly pieces: readonly Point[];
}

interface End { readonly at: Point; readonly clear: Point }

/** Return the arrows with those of figures that are being dragged drawn anew; the others are the same objects. */
export function arrowsWhileHeld(still: readonly Arrow[], map: CareMap, zoom: number, held: ReadonlyMap<Id, Point>): readonly Arrow[] {
  if (held.size === 0) return still;
  const moving = new Map(arrowsOf(map, zoom, held, ({ from, to }) => held.has(from) || held.has(to)).map((one) => [one.id, one]));
  return still.map((one) => moving.get(one.id) ?? one);
}

/** Return the arrows of a map at `zoom`, in the order to draw them. `held` are figures being dragged. */
export function arrowsOf(
  map: CareMap, zoom: number, held: ReadonlyMap<Id, Point> = new Map(), wanted: (one: Connection) => boolean = () => true,
): Arrow[] {
  const scale = figureScale(zoom);
  const ends = new Map<Id, End>();
  for (const [id, figure] of map.figures) {
    const element = map.elements.get(id);
    if (!element) continue;
    const clear = clearance(element, map.owner_elements.includes(id));
    const { x, y } = held.get(id) ?? figure;
    ends.set(id, { at: { x: x * zoom, y: y * zoom }, clear: { x: clear.x * scale, y: clear.y * scale } });
  }
  const pairs = new Set([...map.connections.values()].map(({ from, to }) => `${from} ${to}`));
  const several = new Map<string, number>();
  return [...map.connections.values()].flatMap((connection) => {
    const { from, to } = connection;
    const [start, end, giver] = [ends.get(from), ends.get(to), map.elements.get(from)];
    if (!start || !end || !giver) return [];
    const key = `${from} ${to}`;
    const nth = several.get(key) ?? 0;
    several.set(key, nth + 1);
    if (!wanted(connection)) return [];
    const paired = pairs.has(`${to} ${from}`) || nth > 0;
    const others = [...ends].filter(([id]) => id !== from && id !== to).map(([, one]) => one);
    const bend = bendOf(start, end, others, paired, nth);
    return [arrow(connection, toneOf(connection, giver), start, end, bend, Math.min(1, scale))];
  });
}

/** Choose how far a curve bends: pairs part; a curve goes round a figure that it would hide. */
function bendOf(start: End, end: End, others: readonly End[], paired: boolean, nth: number): number {
  const length = Math.hypot(end.at.x - start.at.x, end.at.y - start.at.y);
  const own = Math.min(46, Math.max(paired ? 15 : 6, length * (paired ? 0.14 : 0.09))) * (1 + nth);
  const near = others.filter(({ at }) => {
    const middle = { x: (start.at.x + end.at.x) / 2, y: (start.at.y + end.at.y) / 2 };
    return Math.hypot(at.x - middle.x, at.y - middle.y) < length / 2 + 20;
  });
  const choices = paired ? [1, 1.9, 2.8, 0.5] : [1, -1, 2.2, -2.2, 3.4, -3.4];
  let best = own;
  let least = Infinity;
  for (const choice of choices) {
    const control = controlOf(start.at, end.at, own * choice);
    const hidden = near.filter(({ at, clear }) => passesOver(start.at, control, end.at, at, clear)).length;
    if (hidden < least) [best, least] = [own * choice, hidden];
    if (least === 0) break;
  }
  return best;
}

function controlOf(from: Point, to: Point, bend: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return {
    x: (from.x + to.x) / 2 + ((to.y - from.y) / length) * bend,
    y: (from.y + to.y) / 2 - ((to.x - from.x) / length) * bend,
  };
}

function passesOver(from: Point, control: Point, to: Point, at: Point, clear: Point): boolean {
  for (let step = 1; step < 16; step += 1) {
    const { x, y } = along(from, control, to, step / 16);
    if (((x - at.x) / (clear.x * 0.8)) ** 2 + ((y - at.y) / (clear.y * 0.85)) ** 2 < 1) return true;
  }
  return false;
}

/** Return the point of a quadratic curve at `t`, from 0 to 1. */
export function along(from: Point, control: Point, to: Point, t: number): Point {
  const s = 1 - t;
  return {
    x: s * s * from.x + 2 * s * t * control.x + t * t * to.x,
    y: s * s * from.y + 2 * s * t * control.y + t * t * to.y,
  };
}

/** Return where a line from `toward` first meets the ellipse round a figure, a little outside it. */
function edge({ at, clear }: End, toward: Point, gap = 0): Point {
  const [dx, dy] = [toward.x - at.x, toward.y - at.y];
  const reach = Math.hypot(dx / (clear.x + gap), dy / (clear.y + gap)) || 1;
  return { x: at.x + dx / reach, y: at.y + dy / reach };
}

function arrow(connection: Connection, tone: Tone, start: End, end: End, bend: number, size: number): Arrow {
  const { weight, dash } = lineOf(connection);
  const directed = !['related_to', 'collaborates_with'].includes(connection.type);
  const control = controlOf(start.at, end.at, bend);
  const from = edge(start, control);
  const tip = edge(end, control, directed ? 2 : 0);
  const angle = Math.atan2(tip.y - control.y, tip.x - control.x);
  const back = directed ? behindTip(weight, size) : 0;
  const stop = { x: tip.x - back * Math.cos(angle), y: tip.y - back * Math.sin(angle) };
  const pieces = [...Array.from({ length: PIECES + 1 }, (_, n) => along(from, control, stop, n / PIECES)), tip];
  const { formality, state } = connection;
  return {
    id: connection.id,
    connection,
    path: `M${short(from.x)} ${short(from.y)}Q${short(control.x)} ${short(control.y)} ${short(stop.x)} ${short(stop.y)}`,
    head: directed ? headAt(tip, angle, weight, size) : null,
    openHead: state === 'engaged' || state === 'potential',
    weight: weight * size,
    dash: directed ? dash : '1 4',
    tone,
    start: {
      mark: state === 'potential' || !formality ? null : formality === 'paid' ? 'square' : 'round',
      at: from,
      radius: startRadius(weight) * size,
    },
    middle: along(from, control, stop, 0.5),
    mark: state === 'inactive' ? 'stopped' : state === 'potential' ? 'plus' : null,
    pieces,
  };
}
