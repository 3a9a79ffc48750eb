/**
 * The lines of a map, in pixels at the zoom in hand: where each starts, bends and ends. Pure.
 *
 * Lines between the same two run side by side, each on the left of its own way. They bend round a
 * figure that would hide them. Where many meet one figure, their ends are fanned out round
 * its edge. What a line looks like (weight, dash, head) is in `geometry.ts`.
 */

import { boxRound, grown, outside } from './boxes';
import type { Box } from './boxes';
import { spreadRound } from './fan';
import type { Wish } from './fan';
import { behindTip, clearance, figureScale, headAt, headHalf, lineOf, LOOKS, short, startRadius, toneOf } from './geometry';
import type { LineLook, Tone } from './geometry';
import { oncePerMap } from './model';
import type { CareMap, Connection, Id, Point } from './model';

/** One line, ready to draw. `pieces` are points along it, for labels and for what it crosses. */
export interface Arrow {
  readonly id: Id;
  readonly connection: Connection;
  readonly look: LineLook;
  readonly path: string;
  readonly head: string | null;
  readonly openHead: boolean;
  readonly weight: number;
  readonly dash: string | null;
  readonly tone: Tone;
  readonly start: { readonly mark: 'round' | 'square' | null; readonly at: Point; readonly radius: number };
  readonly end: Point;
  readonly middle: Point;
  readonly mark: 'stopped' | 'plus' | null;
  readonly pieces: readonly Point[];
  /** How far it bends to the side, chosen so that no figure hides it. */
  readonly bend: number;
}

interface End { readonly id: Id; readonly at: Point; readonly clear: Point }

/** A line on its way: its ends, and how far it bends to the left of its way. */
interface Route { readonly connection: Connection; readonly from: End; readonly to: End; readonly bend: number }

/** Lines are looked at in pieces about so long, and no more than so many. */
const PIECE = 36;
const MOST_PIECES = 14;
/** How far apart lines between the same two run. */
const LANE = 15;
/** How far a line may be led round its figure's edge, as an angle. */
const FURTHEST = 1.35;
/** Bends to try, as shares of a line's length: the gentle one first, either side. Pairs run straight if they can. */
const GENTLE = 0.09;
const BENDS = [GENTLE, -GENTLE, 0.19, -0.19, 0.3, -0.3, 0.42, -0.42, 0.56, -0.56];
/** A line may bend this far beyond everyone drawn. So many pixels further off count as much as touching somebody. */
const BEYOND = 45;
const OFF_PAPER = 20;
const NOWHERE: Box = { x: 0, y: 0, width: 0, height: 0 };
/** Radius of the ring at the end of a line that says what someone belongs to. */
const RING = 4;

/** Return the lines of a map at `zoom`, in the order to draw them. `held` are figures being dragged. */
export function arrowsOf(map: CareMap, zoom: number, held: ReadonlyMap<Id, Point> = new Map()): Arrow[] {
  const ends = endsOf(map, zoom, held);
  return drawn(map, routesOf(map, ends, () => undefined), zoom);
}

/**
 * Return the lines while figures are being dragged. Only lines of those figures are worked out anew;
 * all others are those of `still`, and make room when the figures are put down.
 */
export function arrowsWhileHeld(still: readonly Arrow[], map: CareMap, zoom: number, held: ReadonlyMap<Id, Point>): readonly Arrow[] {
  if (held.size === 0) return still;
  const before = new Map(still.map((one) => [one.id, one]));
  const ends = endsOf(map, zoom, held);
  const isHeld = ({ from, to }: Connection) => held.has(from) || held.has(to);
  const routes = routesOf(map, ends, (one) => (isHeld(one) ? undefined : before.get(one.id)?.bend));
  const moved = new Map(drawn(map, routes, zoom, isHeld).map((one) => [one.id, one]));
  return still.map((one) => moved.get(one.id) ?? one);
}

/** Return the line nearest to a point, of those that pass within `reach` of it. */
export function nearestArrow(arrows: readonly Arrow[], { x, y }: Point, reach: number): Arrow | null {
  let [best, least]: [Arrow | null, number] = [null, reach];
  for (const arrow of arrows) {
    for (const [n, to] of arrow.pieces.entries()) {
      const from = arrow.pieces[n - 1];
      const far = from ? fromPiece({ x, y }, from, to) : Infinity;
      if (far <= least) [best, least] = [arrow, far];
    }
  }
  return best;
}

function fromPiece({ x, y }: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const share = ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.max(0, Math.min(1, share));
  return Math.hypot(x - from.x - t * dx, y - from.y - t * dy);
}

function endsOf(map: CareMap, zoom: number, held: ReadonlyMap<Id, Point>): Map<Id, End> {
  const scale = figureScale(zoom);
  const ends = new Map<Id, End>();
  for (const [id, figure] of map.figures) {
    const element = map.elements.get(id);
    if (!element) continue;
    const clear = clearance(element, map.owner_elements.includes(id));
    const { x, y } = held.get(id) ?? figure;
    ends.set(id, { id, at: { x: x * zoom, y: y * zoom }, clear: { x: clear.x * scale, y: clear.y * scale } });
  }
  return ends;
}

