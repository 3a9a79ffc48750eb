/**
 * A care map as one sheet of paper, as SVG: the one renderer of the print page, the API's pictures and
 * kept drawings. Pure: a document and choices in, text out; the same letters in a browser and on the server.
 */

import type { Box } from '../drawing/geometry';
import { careMapOf } from '../drawing/model';
import type { CareMap, Document, Id, Point } from '../drawing/model';
import { isolated } from '../drawing/scene';
import { counted, nameOf, ownerName, PRESENCES as RING_WORDS } from '../drawing/words';
import { dayInFull, listedShort } from './day';
import { belowRules, headingOf } from './heading';
import { INK } from './inks';
import { legend, legendSize } from './legend';
import type { Standing } from './legend';
import { lengthOf, tag, words } from './markup';
import type { Markup } from './markup';
import { NOT_HAPPENED } from './moment';
import type { Moment } from './moment';
import { withNames } from './names';
import { MARGIN, pageOf } from './page';
import type { Choices, Page } from './page';
import { upTo } from './parts';
import { picture } from './picture';
import type { Picture } from './picture';
import { widthOf, withoutFont } from './widths';

export interface Sheet {
  readonly svg: string;
  /** What the reader should know of this sheet, in sentences; they stand on it too. */
  readonly notes: readonly string[];
}

export const CHOICES: Choices = { paper: 'a4', way: 'landscape', names: 'full', part: 'further_away' };
export const FONTS = "'Noto Sans', 'Noto Sans Arabic', 'Noto Sans Hebrew', 'Noto Sans Bengali', 'Noto Sans Gujarati', 'Noto Sans Gurmukhi', 'Noto Sans Tamil', sans-serif";

/** Pixels of one rem on A4, before a crowded map is shrunk: as on the screen, then smaller. */
const SIZES = [16, 14, 12.5];
/** Drawn smaller than this, a map is hard to read. */
const HARD_TO_READ = 0.75;
/** So many names in a key are no trouble. */
const FEW = 10;
/** Room taken for the key leaves others without: it is made larger so often, then its letters smaller. */
const MOST_TRIES = 2;
/** How large the names of a key are, and how wide its columns; those of many are smaller. */
const KEY = { size: 10, column: 150 } as const;
const KEY_OF_MANY = { size: 7.5, column: 104 } as const;
const MANY = 60;
/** How large what stands at the foot is. */
const FOOT = 12.5;

/** Return a care map as one sheet. */
export function sheetOf(document: Document, moment: Moment, choices: Choices): Sheet {
  const whole = withNames(careMapOf(document), choices.names);
  const map = upTo(whole, choices.part);
  const page = pageOf(choices);
  const head = headingOf(map, moment, choices.names, page, frameWidth(page));
  const keyed = withKey(map, page, head.bottom);
  const notes = notesOf(whole, map, choices, keyed);
  const content = [
    tag('rect', { width: page.width, height: page.height, fill: INK.sheet }),
    ...head.markup,
    ...keyed.markup,
    ...keyOf(map, keyed.numbered, keyed.area, page),
    ...footing(map, notes, page),
  ];
  return { svg: svgOf(map, moment, notes, page, content), notes };
}

/** What has no room beside its figure is numbered and named in a key below, which makes the drawing smaller. */
function withKey(map: CareMap, page: Page, top: number): LaidOut {
  let [found, names] = [laidOut(map, page, top, 0), 0];
  for (let tries = 0; tries < MOST_TRIES && found.numbered.length > names; tries += 1) {
    names = found.numbered.length;
    found = laidOut(map, page, top, names);
  }
  return found;
}

function svgOf(map: CareMap, moment: Moment, notes: readonly string[], { width, height, mm }: Page, content: readonly Markup[]): string {
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg', width: `${mm[0]}mm`, height: `${mm[1]}mm`, viewBox: `0 0 ${lengthOf(width)} ${lengthOf(height)}`,
    'font-family': FONTS, role: 'img', 'aria-labelledby': 'sheet-title sheet-description',
  };
  return tag('svg', attributes,
    tag('title', { id: 'sheet-title' }, words(`${map.title}, ${moment.kept?.plan ? 'a plan of ' : ''}${dayInFull(moment.on)}`)),
    tag('desc', { id: 'sheet-description' }, words([moment.kept?.plan ? NOT_HAPPENED : '', summary(map), ...notes].filter(Boolean).join(' '))),
    content,
  );
}

