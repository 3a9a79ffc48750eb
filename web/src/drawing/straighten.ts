/**
 * Straightening a photograph of a sheet of paper: from the four corners of the paper as they lie in
 * the picture to a picture in which they are a rectangle's. Pure; pixels in, pixels out.
 *
 * The map from the rectangle to the corners is a homography (Heckbert 1989, "Fundamentals of
 * texture mapping and image warping", section 2.2.3); each new pixel takes the four old ones round
 * the place that it comes from, weighted by nearness (bilinear).
 */

import type { Point } from './model';

/** Corners in order: top left, top right, bottom right, bottom left. */
export type Corners = readonly [Point, Point, Point, Point];

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity of each pixel, row by row. */
  readonly data: Uint8ClampedArray;
}

type Homography = readonly [number, number, number, number, number, number, number, number];

/** Return the map from the unit square to the corners. */
export function ontoCorners([a, b, c, d]: Corners): Homography {
  const [sumX, sumY] = [a.x - b.x + c.x - d.x, a.y - b.y + c.y - d.y];
  const [rightX, rightY] = [b.x - c.x, b.y - c.y];
  const [leftX, leftY] = [d.x - c.x, d.y - c.y];
  const area = rightX * leftY - leftX * rightY;
  const g = (sumX * leftY - leftX * sumY) / area;
  const h = (rightX * sumY - sumX * rightY) / area;
  return [b.x - a.x + g * b.x, d.x - a.x + h * d.x, a.x, b.y - a.y + g * b.y, d.y - a.y + h * d.y, a.y, g, h];
}

/** Return where a point of the unit square lies in the picture. */
export function mapped([a, b, c, d, e, f, g, h]: Homography, { x, y }: Point): Point {
  const depth = g * x + h * y + 1;
  return { x: (a * x + b * y + c) / depth, y: (d * x + e * y + f) / depth };
}

/** Return how wide and high the paper is in the picture's pixels, as the means of opposite edges. */
export function sizeOf([a, b, c, d]: Corners): { width: number; height: number } {
  const apart = (one: Point, other: Point) => Math.hypot(one.x - other.x, one.y - other.y);
  return {
    width: Math.max(1, Math.round((apart(a, b) + apart(d, c)) / 2)),
    height: Math.max(1, Math.round((apart(a, d) + apart(b, c)) / 2)),
  };
}

/** Return whether corners go round a sheet of paper: none is inside the others, and they turn one way. */
export function areUsable(corners: Corners): boolean {
  return corners.every((corner, nth) => {
    const next = corners[(nth + 1) % 4] ?? corner;
    const after = corners[(nth + 2) % 4] ?? corner;
    return (next.x - corner.x) * (after.y - next.y) - (next.y - corner.y) * (after.x - next.x) > 1;
  });
}

/** Return the paper between the corners as a rectangle of this size. */
export function straightened(picture: Pixels, corners: Corners, width: number, height: number): Pixels {
  const homography = ontoCorners(corners);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const from = mapped(homography, { x: (column + 0.5) / width, y: (row + 0.5) / height });
      blend(picture, from.x - 0.5, from.y - 0.5, data, (row * width + column) * 4);
    }
  }
  return { width, height, data };
}

function blend({ width, height, data }: Pixels, x: number, y: number, to: Uint8ClampedArray, at: number): void {
  const left = Math.min(width - 1, Math.max(0, Math.floor(x)));
  const top = Math.min(height - 1, Math.max(0, Math.floor(y)));
  const [right, below] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)];
  const [across, down] = [Math.min(1, Math.max(0, x - left)), Math.min(1, Math.max(0, y - top))];
  for (let channel = 0; channel < 4; channel++) {
    const of = (column: number, row: number) => data[(row * width + column) * 4 + channel] ?? 0;
    const upper = of(left, top) * (1 - across) + of(right, top) * across;
    const lower = of(left, below) * (1 - across) + of(right, below) * across;
    to[at + channel] = upper * (1 - down) + lower * down;
  }
}
