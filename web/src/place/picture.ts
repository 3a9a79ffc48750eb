/**
 * The map of areas as SVG text: to be taken along as SVG or PNG, printed, or put into a report. It shows what the map
 * shows, of the same answer. Pure; every name in it is escaped (`paper/markup.ts`).
 */

import { lengthOf, tag, words, type Markup } from '../paper/markup';
import { symbol } from '../paper/symbols';
import { folded, widthOf } from '../paper/widths';
import { fillOf, isUntold, PAPER_FILLS, type Fills } from './fills';
import { fillName, legendRows, legendTitle, linesWords } from './legend-rows';
import { framed, outlineOf, scaleBar, type Frame } from './framing';
import { freeSpots, type Box } from './spots';
import { saidOf, sourceWords, type Area, type Asset, type Measure, type Places } from './words';

export interface MapScene {
  /** Begins the names of its parts, which are its own even where several stand on one page. */
  id: string;
  title: string;
  places: Places;
  measure: Measure;
  sheet: { readonly width: number; readonly height: number };
  fills?: Fills;
  /** The code of an area that is marked, and shown large with what lies around it. */
  area?: string | null;
}

interface Drawing extends Required<Pick<MapScene, 'id' | 'places' | 'measure' | 'fills'>> {
  frame: Frame;
  area: string | null;
}

/** The sheet of a picture that is taken along. */
export const SHEET = { width: 1600, height: 1130 } as const;
const EDGE = 60;
const SIDE = 370;
const FONT = 'Noto Sans, sans-serif';
const SYMBOL = 26;
const NAME = 14;

/** Return a picture of the map alone: whoever shows it says what it is and has the legend beside it. */
export function mapSvg({ id, title, places, measure, sheet, fills = PAPER_FILLS, area = null }: MapScene): string {
  const frame = framed(places, { x: 0, y: 0, ...sheet }, area);
  return whole(sheet, title, fills, drawn({ id, places, measure, fills, frame, area }));
}

/** Return a picture that stands by itself: with title, legend, and where the areas come from. */
export function mapSheet({ id, title, places, measure, fills = PAPER_FILLS }: Omit<MapScene, 'sheet'>): string {
  const heads = folded(title, 30, true, SHEET.width - 2 * EDGE);
  const feet = folded([sourceWords(places), ...(places.layer ? [places.layer.cautions[0] ?? ''] : [])].join(' '), 15, false, SHEET.width - 2 * EDGE);
  const top = 40 + heads.length * 38;
  const box = { x: EDGE, y: top, width: SHEET.width - 2 * EDGE - SIDE, height: SHEET.height - top - 40 - feet.length * 20 };
  const frame = framed(places, box, null);
  const ink = fills.inks;
  return whole(SHEET, title, fills, [
    ...drawn({ id, places, measure, fills, frame, area: null }),
    ...heads.map((line, nth) => text(EDGE, 56 + nth * 38, line, { 'font-size': 30, 'font-weight': 700, fill: ink.ink })),
    ...legend(places, measure, fills, id, SHEET.width - EDGE - SIDE + 40, top + 20),
    ...feet.map((line, nth) => text(EDGE, SHEET.height - 20 - (feet.length - 1 - nth) * 20, line, { 'font-size': 15, fill: ink.soft })),
  ]);
}

function whole({ width, height }: MapScene['sheet'], title: string, { inks }: Fills, parts: readonly Markup[]): string {
  return tag('svg', { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height },
    tag('title', {}, words(title)), tag('rect', { width, height, fill: inks.sheet }), parts);
}

function drawn(drawing: Drawing): Markup[] {
  const { id, places, fills: { inks }, frame: { box } } = drawing;
  const groups = together(places.assets, drawing.frame);
  const room = SYMBOL + 10; // with the number of those that stand there
  const symbols = groups.map(({ x, y }) => ({ x: x - SYMBOL / 2, y: y - room + SYMBOL / 2, width: room, height: room }));
  return [
    hatches(drawing),
    tag('clipPath', { id: `${id}-box` }, tag('rect', { ...box, rx: 14 })),
    tag('g', { 'clip-path': `url(#${id}-box)` },
      places.areas.map((area) => areaOf(area, drawing)),
      places.areas.flatMap((area) => hatchOf(area, drawing)),
      underlay(drawing),
      marked(drawing),
      linesOf(drawing),
      groups.map((group) => figureOf(group, drawing)),
      namesOf(groups, symbols, drawing),
      scaleOf(drawing),
    ),
    tag('rect', { ...box, rx: 14, fill: 'none', stroke: inks.rule, 'stroke-width': 1.5 }),
  ];
}

function areaOf(area: Area, { places, measure, fills, frame }: Drawing): Markup {
  const name = fillName(area, places, measure);
  const untold = isUntold(name);
  return tag('path', {
    d: outlineOf(area.geometry, frame), fill: fillOf(fills, name), 'fill-rule': 'evenodd', 'stroke-linejoin': 'round',
    stroke: untold ? fills.inks.edge : fills.inks.sheet, 'stroke-width': untold ? 1.25 : 2, 'stroke-dasharray': untold ? '4 3' : null,
  });
}

