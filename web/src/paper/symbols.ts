/** Figures and lines as SVG, with the shapes that the editor draws (`drawing/symbols.ts`, `drawing/geometry.ts`). */

import type { Arrow } from '../drawing/arrows';
import { headAt, lineOf, LOOKS, shapeOf, startRadius, toneOf } from '../drawing/geometry';
import type { Drawn, Tone } from '../drawing/geometry';
import { sectorOf } from '../drawing/model';
import type { Connection, ConnectionType, Point } from '../drawing/model';
import { BODY_BANDS, glyphOf, glyphPlace, HEAD, outlineOf, PERSON, PERSON_BANDS } from '../drawing/symbols';
import { INK } from './inks';
import type { Inks } from './inks';
import { lengthOf, tag } from './markup';
import type { Markup } from './markup';

const ROUND = { 'stroke-linecap': 'round', 'stroke-linejoin': 'round' } as const;
/** What one figure is drawn in. */
interface Look { readonly inks: Inks; readonly fill: string; readonly stroke: string; readonly glyph: string; readonly banded: boolean }

/** Return a figure's symbol round its own middle. */
export function symbol(element: Drawn, { potential = false, owner = false } = {}, inks: Inks = INK): Markup[] {
  const shape = shapeOf(element);
  const look = lookOf(element, potential, inks);
  const parts = shape === 'person' ? person(element, look, potential, owner)
    : shape === 'round' ? pet(look, potential)
    : body(element, look, potential);
  return owner ? [...whoseMap(inks), ...parts] : parts;
}

function lookOf(element: Drawn, potential: boolean, inks: Inks): Look {
  const sector = potential ? null : sectorOf(element);
  const stroke = potential ? inks.faint : sector === null ? inks.edge : inks.ink;
  return {
    inks,
    fill: sector === 'formal' ? inks.formal : sector === 'informal' ? inks.informalTint : inks.sheet,
    stroke,
    glyph: sector === 'formal' ? inks.onFormal : stroke,
    banded: sector === 'community',
  };
}

function whoseMap(inks: Inks): Markup[] {
  return [
    tag('circle', { r: 35, fill: inks.brandTint, stroke: inks.brand, 'stroke-width': 2.5 }),
    tag('circle', { r: 30, fill: 'none', stroke: inks.brand, 'stroke-width': 1.25 }),
  ];
}

function person(element: Drawn, { inks, fill, banded }: Look, potential: boolean, owner: boolean): Markup[] {
  const line = potential ? inks.faint : inks.ink;
  const open = !potential && fill === inks.informalTint;
  return [
    tag('g', { transform: element.child ? 'translate(0 6) scale(.76)' : owner ? 'translate(0 -1)' : null },
      tag('path', {
        d: PERSON, fill: 'none', stroke: line, 'stroke-width': potential ? 2.5 : 3,
        'stroke-dasharray': potential ? '3 3.6' : null, ...ROUND,
      }),
      tag('circle', {
        cy: HEAD.y, r: HEAD.radius, fill, stroke: open ? inks.informal : line, 'stroke-width': open ? 3 : 2.5,
        'stroke-dasharray': potential ? '3 3.4' : null,
      }),
      banded ? [tag('path', { d: PERSON_BANDS, stroke: inks.communityBand, 'stroke-width': 3.4, fill: 'none' })] : [],
    ),
  ];
}

function pet({ inks, stroke }: Look, potential: boolean): Markup[] {
  const pads: readonly Point[] = [{ x: -7.5, y: -1.5 }, { x: 7.5, y: -1.5 }, { x: -2.9, y: -7 }, { x: 2.9, y: -7 }];
  return [
    tag('circle', {
      r: 17, fill: potential ? inks.sheet : inks.informalTint, stroke, 'stroke-width': potential ? 2.5 : 3,
      'stroke-dasharray': potential ? '4 3.6' : null,
    }),
    tag('g', { fill: stroke },
      tag('ellipse', { cy: 5, rx: 6, ry: 5 }),
      pads.map(({ x, y }) => tag('circle', { cx: x, cy: y, r: 2.5 })),
    ),
  ];
}

function body(element: Drawn, { inks, fill, stroke, glyph, banded }: Look, potential: boolean): Markup[] {
  const shape = shapeOf(element);
  const at = glyphPlace(shape, banded);
  return [
    tag('path', {
      d: outlineOf(shape), fill, stroke, 'stroke-width': potential ? 2.5 : 3,
      'stroke-dasharray': potential ? '4 3.6' : null, 'stroke-linejoin': 'round',
    }),
    ...(banded ? [tag('path', { d: BODY_BANDS, stroke: inks.communityBand, 'stroke-width': 3.4 })] : []),
    tag('path', {
      d: glyphOf(element), transform: `translate(0 ${lengthOf(at.y)}) scale(${lengthOf(at.scale)})`, fill: 'none',
      stroke: glyph, 'stroke-width': potential ? 2 : 2.3, ...ROUND,
    }),
  ];
}

