/**
 * What the drawing shows of a map at one zoom, in pixels from the middle of the sheet: labels, ring
 * names, and what part of the sheet holds them. Pure: how wide a text is comes from whoever asks.
 */

import type { Arrow } from './arrows';
import { moved, overlap, scaled } from './boxes';
import type { Box } from './boxes';
import { figureScale, houseWalls, symbolBox, symbolParts } from './geometry';
import { broken, placeLabels } from './labels';
import type { LabelLine, Labelled, Placed } from './labels';
import { PAPER, RINGS } from './model';
import type { CareMap, Id } from './model';
import { PRESENCES, underName } from './words';

export type MeasureText = (text: string, size: number, bold: boolean) => number;

export interface RingName { readonly text: string; readonly x: number; readonly y: number; readonly box: Box }

export interface Look {
  readonly map: CareMap;
  readonly zoom: number;
  /** Pixels of one rem: labels follow the reader's text size. */
  readonly rem: number;
  readonly measure: MeasureText;
  readonly chosen: Id | null;
  /** Others whose labels are never hidden, such as those that are brought out. */
  readonly kept?: ReadonlySet<Id> | undefined;
}

/** Room for labels beside the map, in rem. */
const MARGIN = 1.5;
/** Where a ring's name may stand along its top, as shares of half its width: the middle first. */
const ALONG_A_RING = [0, -0.15, 0.15, -0.3, 0.3, -0.45, 0.45, -0.6, 0.6];
const NAME = 0.875;
const UNDER = 0.8125;
const OWNER = 1;
const NO_SECOND_LINE = 0.62;
/** Zoomed out further than this, labels without room are hidden. */
const SOME_HIDDEN = 0.75;
/** Owner's and chosen figure's labels find their places before all others. */
const FIRST = 1_000;

