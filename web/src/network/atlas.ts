/** Every symbol that a picture needs, painted once on one sheet from which the graphics card takes them. */

import type { ViewElement } from '../api/shapes';
import { shapeOf } from '../drawing/geometry';
import { BODY_BANDS, glyphOf, glyphPlace, HEAD, outlineOf, PERSON, PERSON_BANDS } from '../drawing/symbols';
import type { Colours } from './colours';

const CELL = 128;
const ACROSS = 10;
/** Units of a symbol that a cell shows, the middle in the middle. */
const UNITS = 60;

type Painted = Pick<ViewElement, 'kind' | 'individual' | 'sector'>;

export interface Atlas {
  readonly sheet: HTMLCanvasElement;
  readonly cellsAcross: number;
  /** Return the cell that an element's symbol is in. */
  cellOf(element: Painted): number;
}

/** Paint the symbols of some elements. */
export function atlasOf(elements: readonly Painted[], colours: Colours): Atlas {
  const cells = new Map<string, number>();
  const sheet = document.createElement('canvas');
  sheet.width = sheet.height = CELL * ACROSS;
  const paper = sheet.getContext('2d');
  for (const element of elements.flatMap(inEachTone)) {
    const name = nameOf(element);
    if (cells.has(name) || !paper) continue;
    const cell = cells.size;
    cells.set(name, cell);
    const [x, y] = [(cell % ACROSS) + 0.5, Math.floor(cell / ACROSS) + 0.5];
    paper.setTransform(CELL / UNITS, 0, 0, CELL / UNITS, x * CELL, y * CELL);
    paint(paper, element, colours);
  }
  return { sheet, cellsAcross: ACROSS, cellOf: (element) => cells.get(nameOf(element)) ?? 0 };
}

/** Return an element as it is by its sector, and as every other way to colour may need it. */
function inEachTone({ kind, individual, sector }: Painted): Painted[] {
  return [sector, 'formal', 'community', 'informal'].map((tone) => ({ kind, individual, sector: tone as Painted['sector'] }));
}

function nameOf({ kind, individual, sector }: Painted): string {
  return `${shapeOf({ kind, individual })} ${kind} ${sector ?? ''}`;
}

function paint(paper: CanvasRenderingContext2D, element: Painted, colours: Colours): void {
  const [shape, { sector }] = [shapeOf(element), element];
  const line = colours(sector === null ? '--edge' : '--ink');
  const fill = colours(sector === 'formal' ? '--formal' : sector === 'informal' ? '--informal-tint' : '--sheet');
  paper.lineCap = paper.lineJoin = 'round';
  if (shape === 'person') return paintPerson(paper, sector, line, fill, colours);
  if (shape === 'round') return paintPet(paper, line, fill);
  const outline = new Path2D(outlineOf(shape));
  stroked(paper, outline, line, 3, fill);
  if (sector === 'community') stroked(paper, new Path2D(BODY_BANDS), colours('--community-band'), 3.4);
  const { y, scale } = glyphPlace(shape, sector === 'community');
  paper.translate(0, y);
  paper.scale(scale, scale);
  stroked(paper, new Path2D(glyphOf(element)), sector === 'formal' ? colours('--on-formal') : line, 2.3);
}

function paintPerson(
  paper: CanvasRenderingContext2D,
  sector: Painted['sector'],
  line: string,
  fill: string,
  colours: Colours,
): void {
  stroked(paper, new Path2D(PERSON), colours('--ink'), 3);
  const head = new Path2D();
  head.arc(0, HEAD.y, HEAD.radius, 0, 2 * Math.PI);
  stroked(paper, head, sector === 'informal' ? colours('--informal') : line, 3, fill);
  if (sector === 'community') stroked(paper, new Path2D(PERSON_BANDS), colours('--community-band'), 3.4);
}

function paintPet(paper: CanvasRenderingContext2D, line: string, fill: string): void {
  const body = new Path2D();
  body.arc(0, 0, 17, 0, 2 * Math.PI);
  stroked(paper, body, line, 3, fill);
  paper.fillStyle = line;
  for (const [x, y, wide, high] of [[0, 5, 6, 5], [-7.5, -1.5, 2.5, 2.5], [7.5, -1.5, 2.5, 2.5], [-2.9, -7, 2.5, 2.5], [2.9, -7, 2.5, 2.5]] as const) {
    paper.beginPath();
    paper.ellipse(x, y, wide, high, 0, 0, 2 * Math.PI);
    paper.fill();
  }
}

function stroked(paper: CanvasRenderingContext2D, path: Path2D, colour: string, width: number, fill?: string): void {
  if (fill) {
    paper.fillStyle = fill;
    paper.fill(path);
  }
  paper.strokeStyle = colour;
  paper.lineWidth = width;
  paper.stroke(path);
}
