/** The drawing of a map inside a box of the paper: shapes first, then every text in the paper's own places. */

import { arrowsOf } from '../drawing/arrows';
import type { Arrow } from '../drawing/arrows';
import { figureScale } from '../drawing/geometry';
import type { Box } from '../drawing/geometry';
import type { Placed } from '../drawing/labels';
import type { CareMap, Id, Point } from '../drawing/model';
import { contentOf, labelMargin, labelsOf, ringNames } from '../drawing/scene';
import { ground } from './ground';
import { INK } from './inks';
import { lengthOf, tag, words } from './markup';
import type { Markup } from './markup';
import { arrow, symbol } from './symbols';
import { widthOf } from './widths';

const LARGEST_ZOOM = 1.7;
const LINE_HEIGHT = 1.2;
/** What a figure and its name need of the paper, in square pixels, and the least that names are shrunk to. */
const ROOM_EACH = 5_600;
const SMALLEST_NAMES = 0.5;
/** The same of a figure with a number alone. */
const ROOM_UNNAMED = 8_000;
const SMALLEST = 0.25;

interface Look {
  readonly 'text-anchor': string; readonly 'font-size': number; readonly 'font-weight'?: number | null; readonly fill: string;
  readonly stroke: string; readonly 'stroke-width': number;
}

export interface Picture {
  readonly markup: readonly Markup[];
  /** Those whose names found no place beside them, in the order of their numbers. */
  readonly numbered: readonly Id[];
  /** How large everything is drawn, against the screen. */
  readonly shrunk: number;
}

/**
 * What a map looks like in a box. `sizes` are pixels of one rem, the first choice first. Figures, lines and
 * names are drawn `largest` times as large as on the screen, and a crowded map smaller as a whole.
 */
export function picture(map: CareMap, on: Box, sizes: readonly number[], largest = 1): Picture {
  const shrunk = shrinking(map, on, largest);
  const crowded = shrunk < SMALLEST_NAMES;
  const box = { x: on.x / shrunk, y: on.y / shrunk, width: on.width / shrunk, height: on.height / shrunk };
  const content = contentOf(map);
  const room = box.width - 2 * labelMargin(sizes[0] ?? 16);
  const zoom = Math.min(room / content.width, box.height / content.height, LARGEST_ZOOM / shrunk);
  const origin = {
    x: box.x + box.width / 2 - (content.x + content.width / 2) * zoom,
    y: box.y + box.height / 2 - (content.y + content.height / 2) * zoom,
  };
  const arrows = arrowsOf(map, zoom);
  const { labels, rem } = crowded ? labelled(ownersAlone(map), [], zoom, sizes) : labelled(map, arrows, zoom, sizes);
  const numbered = [...map.figures.keys()].filter((id) => !labels.has(id) && map.elements.get(id)?.name);
  const paper = { map, origin, zoom, shrunk };
  return {
    markup: [
      tag('g', { transform: `translate(${lengthOf(origin.x * shrunk)} ${lengthOf(origin.y * shrunk)}) scale(${shrunk})` }, shapes(map, arrows, zoom)),
      ...ringNames({ map, zoom, rem, measure: widthOf }).map(({ text, x, y }) =>
        writing(paper, { x, y }, text, { 'text-anchor': 'middle', 'font-size': 0.8125 * rem, fill: INK.soft, stroke: INK.ring2, 'stroke-width': 3 })),
      ...[...labels.values()].flatMap((label) => labelText(label, paper)),
      ...numbered.map((id, nth) => numberBeside(id, nth + 1, paper)),
    ],
    numbered,
    shrunk,
  };
}

/** Return how much smaller a crowded map is drawn, so that every figure has room for itself and its name. */
function shrinking(map: CareMap, { width, height }: Box, largest: number): number {
  const room = (width * height) / Math.max(1, map.figures.size);
  const named = Math.min(largest, Math.sqrt(room / ROOM_EACH));
  const shrunk = named < SMALLEST_NAMES ? Math.min(Math.sqrt(room / ROOM_UNNAMED), SMALLEST_NAMES - 0.01) : named;
  return Math.round(100 * Math.max(SMALLEST, shrunk)) / 100;
}

