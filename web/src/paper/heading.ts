/** The head of a sheet: whose map it is, when it was drawn and with whom, and what was said of it. */

import { isolated } from '../drawing/scene';
import { capital } from '../drawing/words';
import type { CareMap } from '../drawing/model';
import { dayInFull } from './day';
import { INK } from './inks';
import { lengthOf, tag, words } from './markup';
import type { Markup } from './markup';
import { NOT_HAPPENED, sentenceShown, whenDrawn, whoWasThere } from './moment';
import type { Moment } from './moment';
import type { Names } from './names';
import { MARGIN } from './page';
import type { Page } from './page';
import { folded, widthOf } from './widths';

export interface Heading {
  readonly markup: readonly Markup[];
  /** Where the drawing may begin below it. */
  readonly bottom: number;
}

interface Remark { readonly text: string; readonly bold: boolean }

const TEXT = 14;
const LINE = 19;
/** The title begins beside the mark, and is at least and at most so large. */
const BESIDE_MARK = 39;
const [SMALLEST, LARGEST] = [15, 26];
/** What is said beside the title takes no more than this of the line. */
const MOST_BESIDE = 0.62;
/** Where more would be said, it ends in dots. */
const MOST_LINES = 6;
/** How far below the margin the second rule is, where the date stands beside the title or below it. */
const RULES = { landscape: 36, portrait: 57 } as const;
const BRAND = 'M4 36V16L20 4L36 16V36Z';
const TURNING = 'M11 20Q20 13 28 20M28.5 15V20.5H23M29 27Q20 34 12 27M11.5 32V26.5H17';

/** Return where what stands beside the drawing begins: below the rules. */
export function belowRules({ scale, way }: Pick<Page, 'scale' | 'way'>): number {
  return MARGIN + (RULES[way] + 5) * scale;
}

/** Return the head of a sheet; what was said of the drawing stands above it, no wider than `room`. */
export function headingOf(map: CareMap, moment: Moment, names: Names, page: Page, room: number): Heading {
  const { width, scale, way } = page;
  const wide = way === 'landscape';
  const inside = width - 2 * MARGIN;
  const when = whenDrawn(moment);
  const more = withWhomAndNext(map, moment, names);
  const said = widthOf(when, TEXT * scale, true) + widthOf(more, TEXT * scale, false);
  const fits = said < (wide ? MOST_BESIDE * inside : inside - BESIDE_MARK * scale);
  const beside = fits ? said : widthOf(when, TEXT * scale, true);
  const remarks = remarksOf(moment, names, fits ? '' : more.trim());
  const below = remarksBelow(remarks, room, page);
  return {
    markup: [
      mark(scale),
      title(map.title, inside - (BESIDE_MARK + (wide ? 24 : 0)) * scale - (wide ? beside : 0), scale),
      drawn(when, fits ? more : '', page),
      ...[RULES[way] - 3, RULES[way]].map((down) => tag('path', { d: `M${lengthOf(MARGIN)} ${lengthOf(MARGIN + down * scale)}H${lengthOf(width - MARGIN)}`, stroke: INK.brand, 'stroke-width': scale })),
      ...below.markup,
    ],
    bottom: below.bottom,
  };
}

/** Return what follows the date: " with Nadia Hassan. Next review by 22 May 2027." */
function withWhomAndNext(map: CareMap, moment: Moment, names: Names): string {
  const who = whoWasThere(moment, names);
  const next = map.review_on && !moment.kept?.plan ? ` Next review by ${dayInFull(map.review_on)}.` : '';
  return `${who ? ` ${who}` : '.'}${next}`;
}

/** Return what stands below the title, the most important first. */
function remarksOf(moment: Moment, names: Names, withWhom: string): Remark[] {
  return [
    { text: moment.kept?.plan ? NOT_HAPPENED : '', bold: true },
    { text: capital(withWhom), bold: false },
    { text: sentenceShown(moment, names), bold: false },
  ].filter(({ text }) => text);
}

function remarksBelow(remarks: readonly Remark[], room: number, page: Page): Heading {
  const size = TEXT * page.scale;
  const top = belowRules(page);
  const lines = remarks.flatMap(({ text, bold }) => folded(text, size, bold, room).map((line) => ({ text: line, bold })));
  const shown = lines.slice(0, MOST_LINES).map((line, nth) => (nth === MOST_LINES - 1 && lines.length > MOST_LINES ? { ...line, text: `${line.text} …` } : line));
  return {
    markup: shown.map(({ text, bold }, nth) =>
      tag('text', { x: MARGIN, y: top + (nth + 0.75) * LINE * page.scale, 'font-size': size, 'font-weight': bold ? 700 : null, fill: INK.ink }, words(isolated(text)))),
    bottom: shown.length > 0 ? top + (shown.length * LINE + 4) * page.scale : top,
  };
}

function mark(scale: number): Markup {
  const place = `translate(${lengthOf(MARGIN)} ${lengthOf(MARGIN)}) scale(${lengthOf(0.75 * scale)})`;
  return tag('g', { transform: place, 'stroke-linejoin': 'round', 'stroke-linecap': 'round' },
    tag('path', { d: BRAND, fill: INK.brandTint, stroke: INK.brand, 'stroke-width': 3 }),
    tag('path', { d: TURNING, fill: 'none', stroke: INK.ink, 'stroke-width': 2.6 }),
  );
}

function title(text: string, room: number, scale: number): Markup {
  const size = Math.max(SMALLEST * scale, Math.min(LARGEST * scale, (LARGEST * scale * room) / widthOf(text, LARGEST * scale, true)));
  const place = { x: MARGIN + BESIDE_MARK * scale, y: MARGIN + 25 * scale };
  return tag('text', { ...place, 'font-size': size, 'font-weight': 700, fill: INK.ink }, words(shortened(text, size, room)));
}

/** When it was drawn, at the end of the title's line or below it. */
function drawn(when: string, more: string, { width, scale, way }: Page): Markup {
  const base = MARGIN + 25 * scale;
  const place = way === 'landscape'
    ? { x: width - MARGIN, y: base - 4 * scale, 'text-anchor': 'end' }
    : { x: MARGIN + BESIDE_MARK * scale, y: base + 21 * scale };
  return tag('text', { ...place, 'font-size': TEXT * scale, fill: INK.ink }, tag('tspan', { 'font-weight': 700 }, words(when)), words(more));
}

/** Cut a text that is too wide. The picture's title has it whole. */
function shortened(text: string, size: number, room: number): string {
  const letters = [...text];
  while (letters.length > 12 && widthOf(`${letters.join('')}…`, size, true) > room) letters.pop();
  return letters.length < [...text].length ? `${letters.join('').trimEnd()}…` : text;
}
