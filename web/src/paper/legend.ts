/** The legend: what every symbol and line means, so that paper can be read with nobody there to ask. */

import type { Drawn } from '../drawing/geometry';
import type { Connection, ConnectionType, Kind, Point } from '../drawing/model';
import { INK } from './inks';
import { lengthOf, tag, words } from './markup';
import type { Markup } from './markup';
import { lineSample, symbol, tieSample } from './symbols';
import { widthOf } from './widths';

interface Entry { readonly words: string; readonly sample: readonly Markup[]; readonly half: boolean; readonly figure: boolean }
interface Section { readonly title: string; readonly entries: readonly Entry[] }
type Said = Pick<Connection, 'frequency' | 'state' | 'formality'>;

const LINE = 52;

function drawn(kind: Kind, said: Partial<Drawn> = {}): Drawn {
  return { kind, individual: false, child: false, roles: [], sector: null, ...said };
}

function figure(text: string, element: Drawn, how: { potential?: boolean; owner?: boolean } = {}, half = true): Entry {
  const size = how.owner ? 0.36 : 0.5;
  return { words: text, half, figure: true, sample: [tag('g', { transform: `translate(13 0) scale(${lengthOf(size)})` }, symbol(element, how))] };
}

function line(text: string, said: Partial<Said>): Entry {
  return { words: text, half: false, figure: false, sample: lineSample({ frequency: 'daily', state: 'generative', formality: 'gifted', ...said }, LINE) };
}

function tie(text: string, type: ConnectionType): Entry {
  return { words: text, half: false, figure: false, sample: tieSample(type, LINE) };
}

const SECTIONS: readonly Section[] = [
  {
    title: 'Who and what',
    entries: [
      figure('Whose map', drawn('person'), { owner: true }), figure('Person', drawn('person')),
      figure('Pet', drawn('pet')), figure('Professional', drawn('health_care_provider')),
      figure('Group', drawn('group')), figure('Charity', drawn('organisation')),
      figure('Shop', drawn('business')), figure('Home care', drawn('social_care_provider')),
      figure('Council', drawn('statutory_service')), figure('Place', drawn('place')),
      figure('Team', drawn('team')), figure('Might help', drawn('person'), { potential: true }),
    ],
  },
  {
    title: 'Whose care',
    entries: [
      figure('Formal: solid', drawn('person', { sector: 'formal' }), {}, false),
      figure('Community: banded', drawn('person', { sector: 'community' }), {}, false),
      figure('Informal: open', drawn('person'), {}, false),
    ],
  },
  {
    title: 'How often',
    entries: [
      line('Several times a day', { frequency: 'several_daily' }), line('Every day', {}),
      line('Every week', { frequency: 'weekly' }), line('Every month', { frequency: 'monthly' }),
      line('Now and then', { frequency: 'occasional' }), line('Not said yet', { frequency: null, formality: null }),
    ],
  },
  {
    title: 'What kind',
    entries: [
      line('Given: round start', {}), line('Paid: square start', { formality: 'paid' }),
      line('In contact only', { frequency: 'occasional', state: 'engaged' }),
      line('Stopped', { frequency: 'occasional', state: 'inactive' }), line('Might be', { state: 'potential' }),
      tie('Family, friends', 'related_to'), tie('Work together', 'collaborates_with'), tie('Belongs to', 'member_of'),
    ],
  },
];

const TITLE = 15;
const TEXT = 13;
const GAP = 10;
/** Room between two columns. */
const BETWEEN = 14;
/** Room for a sample before its words. */
const [FIGURE_ROOM, LINE_ROOM] = [31, LINE + 9];

/** How the sections stand: below each other in a column, or side by side in a band. */
export type Standing = 'column' | 'band';

/** Return the legend from its upper corner. `scale` is the size of its text. */
export function legend({ x, y }: Point, standing: Standing, scale: number): Markup[] {
  const at = { x, y };
  return SECTIONS.flatMap((section) => {
    const markup = sectionAt(section, at, scale);
    if (standing === 'column') at.y += (heightOf(section) + GAP) * scale;
    else at.x += (columnsOf(section).width + BETWEEN) * scale;
    return markup;
  });
}

/** Return how wide and high the legend is. */
export function legendSize(standing: Standing, scale: number): { width: number; height: number } {
  const heights = SECTIONS.map(heightOf);
  const widths = SECTIONS.map((section) => columnsOf(section).width);
  return standing === 'column'
    ? { width: Math.max(...widths) * scale, height: heights.reduce((sum, height) => sum + height + GAP, -GAP) * scale }
    : { width: widths.reduce((sum, width) => sum + width + BETWEEN, -BETWEEN) * scale, height: Math.max(...heights) * scale };
}

/** Return how wide a section is, and where its second column begins, by the words in it. */
function columnsOf({ title, entries }: Section): { width: number; second: number } {
  const wide = (some: readonly Entry[]) => Math.max(0, ...some.map((one) => roomOf(one) + widthOf(one.words, TEXT, false)));
  const second = wide(entries.filter(({ half }, nth) => half && nth % 2 === 0)) + BETWEEN;
  const halves = second + wide(entries.filter(({ half }, nth) => half && nth % 2 === 1));
  return { second, width: Math.max(widthOf(title, TITLE, true), entries.some(({ half }) => half) ? halves : wide(entries)) };
}

function roomOf({ figure: drawing }: Entry): number {
  return drawing ? FIGURE_ROOM : LINE_ROOM;
}

function heightOf({ entries }: Section): number {
  const rows = entries.some(({ half }) => half) ? Math.ceil(entries.length / 2) : entries.length;
  return TITLE + 8 + rows * rowHeight(entries);
}

function rowHeight(entries: readonly Entry[]): number {
  return entries.some(({ figure: drawing }) => drawing) ? 26.5 : 22;
}

function sectionAt(section: Section, { x, y }: Point, scale: number): Markup[] {
  const { title, entries } = section;
  const { second } = columnsOf(section);
  return [
    tag('text', { x, y: y + TITLE * scale, 'font-size': TITLE * scale, 'font-weight': 700, fill: INK.ink }, words(title)),
    ...entries.flatMap((entry, nth) => {
      const left = x + (entry.half && nth % 2 === 1 ? second * scale : 0);
      const top = y + (TITLE + 8 + rowHeight(entries) * ((entry.half ? Math.floor(nth / 2) : nth) + 0.5)) * scale;
      return [
        tag('g', { transform: `translate(${lengthOf(left)} ${lengthOf(top)}) scale(${lengthOf(scale)})` }, entry.sample),
        tag('text', { x: left + roomOf(entry) * scale, y: top + TEXT * 0.35 * scale, 'font-size': TEXT * scale, fill: INK.ink }, words(entry.words)),
      ];
    }),
  ];
}