/** Return every line's route. `known` are bends that were chosen before and stand. */
function routesOf(map: CareMap, ends: ReadonlyMap<Id, End>, known: (one: Connection) => number | undefined): Route[] {
  const routes = new Map<Id, Route>();
  const all = [...ends.values()];
  const paper = grown(boxRound([...all.map(({ at }) => ({ ...at, width: 0, height: 0 })), NOWHERE]), BEYOND);
  for (const together of betweenTheSame(map)) {
    const [first] = together;
    const [low, high] = first ? [ends.get(first.from), ends.get(first.to)].sort(byId) : [];
    if (!first || !low || !high || low === high) continue;
    let shared: number | undefined;
    together.forEach((connection, nth) => {
      const way = connection.from === low.id ? 1 : -1;
      const [from, to] = way > 0 ? [low, high] : [high, low];
      const lane = (nth - (together.length - 1) / 2) * LANE;
      const bend = known(connection) ?? way * ((shared ??= sharedBend(together.length, low, high, all, paper)) + lane);
      routes.set(connection.id, { connection, from, to, bend });
    });
  }
  return [...map.connections.keys()].flatMap((id) => routes.get(id) ?? []);
}

function byId(one: End | undefined, other: End | undefined): number {
  return (one?.id ?? '') < (other?.id ?? '') ? -1 : 1;
}

/** Return the connections of each two figures, in the order of their lanes. */
const betweenTheSame = oncePerMap((map): readonly (readonly Connection[])[] => {
  const pairs = new Map<string, Connection[]>();
  for (const connection of map.connections.values()) {
    const { from, to } = connection;
    const key = from < to ? `${from} ${to}` : `${to} ${from}`;
    const pair = pairs.get(key);
    if (pair) pair.push(connection);
    else pairs.set(key, [connection]);
  }
  const side = ({ from, to, type }: Connection) => (LOOKS[type] === 'kin' || LOOKS[type] === 'together' ? 0 : from < to ? 1 : -1);
  return [...pairs.values()].map((pair) => (pair.length > 1 ? pair.sort((one, other) => side(one) - side(other)) : pair));
});

/** Choose how far the lines of two figures bend together, so that they pass over as few others as can be. */
function sharedBend(count: number, low: End, high: End, all: readonly End[], paper: Box): number {
  const [dx, dy] = [high.at.x - low.at.x, high.at.y - low.at.y];
  const length = Math.hypot(dx, dy) || 1;
  const inTheWay = all.flatMap((other) => {
    if (other === low || other === high) return [];
    const [x, y] = [other.at.x - low.at.x, other.at.y - low.at.y];
    const [along, aside] = [(x * dx + y * dy) / length, (x * dy - y * dx) / length];
    const wide = 0.95 * Math.hypot((other.clear.x * dy) / length, (other.clear.y * dx) / length) + ((count - 1) / 2) * LANE;
    if (along < 0 || along > length || Math.abs(aside) > 0.3 * length + wide) return [];
    return [{ t: along / length, aside, wide }];
  });
  const gentle = count === 1 ? Math.min(46, Math.max(6, length * GENTLE)) : 0;
  let [best, least] = [gentle, Infinity];
  for (const share of BENDS) {
    const bend = Math.abs(share) === GENTLE ? Math.sign(share) * gentle : share * length;
    const top = { x: (low.at.x + high.at.x + (dy / length) * bend) / 2, y: (low.at.y + high.at.y - (dx / length) * bend) / 2 };
    let over = outside(top, paper) / OFF_PAPER;
    for (const { t, aside, wide } of inTheWay) {
      const slope = (2 * (1 - 2 * t) * bend) / length;
      const far = Math.abs(aside - 2 * t * (1 - t) * bend) / Math.hypot(1, slope);
      if (far < wide) over += 2 - far / wide;
    }
    if (over < least) [best, least] = [bend, over];
    if (least === 0) break;
  }
  return best;
}

function controlOf({ from, to, bend }: Route): Point {
  const [dx, dy] = [to.at.x - from.at.x, to.at.y - from.at.y];
  const length = Math.hypot(dx, dy) || 1;
  return { x: (from.at.x + to.at.x) / 2 + (dy / length) * bend, y: (from.at.y + to.at.y) / 2 - (dx / length) * bend };
}

/** Return the point of a quadratic curve at `t`, from 0 to 1. */
export function along(from: Point, control: Point, to: Point, t: number): Point {
  const s = 1 - t;
  return {
    x: s * s * from.x + 2 * s * t * control.x + t * t * to.x,
    y: s * s * from.y + 2 * s * t * control.y + t * t * to.y,
  };
}

/** Where each route leaves its giver and reaches its receiver: directions from their middles. */
interface Ports { readonly control: Point; from: number; to: number }

