/** What everything else of a picture stands on: the rings, and the outlines of homes. */

import { houseOutline } from '../drawing/geometry';
import { RINGS } from '../drawing/model';
import type { CareMap } from '../drawing/model';
import { INK } from './inks';
import type { Inks } from './inks';
import { tag } from './markup';
import type { Markup } from './markup';

const RING_DASHES = [null, '7 5', '2 5'];

/** Return the rings, the widest first, and the homes on them. */
export function ground(map: CareMap, zoom: number, inks: Inks = INK): Markup[] {
  const fills = [inks.ring1, inks.ring2, inks.ring3];
  const rings = RINGS.map(([, wide, high], nth) =>
    tag('ellipse', { rx: wide * zoom, ry: high * zoom, fill: fills[nth], stroke: inks.ringLine, 'stroke-width': 1.25, 'stroke-dasharray': RING_DASHES[nth] }));
  const houses = [...map.households.values()].map((home) =>
    tag('path', { d: houseOutline(home, zoom), fill: inks.sheet, stroke: inks.ink, 'stroke-width': 2.25, 'stroke-linejoin': 'round' }));
  return [...rings.toReversed(), ...houses];
}
