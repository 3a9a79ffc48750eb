/** The picture of a network as SVG text, in the inks of paper: to be taken along as SVG or PNG. Pure. */

import type { ViewConnection, ViewElement } from '../api/shapes';
import { INK } from '../paper/inks';
import { tag, words, type Markup } from '../paper/markup';
import { symbol } from '../paper/symbols';
import { LINES, strongestFirst } from './lines';

export interface Scene {
  title: string;
  /** What it shows, in a sentence that stands under it. */
  note: string;
  elements: readonly ViewElement[];
  connections: readonly ViewConnection[];
  /** Where the middle of each is, as shares of width and height. */
  places: ReadonlyMap<string, { readonly x: number; readonly y: number }>;
}

export const WIDTH = 1600;
export const HEIGHT = 1130;
const TOP = 90;
const EDGE = 70;
/** So many letters of a name are written. */
const LETTERS = 26;

/** Return the picture as one SVG document. */
export function svgOf({ title, note, elements, connections, places }: Scene): string {
  const at = (id: string) => {
    const place = places.get(id);
    return place && { x: EDGE + place.x * (WIDTH - 2 * EDGE), y: TOP + place.y * (HEIGHT - TOP - EDGE) };
  };
  const scale = Math.min(1, Math.max(0.25, Math.sqrt(90 / Math.max(1, elements.length))));
  const lines = linesOf(connections, at);
  const figures = elements.flatMap((element) => {
    const place = at(element.id);
    if (!place) return [];
    const transform = `translate(${place.x.toFixed(1)} ${place.y.toFixed(1)}) scale(${scale.toFixed(2)})`;
    return [tag('g', { transform }, symbol({ ...element, child: false })), name(element.label, place, scale)];
  });
  const text = { 'font-family': 'Noto Sans, sans-serif', fill: INK.ink };
  return tag('svg', { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT },
    tag('title', {}, words(title)),
    tag('rect', { width: WIDTH, height: HEIGHT, fill: INK.sheet }),
    tag('text', { ...text, x: EDGE, y: 48, 'font-size': 30, 'font-weight': 700 }, words(title)),
    lines,
    figures,
    tag('text', { ...text, x: EDGE, y: HEIGHT - 22, 'font-size': 15 }, words(note)),
  );
}

function linesOf(
  connections: readonly ViewConnection[],
  at: (id: string) => { x: number; y: number } | undefined,
): Markup[] {
  const drawn = new Set<string>();
  return strongestFirst(connections).flatMap(({ from, to, state }) => {
    const [one, other, pair] = [at(from), at(to), [from, to].sort().join(' ')];
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

function name(label: string, { x, y }: { x: number; y: number }, scale: number): Markup {
  const letters = [...label];
  return tag('text', {
    x, y: y + 34 * scale + 8, 'font-family': 'Noto Sans, sans-serif', 'font-size': Math.max(7, 14 * scale), 'text-anchor': 'middle',
    fill: INK.ink, stroke: INK.sheet, 'stroke-width': 3, 'paint-order': 'stroke',
  }, words(letters.length > LETTERS ? `${letters.slice(0, LETTERS - 1).join('')}…` : label));
}