interface LaidOut extends Picture { readonly area: Box }

/** The drawing in its frame below the head, with the legend beside or below it and room for a key of so many names. */
function laidOut(map: CareMap, page: Page, top: number, names: number): LaidOut {
  const { frame, beside, standing } = frames(page, top);
  const less = names > 0 ? keyHeight(names, frame.width, page.scale) : 0;
  const area = { ...frame, height: Math.max(frame.height / 3, frame.height - less) };
  const inner = { x: area.x + 4, y: area.y + 4, width: area.width - 8, height: area.height - 8 };
  const { markup, numbered, shrunk } = picture(map, inner, SIZES, page.scale);
  return {
    markup: [
      tag('rect', { ...area, rx: 8, fill: INK.ring4, stroke: INK.rule }),
      ...markup,
      ...legend(beside, standing, legendScale(page)),
    ],
    numbered,
    shrunk,
    area: { ...area, y: area.y + area.height, height: frame.height - area.height },
  };
}

/** Where the drawing's frame is, and where the legend begins. */
function frames(page: Page, top: number): { frame: Box; beside: Point; standing: Standing } {
  const { width, height, scale } = page;
  const standing = standingOf(page);
  const size = legendSize(standing, legendScale(page));
  const bottom = height - MARGIN - (4 + footLines(page) * 18) * scale;
  const frame = { x: MARGIN, y: top, width: frameWidth(page), height: bottom - top };
  if (standing === 'column') return { frame, beside: { x: width - MARGIN - size.width, y: belowRules(page) }, standing };
  return {
    frame: { ...frame, height: frame.height - size.height - 16 * scale },
    beside: { x: MARGIN, y: bottom - size.height - 4 * scale }, standing,
  };
}

function standingOf({ way }: Page): Standing {
  return way === 'landscape' ? 'column' : 'band';
}

/** How wide the drawing's frame is: a legend in a column leaves it less. */
function frameWidth(page: Page): number {
  const inside = page.width - 2 * MARGIN;
  const standing = standingOf(page);
  return standing === 'column' ? inside - legendSize(standing, page.scale).width - 12 * page.scale : inside;
}

/** How large the legend's text is: as everything, or as large as fits side by side. */
function legendScale(page: Page): number {
  const { width } = legendSize(standingOf(page), page.scale);
  return page.scale * Math.min(1, (page.width - 2 * MARGIN) / width);
}

/** How many lines stand at the foot: what is said there has no room beside each other on a sheet that stands. */
function footLines({ way }: Page): number {
  return way === 'landscape' ? 1 : 2;
}

function footing(map: CareMap, notes: readonly string[], page: Page): Markup[] {
  const { width, height, scale } = page;
  const y = height - MARGIN;
  const lines = footLines(page);
  const rule = height - MARGIN - (lines * 18 - 2) * scale;
  const owner = ownerName(map);
  const whose = owner ? `This map belongs to ${isolated(owner)}${owner.endsWith('.') ? '' : '.'} Please ask before you copy it.` : 'Please ask whose map this is before you copy it.';
  const how = notes.length > 0 ? notes.join(' ') : 'Nearer the middle means nearer in daily life. An arrow goes from the person who gives care to the one who gets it.';
  const [one, other] = [how, whose].map((text) => widthOf(text, FOOT, false)) as [number, number];
  const room = width - 2 * MARGIN;
  const size = lines === 1 ? Math.min(FOOT * scale, (FOOT * (room - 20 * scale)) / (one + other)) : Math.min(FOOT * scale, (FOOT * room) / Math.max(one, other));
  return [
    tag('path', { d: `M${lengthOf(MARGIN)} ${lengthOf(rule)}H${lengthOf(width - MARGIN)}`, stroke: INK.rule }),
    tag('text', { x: MARGIN, y: y - (lines - 1) * 17 * scale, 'font-size': size, fill: notes.length > 0 ? INK.ink : INK.soft }, words(how)),
    tag('text', { ...(lines === 1 ? { x: width - MARGIN, 'text-anchor': 'end' } : { x: MARGIN }), y, 'font-size': size, fill: INK.soft }, words(whose)),
  ];
}