/** Where names would be too small to read, only the owner's stands beside its figure: a number stands for each other. */
function ownersAlone(map: CareMap): CareMap {
  return { ...map, figures: new Map([...map.figures].filter(([id]) => map.owner_elements.includes(id))), connections: new Map() };
}

/** Place the labels, smaller and smaller until all have a place. */
function labelled(map: CareMap, arrows: readonly Arrow[], zoom: number, sizes: readonly number[]): { labels: Map<Id, Placed>; rem: number } {
  let best = { labels: new Map<Id, Placed>(), rem: sizes[0] ?? 16 };
  for (const rem of sizes) {
    const labels = labelsOf({ map, zoom, rem, measure: widthOf, chosen: null }, arrows, new Map());
    if (labels.size > best.labels.size) best = { labels, rem };
    if (labels.size === map.figures.size) break;
  }
  return best;
}

function shapes(map: CareMap, arrows: readonly Arrow[], zoom: number): Markup[] {
  const scale = figureScale(zoom);
  const figures = [...map.figures].flatMap(([id, { x, y, potential }]) => {
    const element = map.elements.get(id);
    if (!element) return [];
    const place = `translate(${lengthOf(x * zoom)} ${lengthOf(y * zoom)}) scale(${lengthOf(scale)})`;
    return [tag('g', { transform: place }, symbol(element, { potential, owner: map.owner_elements.includes(id) }))];
  });
  return [...ground(map, zoom), ...arrows.map((one) => arrow(one)), ...figures];
}

interface Paper { readonly map: CareMap; readonly origin: Point; readonly zoom: number; readonly shrunk: number }

function labelText(label: Placed, paper: Paper): Markup[] {
  const { map, zoom } = paper;
  const figure = map.figures.get(label.id);
  if (!figure) return [];
  const [left, top] = [figure.x * zoom, figure.y * zoom];
  const x = left + label.dx;
  let y = top + label.dy;
  const lines = label.lines.flatMap(({ text, size, bold }) => {
    y += size * LINE_HEIGHT;
    if (!text) return [];
    const look = { 'text-anchor': label.anchor, 'font-size': size, 'font-weight': bold ? 700 : null, fill: figure.potential ? INK.soft : INK.ink };
    return [writing(paper, { x, y: y - size * 0.26 }, text, { ...look, stroke: INK.sheet, 'stroke-width': 3.5 })];
  });
  return label.leader ? [leader(label.leader, { x: left, y: top }, paper), ...lines] : lines;
}

/** A thin line from a label that stands further off to its figure. */
function leader([from, to]: readonly [Point, Point], at: Point, { origin, shrunk }: Paper): Markup {
  const place = ({ x, y }: Point) => `${lengthOf((origin.x + at.x + x) * shrunk)} ${lengthOf((origin.y + at.y + y) * shrunk)}`;
  return tag('path', { d: `M${place(from)}L${place(to)}`, fill: 'none', stroke: INK.soft, 'stroke-width': shrunk });
}

function numberBeside(id: Id, number: number, paper: Paper): Markup {
  const { map, zoom, shrunk } = paper;
  const { x, y } = map.figures.get(id) ?? { x: 0, y: 0 };
  const size = shrunk < SMALLEST_NAMES ? 6 : 8.5;
  const at = { x: x * zoom, y: y * zoom + 24 * figureScale(zoom) + (0.8 * size) / shrunk };
  const look = { 'text-anchor': 'middle', 'font-size': size / shrunk, 'font-weight': 700, fill: INK.ink };
  return writing(paper, at, String(number), { ...look, stroke: INK.sheet, 'stroke-width': (0.3 * size) / shrunk });
}

/** A text at a point of the drawing, in the paper's own units, with an outline that keeps lines off it. */
function writing({ origin, shrunk }: Paper, at: Point, text: string, look: Look): Markup {
  return tag('text', {
    x: (origin.x + at.x) * shrunk, y: (origin.y + at.y) * shrunk, 'text-anchor': look['text-anchor'],
    'font-size': look['font-size'] * shrunk, 'font-weight': look['font-weight'], fill: look.fill,
    stroke: look.stroke, 'stroke-width': look['stroke-width'] * shrunk, 'stroke-linejoin': 'round', 'paint-order': 'stroke',
  }, words(text));
}