/** Return the part of the sheet that holds the rings and everyone drawn. */
export function contentOf(map: CareMap): Box {
  const [, wide, high] = RINGS.at(-1) ?? ['', PAPER.width / 2, PAPER.height / 2];
  const [xs, ys] = [[-wide - 8, wide + 8], [-high - 12, high + 12]];
  for (const { x, y } of map.figures.values()) {
    xs.push(x - 52, x + 52);
    ys.push(y - 45, y + 70);
  }
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** Return how much room for labels is left on either side of the map, in pixels. */
export function labelMargin(rem: number): number {
  return MARGIN * rem;
}

/** Return the paper that labels may stand on, in pixels: the map, and room for labels at its edge. */
export function paperOf(map: CareMap, zoom: number, rem: number): Box {
  const { x, y, width, height } = scaled(contentOf(map), zoom);
  const margin = labelMargin(rem);
  return { x: x - margin, y, width: width + 2 * margin, height };
}

const LETTER = /\p{L}/u;
/** No script before this sign is written from right to left: most texts need no closer look, which costs a millisecond the first time. */
const FIRST_LEFTWARD = 0x590;
const LEFTWARD = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** Return text that is written from right to left so that it stays whole among labels that are placed from the left. */
export function isolated(text: string): string {
  let code = 0;
  for (let n = 0; n < text.length && code < FIRST_LEFTWARD; n += 1) code = text.charCodeAt(n);
  if (code < FIRST_LEFTWARD) return text;
  const first = LETTER.exec(text)?.[0] ?? '';
  return LEFTWARD.test(first) ? `\u2067${text}\u2069` : text;
}

/** Where figures' symbols are, in pixels. */
function symbolsOf(map: CareMap, zoom: number): Box[] {
  const scale = figureScale(zoom);
  return [...map.figures].flatMap(([id, { x, y }]) => {
    const element = map.elements.get(id);
    const box = element && scaled(symbolBox(element, map.owner_elements.includes(id)), scale);
    return box ? [moved(box, { x: x * zoom, y: y * zoom })] : [];
  });
}

/** Return the names of the rings: inside the top edge of each where nobody stands, or hides least of it, and the last in a corner of the paper. */
export function ringNames({ map, zoom, rem, measure }: Omit<Look, 'chosen'>): RingName[] {
  const size = UNDER * rem;
  const paper = scaled(contentOf(map), zoom);
  const last = 'Further away';
  const width = measure(last, size, false);
  const [x, y] = [paper.x + paper.width - 12 - width / 2, paper.y + 12 + size];
  const corner = { text: last, x, y, box: { x: x - width / 2, y: y - size, width, height: size * 1.25 } };
  const symbols = symbolsOf(map, zoom);
  const names = RINGS.map(([presence, wide, high]): RingName => {
    const text = PRESENCES[presence].replace(/^./, (first) => first.toUpperCase());
    const width = measure(text, size, false);
    const spot = (share: number): RingName => {
      const x = share * wide * zoom;
      const y = -high * zoom * Math.sqrt(1 - share ** 2) + size * 1.15;
      return { text, x, y, box: { x: x - width / 2, y: y - size, width, height: size * 1.25 } };
    };
    const covered = ({ box }: RingName) => symbols.reduce((sum, symbol) => sum + overlap(box, symbol), 0);
    let [best, least] = [spot(0), Infinity];
    for (const share of ALONG_A_RING) {
      const one = spot(share);
      const cover = covered(one);
      if (cover < least) [best, least] = [one, cover];
      if (least === 0) break;
    }
    return best;
  });
  return [...names, corner];
}

/** Return the lines of a figure's label. */
export function labelLines({ map, zoom, rem, measure }: Look, id: Id): LabelLine[] {
  const element = map.elements.get(id);
  if (!element) return [];
  const owner = map.owner_elements.includes(id);
  const line = (text: string, share: number, bold: boolean): LabelLine => {
    const size = share * rem;
    return { text: isolated(text), size, bold, width: measure(text, size, bold) };
  };
  const name = broken(element.name).filter(Boolean).map((text) => line(text, owner ? OWNER : NAME, true));
  const under = zoom < NO_SECOND_LINE ? '' : underName(map, id);
  const short = [...under].length > 34 ? `${[...under].slice(0, 33).join('')}…` : under;
  return short ? [...name, line(short, UNDER, false)] : name;
}

/** Place every label of the drawing. */
export function labelsOf(look: Look, arrows: readonly Arrow[], before: ReadonlyMap<Id, number>): Map<Id, Placed> {
  const { map, zoom, chosen } = look;
  const scale = figureScale(zoom);
  const near = new Set<Id>([...map.owner_elements, ...(look.kept ?? [])]);
  if (chosen) near.add(chosen);
  const ties = new Map<Id, number>();
  for (const { id, from, to } of map.connections.values()) {
    ties.set(from, (ties.get(from) ?? 0) + 1);
    ties.set(to, (ties.get(to) ?? 0) + 1);
    if (chosen === from || chosen === to || chosen === id) near.add(from).add(to);
  }
  const figures = [...map.figures].flatMap(([id, { x, y }]): Labelled[] => {
    const element = map.elements.get(id);
    if (!element) return [];
    const owner = map.owner_elements.includes(id);
    return [{
      id,
      at: { x: x * zoom, y: y * zoom },
      box: scaled(symbolBox(element, owner), scale),
      parts: symbolParts(element, owner).map((part) => scaled(part, scale)),
      lines: labelLines(look, id),
      keep: near.has(id),
      ties: (ties.get(id) ?? 0) + (owner || id === chosen ? FIRST : 0),
    }];
  });
  return placeLabels(
    figures,
    {
      paper: paperOf(map, zoom, look.rem),
      curves: arrows.map(({ pieces }) => pieces),
      walls: [...map.households.values()].flatMap((home) => houseWalls(home, zoom)),
      ringNames: ringNames(look).map(({ box }) => box),
      hides: zoom < SOME_HIDDEN,
    },
    before,
  );
}
