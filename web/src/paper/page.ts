/** The sheet itself: how large it is, which way up, and how large what stands on it is drawn. */

import type { Presence } from '../drawing/model';
import type { Names } from './names';

export type Paper = 'a4' | 'a3';
export type Way = 'landscape' | 'portrait';

/** What is chosen on the print page, or asked of the API. */
export interface Choices {
  readonly paper: Paper;
  readonly way: Way;
  readonly names: Names;
  /** How far out the drawing goes: the outermost ring that is shown. */
  readonly part: Presence;
}

/** A sheet in pixels, its sides in millimetres, and how much larger everything is drawn than on A4. */
export interface Page { readonly width: number; readonly height: number; readonly mm: readonly [number, number]; readonly scale: number; readonly way: Way }

const MILLIMETRE = 96 / 25.4;
const SIDES: Readonly<Record<Paper, readonly [number, number]>> = { a4: [297, 210], a3: [420, 297] };
const SCALES: Readonly<Record<Paper, number>> = { a4: 1, a3: 1.25 };
export const MARGIN = 9 * MILLIMETRE;

/** Return the sheet that is asked for. */
export function pageOf({ paper, way }: Pick<Choices, 'paper' | 'way'>): Page {
  const [long, short] = SIDES[paper];
  const mm = way === 'landscape' ? [long, short] as const : [short, long] as const;
  return { mm, width: mm[0] * MILLIMETRE, height: mm[1] * MILLIMETRE, scale: SCALES[paper], way };
}