/** Return an arrow of the drawing: line, head, the mark at its start and the mark at its middle. */
export function arrow(one: Arrow, inks: Inks = INK): Markup {
  const colour = toneIn(one.tone, inks);
  return tag('g', {},
    line(one.path, colour, one.weight, one.dash),
    one.look === 'together' ? [line(one.path, inks.sheet, one.weight / 2, null)] : [],
    one.head ? [head(one.head, colour, one.openHead, inks)] : [],
    start(one.start.mark, one.start.at, one.start.radius, colour),
    middle(one.mark, one.middle, colour, inks),
  );
}

function toneIn(tone: Tone, inks: Inks): string {
  return tone === 'tie' ? inks.soft : inks[tone];
}

/** Return a short line for the legend, from x = 0 to `length`, y = 0 its middle. */
export function lineSample(said: Pick<Connection, 'frequency' | 'state' | 'formality'>, length: number): Markup[] {
  const { weight, dash } = lineOf(said);
  const colour = toneIn(toneOf(said, undefined), INK);
  const from = { x: 5.5, y: 0 };
  const mark = said.state === 'potential' ? null : said.formality === 'paid' ? 'square' : said.formality ? 'round' : null;
  return [
    line(`M5.5 0H${lengthOf(length - 12)}`, colour, weight, dash),
    head(headAt({ x: length, y: 0 }, 0, weight), colour, said.state === 'engaged' || said.state === 'potential', INK),
    ...start(mark, from, startRadius(weight), colour),
    ...middle(said.state === 'inactive' ? 'stopped' : said.state === 'potential' ? 'plus' : null, { x: length / 2, y: 0 }, colour, INK),
  ];
}

/** Return a short line of those that are not care, for the legend. */
export function tieSample(type: ConnectionType, length: number): Markup[] {
  const { weight, dash } = lineOf({ type, frequency: null, state: 'generative' });
  const [colour, look] = [toneIn('tie', INK), LOOKS[type]];
  return [
    line(`M1.5 0H${lengthOf(length)}`, colour, weight, dash),
    ...(look === 'together' ? [line(`M1.5 0H${lengthOf(length)}`, INK.sheet, weight / 2, null)] : []),
    ...(look === 'belongs' ? [tag('circle', { cx: length - 4, cy: 0, r: 4, fill: INK.sheet, stroke: colour, 'stroke-width': 1.6 })] : []),
  ];
}

function line(path: string, colour: string, weight: number, dash: string | null): Markup {
  const dots = weight < 2.5 && dash?.startsWith('5') !== true;
  return tag('path', {
    d: path, fill: 'none', stroke: colour, 'stroke-width': weight, 'stroke-dasharray': dash,
    'stroke-linecap': dots ? 'round' : null,
  });
}

function head(path: string, colour: string, open: boolean, inks: Inks): Markup {
  return tag('path', { d: path, fill: open ? inks.sheet : colour, stroke: colour, 'stroke-width': 1.6, 'stroke-linejoin': 'round' });
}

function start(mark: 'round' | 'square' | null, { x, y }: Point, radius: number, colour: string): Markup[] {
  if (mark === 'round') return [tag('circle', { cx: x, cy: y, r: radius, fill: colour })];
  if (mark === null) return [];
  return [tag('rect', { x: x - radius, y: y - radius, width: radius * 2, height: radius * 2, fill: colour })];
}

function middle(mark: 'stopped' | 'plus' | null, { x, y }: Point, colour: string, inks: Inks): Markup[] {
  if (mark === null) return [];
  const at = (dx: number, dy: number) => `${lengthOf(x + dx)} ${lengthOf(y + dy)}`;
  if (mark === 'stopped') {
    return [
      tag('circle', { cx: x, cy: y, r: 7, fill: inks.sheet }),
      tag('path', { d: `M${at(-5.5, 6)}l6 -12M${at(-0.5, 6)}l6 -12`, stroke: colour, 'stroke-width': 2, fill: 'none' }),
    ];
  }
  return [
    tag('circle', { cx: x, cy: y, r: 7.5, fill: inks.sheet, stroke: colour, 'stroke-width': 1.75 }),
    tag('path', { d: `M${at(-3.6, 0)}h7.2M${at(0, -3.6)}v7.2`, stroke: colour, 'stroke-width': 1.75, fill: 'none' }),
  ];
}
