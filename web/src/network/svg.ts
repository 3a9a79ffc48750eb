/** The picture of a network as SVG text, in the inks of paper: to be printed, or taken along as SVG or PNG. Pure. */

import type { ViewConnection, ViewElement } from '../api/shapes';
import { INK } from '../paper/inks';
import { tag, words, type Markup } from '../paper/markup';
import { symbol } from '../paper/symbols';
import { widthOf } from '../paper/widths';
import { LINES, strongestFirst } from './lines';
import { named, type Box, type Named } from './naming';
import type { Share } from './places';

export interface Scene {
  title: string;
  /** What it shows, in a sentence that stands under it; none where the page says it. */
  note: string | null;
  elements: readonly ViewElement[];
  connections: readonly ViewConnection[];
  /** Where the middle of each is, as shares of width and height. */
  places: ReadonlyMap<string, Share>;
  sheet?: { readonly width: number; readonly height: number };
  /** Whose name is written, where there is room; everybody's by default. */
  isNamed?: (element: ViewElement) => boolean;
}

/** The sheet of a picture that is taken along. */
export const SHEET = { width: 1600, height: 1130 } as const;
const EDGE = 70;
/** Room for the title above and the note below. */
const [HEAD, FOOT] = [90, 70];
/** So many letters of a name are written. */
const LETTERS = 26;
const FONT = 'Noto Sans, sans-serif';

interface Placed {
  element: ViewElement;
  x: number;
  y: number;
}

/** Return the picture as one SVG document. */
export function svgOf({ title, note, elements, connections, places, sheet = SHEET, isNamed = () => true }: Scene): string {
  const { width, height } = sheet;
  const edge = note === null ? EDGE / 2 : EDGE;
  const [top, bottom] = note === null ? [edge, height - edge] : [HEAD, height - FOOT];
  const figures = elements.flatMap((element): Placed[] => {
    const share = places.get(element.id);
    return share ? [{ element, x: edge + share.x * (width - 2 * edge), y: top + share.y * (bottom - top) }] : [];
  });
  const at = new Map(figures.map((one) => [one.element.id, one]));
  const scale = Math.min(1, Math.max(0.25, Math.sqrt((90 * width * height) / (SHEET.width * SHEET.height) / Math.max(1, elements.length))));
  const text = { 'font-family': FONT, fill: INK.ink };
  return tag('svg', { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height },
    tag('title', {}, words(title)),
    tag('rect', { width, height, fill: INK.sheet }),
    note === null ? [] : tag('text', { ...text, x: EDGE, y: 48, 'font-size': 30, 'font-weight': 700 }, words(title)),
    linesOf(connections, at),
    figures.map(({ element, x, y }) =>
      tag('g', { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale.toFixed(2)})` }, symbol({ ...element, child: false })),
    ),
    namesOf(figures.filter(({ element }) => isNamed(element)), figures, connections, scale, { left: 0, top: top - edge / 2, width, height: bottom - top + edge }),
    note === null ? [] : tag('text', { ...text, x: EDGE, y: height - 22, 'font-size': 15 }, words(note)),
  );
}

function linesOf(connections: readonly ViewConnection[], at: ReadonlyMap<string, Placed>): Markup[] {
  const drawn = new Set<string>();
  return strongestFirst(connections).flatMap(({ from, to, state }) => {
    const [one, other, pair] = [at.get(from), at.get(to), [from, to].sort().join(' ')];
    if (!one || !other || drawn.has(pair)) return [];
    drawn.add(pair);
    const look = LINES[state];
    return [
      tag('path', {
        d: `M${one.x.toFixed(1)} ${one.y.toFixed(1)}L${other.x.toFixed(1)} ${other.y.toFixed(1)}`,
        stroke: look.colour === '--brand' ? INK.brand : look.colour === '--ink' ? INK.ink : INK.faint,
        'stroke-width': look.width, 'stroke-dasharray': look.dash?.join(' ') ?? null, 'stroke-opacity': 0.6, fill: 'none',
      }),
    ];
  });
}

/** Names that cover neither a figure nor each other: bodies first, and whoever is connected most. */
function namesOf(
  wanted: readonly Placed[],
  figures: readonly Placed[],
  connections: readonly ViewConnection[],
  scale: number,
  sheet: Box,
): Markup[] {
  const [size, half] = [Math.max(12.5, 14 * scale), 22 * scale];
  const degree = new Map<string, number>();
  for (const { from, to } of connections) for (const end of [from, to]) degree.set(end, (degree.get(end) ?? 0) + 1);
  const weight = ({ element }: Placed) => (element.kind === 'person' ? 0 : 10_000) + (degree.get(element.id) ?? 0);
  const label = new Map(wanted.map(({ element }) => [element.id, shortened(element.label)]));
  const asked = [...wanted]
    .sort((one, other) => weight(other) - weight(one))
    .map(({ element: { id }, x, y }): Named => ({ id, x, y, size: half, width: widthOf(label.get(id) ?? '', size, false), height: size * 1.2 }));
  const taken = figures.map(({ x, y }): Box => ({ left: x - half, top: y - half, width: 2 * half, height: 2 * half }));
  return [...named(asked, taken, sheet)].map(([id, box]) =>
    tag('text', {
      x: box.left + box.width / 2, y: box.top + size, 'font-family': FONT, 'font-size': size, 'text-anchor': 'middle',
      fill: INK.ink, stroke: INK.sheet, 'stroke-width': 3, 'paint-order': 'stroke',
    }, words(label.get(id) ?? '')),
  );
}

function shortened(name: string): string {
  const letters = [...name];
  return letters.length > LETTERS ? `${letters.slice(0, LETTERS - 1).join('')}…` : name;
}