/** Fan out the ends of lines round each figure: each as near as can be to the straight way, none on another. */
function fanned(routes: readonly Route[], size: number): Ports[] {
  const ports = routes.map((route): Ports => {
    const control = controlOf(route);
    const toward = ({ at }: End) => Math.atan2(control.y - at.y, control.x - at.x);
    return { control, from: toward(route.from), to: toward(route.to) };
  });
  const meeting = new Map<End, { port: Ports; side: 'from' | 'to'; wish: Wish }[]>();
  routes.forEach((route, n) => {
    const port = ports[n];
    if (!port) return;
    for (const side of ['from', 'to'] as const) {
      const end = route[side];
      const radius = (end.clear.x + end.clear.y) / 2;
      const list = meeting.get(end) ?? [];
      list.push({ port, side, wish: { at: port[side] * radius, room: roomOf(route.connection, side) * size } });
      meeting.set(end, list);
    }
  });
  for (const [{ clear }, list] of meeting) {
    const radius = (clear.x + clear.y) / 2;
    const places = spreadRound(list.map(({ wish }) => wish), 2 * Math.PI * radius, FURTHEST * radius);
    list.forEach(({ port, side }, n) => (port[side] = (places[n] ?? 0) / radius));
  }
  return ports;
}

/** Return half the width that a line's end fills beside others. */
function roomOf(connection: Connection, side: 'from' | 'to'): number {
  const { weight } = lineOf(connection);
  if (LOOKS[connection.type] === 'care' && side === 'to') return headHalf(weight) + 1;
  return (connection.formality && side === 'from' ? startRadius(weight) : weight / 2) + 2.5;
}

/** Return the lines of those routes that are wanted; all of them make room for each other. */
function drawn(map: CareMap, routes: readonly Route[], zoom: number, wanted: (one: Connection) => boolean = () => true): Arrow[] {
  const size = Math.min(1, figureScale(zoom));
  const ports = fanned(routes, size);
  return routes.flatMap((route, n) => {
    const port = ports[n];
    const giver = map.elements.get(route.connection.from);
    return port && giver && wanted(route.connection) ? [arrow(route, port, size, toneOf(route.connection, giver))] : [];
  });
}

/** Return where a direction from a figure's middle meets the ellipse round it, a little outside it. */
function edge({ at, clear }: End, angle: number, gap = 0): Point {
  const [x, y] = [Math.cos(angle), Math.sin(angle)];
  const reach = Math.hypot(x / (clear.x + gap), y / (clear.y + gap)) || 1;
  return { x: at.x + x / reach, y: at.y + y / reach };
}

function arrow(route: Route, port: Ports, size: number, tone: Tone): Arrow {
  const { connection, bend } = route;
  const { control } = port;
  const { formality, state, type } = connection;
  const { weight, dash } = lineOf(connection);
  const look = LOOKS[type];
  const from = edge(route.from, port.from);
  const tip = edge(route.to, port.to, look === 'care' ? 2 : 0);
  const angle = Math.atan2(tip.y - control.y, tip.x - control.x);
  const back = look === 'care' ? behindTip(weight, size) : look === 'belongs' ? 2 * RING * size : 0;
  const stop = { x: tip.x - back * Math.cos(angle), y: tip.y - back * Math.sin(angle) };
  const path = `M${short(from.x)} ${short(from.y)}Q${short(control.x)} ${short(control.y)} ${short(stop.x)} ${short(stop.y)}`;
  const marked = look === 'care' && state !== 'potential' && formality;
  return {
    id: connection.id, connection, look, path, tone, bend, end: tip,
    head: look === 'care' ? headAt(tip, angle, weight, size) : look === 'belongs' ? ringAt(tip, angle, size) : null,
    openHead: look === 'belongs' || state === 'engaged' || state === 'potential',
    weight: weight * size,
    dash,
    start: { mark: !marked ? null : formality === 'paid' ? 'square' : 'round', at: from, radius: startRadius(weight) * size },
    middle: along(from, control, stop, 0.5),
    mark: state === 'inactive' ? 'stopped' : state === 'potential' ? 'plus' : null,
    pieces: piecesOf(from, control, stop, tip),
  };
}

function piecesOf(from: Point, control: Point, stop: Point, tip: Point): Point[] {
  const length = Math.hypot(control.x - from.x, control.y - from.y) + Math.hypot(stop.x - control.x, stop.y - control.y);
  const count = Math.max(2, Math.min(MOST_PIECES, Math.ceil(length / PIECE)));
  return [...Array.from({ length: count + 1 }, (_, n) => along(from, control, stop, n / count)), tip];
}

/** The ring at the end of a line that says what someone belongs to. */
function ringAt(tip: Point, angle: number, size: number): string {
  const radius = RING * size;
  const [x, y] = [tip.x - 2 * radius * Math.cos(angle), tip.y - 2 * radius * Math.sin(angle)];
  return `M${short(x)} ${short(y)}A${short(radius)} ${short(radius)} 0 1 0 ${short(tip.x)} ${short(tip.y)}A${short(radius)} ${short(radius)} 0 1 0 ${short(x)} ${short(y)}Z`;
}