function hatches({ id, fills }: Pick<Drawing, 'id' | 'fills'>): Markup {
  const tile = { patternUnits: 'userSpaceOnUse', width: 10, height: 10 };
  return tag('defs', {},
    tag('pattern', { id: `${id}-gap`, ...tile, patternTransform: 'rotate(45)' }, tag('path', { d: 'M3 0V10', stroke: fills.gap, 'stroke-width': 2.5 })),
    tag('pattern', { id: `${id}-far`, ...tile }, tag('circle', { cx: 5, cy: 5, r: 1.6, fill: fills.inks.soft })),
    tag('marker', { id: `${id}-arrow`, viewBox: '0 0 10 10', refX: 8, refY: 5, markerWidth: 11, markerHeight: 11, markerUnits: 'userSpaceOnUse', orient: 'auto' },
      tag('path', { d: 'M0 0L10 5L0 10z', fill: fills.inks.ink })),
  );
}

function hatchOf(area: Area, { id, places: { layer }, frame }: Drawing): Markup[] {
  const hatch = layer?.areas[area.code]?.hatch;
  return hatch ? [tag('path', { d: outlineOf(area.geometry, frame), fill: `url(#${id}-${hatch})` })] : [];
}

function underlay({ places, fills, frame }: Drawing): Markup[] {
  return places.underlay.filter(({ geometry }) => geometry['type'] !== 'Point').map(({ feature, geometry }) => {
    const d = outlineOf(geometry, frame);
    if (feature === 'park') return tag('path', { d, fill: fills.park, 'fill-opacity': 0.22, stroke: fills.park, 'stroke-dasharray': '2 3' });
    if (feature === 'street') return tag('path', { d, fill: 'none', stroke: fills.inks.sheet, 'stroke-opacity': 0.75, 'stroke-width': 2, 'stroke-dasharray': '7 3' });
    const isLine = String(geometry['type']).endsWith('LineString');
    return tag('path', { d, fill: isLine ? 'none' : fills.water, stroke: isLine ? fills.water : fills.inks.sheet, 'stroke-width': isLine ? 6 : 2 });
  });
}

function marked({ places, fills, frame, area }: Drawing): Markup[] {
  const one = places.areas.find(({ code }) => code === area);
  return one ? [tag('path', { d: outlineOf(one.geometry, frame), fill: 'none', stroke: fills.inks.ink, 'stroke-width': 4, 'stroke-linejoin': 'round' })] : [];
}

function linesOf({ id, places: { layer }, fills: { inks }, frame }: Drawing): Markup[] {
  return (layer?.lines ?? []).map(({ start, end, weight, directed }) => {
    const [[x1, y1], [x2, y2]] = [frame.at(start), frame.at(end)];
    const bow = [(x1 + x2) / 2 + 0.16 * (y2 - y1), (y1 + y2) / 2 - 0.16 * (x2 - x1)] as const;
    return tag('path', {
      d: directed ? `M${at(x1, y1)}Q${at(...bow)} ${at(x2, y2)}` : `M${at(x1, y1)}L${at(x2, y2)}`,
      fill: 'none', stroke: inks.ink, 'stroke-opacity': 0.85, 'stroke-linecap': 'round', 'stroke-width': directed ? 1 + weight : 3,
      'stroke-dasharray': directed ? null : '2 7', 'marker-end': directed ? `url(#${id}-arrow)` : null,
    });
  });
}

interface Group { x: number; y: number; assets: Asset[] }

/** What stands at one spot, or too near each other to be told apart, is one symbol with its number. */
function together(assets: readonly Asset[], frame: Frame): Group[] {
  const groups: Group[] = [];
  for (const asset of assets) {
    const [x, y] = frame.at([asset.lon, asset.lat]);
    const near = groups.find((one) => Math.abs(one.x - x) < SYMBOL * 0.8 && Math.abs(one.y - y) < SYMBOL * 0.8);
    if (near) near.assets.push(asset);
    else if (frame.holds(x, y)) groups.push({ x, y, assets: [asset] });
  }
  return groups;
}

function figureOf({ x, y, assets }: Group, { fills: { inks } }: Drawing): Markup {
  const [{ kind, sector }] = assets as [Asset];
  const figure = symbol({ kind, sector, individual: false, child: false, roles: [] }, {}, inks);
  const many = assets.length > 1 ? [
    tag('circle', { cx: x + 13, cy: y - 11, r: 9, fill: inks.sheet, stroke: inks.ink, 'stroke-width': 1.5 }),
    text(x + 13, y - 6.6, String(assets.length), { 'font-size': 12, 'font-weight': 700, 'text-anchor': 'middle', fill: inks.ink }),
  ] : [];
  return tag('g', {}, tag('g', { transform: `translate(${at(x, y)}) scale(${lengthOf(SYMBOL / 48)})` }, figure), many);
}

