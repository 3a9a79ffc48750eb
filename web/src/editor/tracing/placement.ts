/** Where a picture lies on the sheet: its middle and width in the sheet's units, its turn in degrees. Pure. */

import { PAPER } from '../../drawing/model';
import type { Point } from '../../drawing/model';

export interface Placement {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly turn: number;
}

export const NARROWEST = 40;
export const WIDEST = 8_000;
const FURTHEST = 5_000;

/** Return where a picture lies at first: as large as the paper, in its middle. */
export function atFirst({ width, height }: { width: number; height: number }): Placement {
  const fits = Math.min(PAPER.width, (PAPER.height * width) / height);
  return { x: 0, y: 0, width: Math.round(fits), turn: 0 };
}

/** Where a straightened picture of our blank sheet lies: its marks on the corners of the paper. */
export const ON_THE_RINGS: Placement = { x: 0, y: 0, width: PAPER.width, turn: 0 };

/** Return a placement that can be kept: within the sheet, its turn from -180 to 180, whole numbers and tenths. */
export function settled({ x, y, width, turn }: Placement): Placement {
  const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    x: round(within(x, -FURTHEST, FURTHEST)),
    y: round(within(y, -FURTHEST, FURTHEST)),
    width: round(within(width, NARROWEST, WIDEST)),
    turn: round(((((turn + 180) % 360) + 360) % 360) - 180),
  };
}

/** Return a placement made larger or smaller by a factor, and turned further by degrees, about its middle. */
export function about(placement: Placement, { by = 1, turn = 0 }: { by?: number; turn?: number }): Placement {
  return settled({ ...placement, width: placement.width * by, turn: placement.turn + turn });
}

export function movedBy(placement: Placement, { x, y }: Point): Placement {
  return settled({ ...placement, x: placement.x + x, y: placement.y + y });
}
