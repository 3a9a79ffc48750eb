/** Where degrees are on a sheet, and outlines as the paths of SVG. Pure. */

import { lengthOf } from '../paper/markup';
import type { Box } from './spots';
import type { Places } from './words';

type Spot = readonly [number, number];

export interface Frame {
  box: Box;
  /** Pixels of a metre. */
  scale: number;
  /** Return where a longitude and latitude are on the sheet. */
  at: (spot: Spot) => Spot;
  /** Whether a spot of the sheet is in the frame. */
  holds: (x: number, y: number) => boolean;
}

const METRES = 111_320;
const EDGE = 14;
/** So much of what lies around an area is shown with it, in parts of its own size. */
const AROUND = 0.6;
const LENGTHS = [50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000];

/** Return how areas stand in a box: all of them, or one with what lies around it. */
export function framed({ areas }: Places, box: Box, code: string | null): Frame {
  const one = areas.find((area) => area.code === code);
  const spots = (one ? [one] : areas).flatMap(({ geometry }) => spotsOf(geometry['coordinates']));
  const [lons, lats] = [spots.map(([lon]) => lon), spots.map(([, lat]) => lat)];
  const [west, east, south, north] = [least(lons), most(lons), least(lats), most(lats)];
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const grown = one ? 1 + 2 * AROUND : 1;
  const [wide, high] = [(east - west) * narrow * METRES * grown || 1, (north - south) * METRES * grown || 1];
  const scale = Math.min((box.width - 2 * EDGE) / wide, (box.height - 2 * EDGE) / high);
  const middle = { lon: (west + east) / 2, lat: (south + north) / 2, x: box.x + box.width / 2, y: box.y + box.height / 2 };
  return {
    box,
    scale,
    at: ([lon, lat]) => [middle.x + (lon - middle.lon) * narrow * METRES * scale, middle.y - (lat - middle.lat) * METRES * scale],
    holds: (x, y) => x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height,
  };
}

/** Return the path of a line, an area, or many of either. */
export function outlineOf(geometry: { readonly [name: string]: unknown }, { at }: Frame): string {
  const closed = String(geometry['type']).endsWith('Polygon') ? 'Z' : '';
  return ringsOf(geometry['coordinates']).map((ring) =>
    `M${ring.map((spot) => at(spot).map((one) => lengthOf(Math.round(one * 10) / 10)).join(' ')).join('L')}${closed}`).join('');
}

/** Return the length of a bar that says how far things are apart, and its words. */
export function scaleBar({ box, scale }: Frame): { length: number; words: string } {
  const metres = LENGTHS.filter((one) => one * scale <= box.width / 5).at(-1) ?? 50;
  return { length: metres * scale, words: metres < 1_000 ? `${metres} metres` : `${metres / 1_000} km` };
}

function spotsOf(coordinates: unknown): Spot[] {
  return ringsOf(coordinates).flat();
}

/** Return lists of spots, however deep they lie. */
function ringsOf(coordinates: unknown): Spot[][] {
  if (!Array.isArray(coordinates) || coordinates.length === 0) return [];
  const [first] = coordinates as unknown[];
  if (Array.isArray(first) && typeof first[0] === 'number') return [coordinates as Spot[]];
  return (coordinates as unknown[]).flatMap(ringsOf);
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => Math.min(one, other), Infinity);
}

function most(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => Math.max(one, other), -Infinity);
}