/** Names where they hide neither a symbol nor another name: areas first, the marked one before all. */
function namesOf(groups: readonly Group[], symbols: readonly Box[], { places, measure, fills: { inks }, frame, area }: Drawing): Markup[] {
  const ofAreas = [...places.areas]
    .sort((one, other) => Number(other.code === area) - Number(one.code === area))
    .map((one) => ({ at: frame.at([one.lon, one.lat]), lines: [one.name, saidOf(one, places, measure)], bold: true, spots: around }))
    .filter(({ at: [x, y] }) => frame.holds(x, y));
  const ofAssets = groups.filter(({ assets }) => assets.length === 1)
    .map(({ x, y, assets }) => ({ at: [x, y] as const, lines: [assets[0]?.label ?? ''], bold: false, spots: beside }));
  const wanted = [...ofAreas, ...ofAssets].map((one) => {
    const lines = one.lines.map((line, nth) => cut(line, one.bold && nth === 0));
    const size = { width: Math.max(...lines.map((line) => widthOf(line, NAME, one.bold))) + 12, height: lines.length * NAME * 1.25 + 5 };
    const spots = one.spots(size.width, size.height).map(([x, y]) => [one.at[0] + x, one.at[1] + y] as const);
    return { ...one, ...size, lines, spots };
  });
  return freeSpots(wanted, symbols, frame.box).flatMap((spot, nth) => {
    const one = wanted[nth];
    if (!spot || !one) return [];
    const [left, top] = [spot[0] - one.width / 2, spot[1] - one.height / 2];
    return [
      tag('rect', { x: left, y: top, width: one.width, height: one.height, rx: 5, fill: inks.sheet, 'fill-opacity': 0.92 }),
      ...one.lines.map((line, row) => text(spot[0], top + 1 + NAME * (1 + 1.25 * row), line, {
        'font-size': NAME, 'font-weight': one.bold && row === 0 ? 700 : 400, 'text-anchor': 'middle', fill: inks.ink,
      })),
    ];
  });
}

function around(width: number, height: number): readonly (readonly [number, number])[] {
  const [x, y, far] = [width * 0.4, height * 0.7, (SYMBOL + height) / 2 + 11];
  return [[0, 0], [0, -y], [0, y], [0, -far], [0, far], [x, 0], [-x, 0], [x, -y], [-x, -y], [x, y], [-x, y]];
}

function beside(width: number, height: number): readonly (readonly [number, number])[] {
  const [x, y] = [(SYMBOL + width) / 2, (SYMBOL + height) / 2];
  return [[0, y], [x, 0], [-x, 0], [0, -y]];
}

function cut(name: string, bold: boolean): string {
  const [first, ...more] = folded(name, NAME, bold, 190);
  return more.length > 0 ? `${first ?? ''}…` : (first ?? '');
}

function scaleOf({ fills: { inks }, frame }: Drawing): Markup[] {
  const { length, words: said } = scaleBar(frame);
  const [right, bottom] = [frame.box.x + frame.box.width - 18, frame.box.y + frame.box.height - 14];
  const halo = { stroke: inks.sheet, 'stroke-width': 3.5, 'paint-order': 'stroke' };
  return [
    tag('path', { d: `M${at(right - length, bottom - 6)}v6h${lengthOf(length)}v-6`, fill: 'none', stroke: inks.sheet, 'stroke-width': 5 }),
    tag('path', { d: `M${at(right - length, bottom - 6)}v6h${lengthOf(length)}v-6`, fill: 'none', stroke: inks.ink, 'stroke-width': 2 }),
    text(right - length, bottom - 11, said, { 'font-size': NAME, fill: inks.ink, ...halo }),
  ];
}

function legend(places: Places, measure: Measure, fills: Fills, id: string, x: number, y: number): Markup[] {
  const { inks } = fills;
  const made: Markup[] = [];
  let down = y;
  const say = (line: string, left: number, bold: boolean) => {
    for (const one of folded(line, 17, bold, SIDE - 40 - left)) {
      made.push(text(x + left, down, one, { 'font-size': 17, 'font-weight': bold ? 700 : 400, fill: inks.ink }));
      down += 23;
    }
    down += 6;
  };
  say(legendTitle(places, measure), 0, true);
  for (const row of legendRows(places, measure)) {
    made.push(...swatch(row, fills, id, x, down - 15));
    say(row.words, 44, false);
  }
  const lines = linesWords(places);
  if (lines) say(lines, 0, false);
  return made;
}

/** Return the little picture that stands before a line of the legend. */
export function swatch(row: { fill: string; hatch: string | null }, fills: Fills, id: string, x = 1, y = 1): Markup[] {
  const box = { x, y, width: 32, height: 18, rx: 3 };
  return [
    tag('rect', { ...box, fill: fillOf(fills, row.fill), stroke: fills.inks.edge, 'stroke-width': 1, 'stroke-dasharray': isUntold(row.fill) ? '4 3' : null }),
    ...(row.hatch ? [tag('rect', { ...box, fill: `url(#${id}-${row.hatch})` })] : []),
  ];
}

function text(x: number, y: number, said: string, look: Readonly<Record<string, string | number>>): Markup {
  return tag('text', { x, y, 'font-family': FONT, ...look }, words(said));
}

function at(x: number, y: number): string {
  return `${lengthOf(x)} ${lengthOf(y)}`;
}