/** How the names of a key stand: how large, in how many columns and rows, and how far apart the rows. */
function keyGrid(names: number, width: number, scale: number): { size: number; columns: number; rows: number; step: number } {
  const { size, column } = names > MANY ? KEY_OF_MANY : KEY;
  const columns = Math.max(1, Math.floor(width / (column * scale)));
  return { size: size * scale, columns, rows: Math.ceil(names / columns), step: (size + 1.6) * scale };
}

function keyHeight(names: number, width: number, scale: number): number {
  const { rows, step } = keyGrid(names, width, scale);
  return 18 * scale + rows * step;
}

/** The names that found no place beside their figures, by number. */
function keyOf(map: CareMap, numbered: readonly Id[], area: Box, { scale }: Page): Markup[] {
  if (numbered.length === 0) return [];
  const { size, columns, rows, step: most } = keyGrid(numbered.length, area.width, scale);
  const each = area.width / columns;
  const step = Math.min(most, (area.height - 18 * scale) / rows);
  return [
    tag('text', { x: area.x, y: area.y + 12 * scale, 'font-size': 10 * scale, 'font-weight': 700, fill: INK.ink }, words('Names that had no room, by number')),
    ...numbered.map((id, nth) => {
      const name = `${nth + 1} ${isolated(map.elements.get(id)?.name ?? '')}`;
      const [x, y] = [area.x + Math.floor(nth / rows) * each, area.y + 14 * scale + ((nth % rows) + 1) * step];
      return tag('text', { x, y, 'font-size': Math.min(size, step, (size * (each - 6)) / widthOf(name, size, false)), fill: INK.ink }, words(name));
    }),
  ];
}

function notesOf(whole: CareMap, map: CareMap, { paper, part }: Choices, { numbered, shrunk }: Picture): string[] {
  const notes: string[] = [];
  const left = whole.figures.size - map.figures.size;
  if (left > 0) notes.push(`${counted(left, 'figure')} further out than “${RING_WORDS[part]}” ${left === 1 ? 'is' : 'are'} not shown.`);
  if (shrunk < HARD_TO_READ || numbered.length > FEW) {
    const better = paper === 'a4' ? 'A3, or a part of the map, is better.' : 'A part of the map is better.';
    notes.push(`${counted(map.figures.size, 'figure')} are hard to read on ${paper.toUpperCase()}. ${better}`);
  }
  const strange = [...map.figures.keys()].map((id) => map.elements.get(id)?.name ?? '').filter((name) => withoutFont(name).length > 0);
  if (strange.length > 0) {
    const letters = [...new Set(strange.flatMap(withoutFont))];
    notes.push(`There is no font here for some letters of ${counted(strange.length, 'name')} (${listedShort(letters)}), which may print as boxes.`);
  }
  return notes;
}

/** Return the map in a few sentences, for those who hear it. */
function summary(map: CareMap): string {
  const [owner] = map.owner_elements;
  const care = [...map.connections.values()].filter(({ type, state }) => type === 'cares_for' && state !== 'potential' && state !== 'inactive');
  const gives = new Set(care.filter(({ from }) => from === owner).map(({ to }) => to)).size;
  const gets = new Set(care.filter(({ to }) => to === owner).map(({ from }) => from)).size;
  const called = owner ? nameOf(map, owner) || 'the person whose map this is' : 'the person whose map this is';
  const might = [...map.figures.values()].filter(({ potential }) => potential).length;
  return [
    `A drawing of ${counted(map.figures.size, 'figure')} and ${counted(map.connections.size, 'connection')} around ${called}.`,
    might > 0 ? `${might} might help.` : '',
    `Care goes from ${called} to ${gives}, and comes from ${gets}.`,
  ].filter(Boolean).join(' ');
}
