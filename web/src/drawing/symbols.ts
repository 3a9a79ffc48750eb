/** The lines that the symbols of figures are made of, round their own middle, for every way of drawing them. */

import { shapeOf, type Shape } from './geometry';
import type { Element, Kind } from './model';

export const PERSON = 'M0 -7V8M-11.5 3.5Q-7 -3.5 0 -3.5Q7 -3.5 11.5 3.5M0 8L-8.5 23M0 8L8.5 23';
export const PERSON_BANDS = 'M-6.7 -19.6H6.7M-6.7 -12.4H6.7';
export const BODY_BANDS = 'M-18.5 11.2H18.5M-18.5 16.6H18.5';
/** A person's head. */
export const HEAD = { y: -16, radius: 8.5 } as const;

const TRIANGLE = 'M0 -23L24 18H-24Z';
const SQUARE = 'M-20 -20H20V20H-20Z';

const CARE_PROFESSIONAL = 'M-9 2Q-4 9 0 9Q4 9 9 2M4.5 -4A4.5 4.5 0 1 1 -4.5 -4A4.5 4.5 0 1 1 4.5 -4';
const GLYPHS: Readonly<Partial<Record<Kind, string>>> = {
  health_care_provider: 'M0 -7V7M-7 0H7',
  social_care_provider: 'M-10 0L0 -9L10 0M-7 -2V9H7V-2M-3.5 9V3.5H3.5V9',
  statutory_service: 'M-10 -4L0 -10L10 -4ZM-7 -1V6M0 -1V6M7 -1V6M-10 9H10',
  organisation: 'M-6 10V-10M-6 -9Q1 -12 9 -7Q3 -5 8 1Q0 -2 -6 1',
  group:
    'M-4 -1A3 3 0 1 1 -10 -1A3 3 0 1 1 -4 -1M10 -1A3 3 0 1 1 4 -1A3 3 0 1 1 10 -1M3.4 -5A3.4 3.4 0 1 1 -3.4 -5A3.4 3.4 0 1 1 3.4 -5M-11 8Q-7 2.5 -4 6M11 8Q7 2.5 4 6M-6 9Q0 -1 6 9',
  business: 'M-10 -3L-8 -9H8L10 -3M-10 -3Q-7.5 1 -5 -3Q-2.5 1 0 -3Q2.5 1 5 -3Q7.5 1 10 -3M-8 1V9H8V1',
  place: 'M0 10Q-8 1 -8 -3A8 8 0 0 1 8 -3Q8 1 0 10ZM2.6 -3A2.6 2.6 0 1 1 -2.6 -3A2.6 2.6 0 1 1 2.6 -3',
  team: 'M-9 0A9 9 0 0 1 6 -6.7M9 0A9 9 0 0 1 -6 6.7M6.5 -11.5V-6H1M-6.5 11.5V6H-1',
  circle: 'M9 0A9 9 0 1 1 -9 0A9 9 0 1 1 9 0M3.2 0A3.2 3.2 0 1 1 -3.2 0A3.2 3.2 0 1 1 3.2 0',
};

/** Return the outline of a body. */
export function outlineOf(shape: Shape): string {
  return shape === 'triangle' ? TRIANGLE : SQUARE;
}

/** Return the sign inside a body's outline. */
export function glyphOf(element: Pick<Element, 'kind' | 'individual'>): string {
  const professional = shapeOf(element) === 'triangle' && element.kind !== 'health_care_provider';
  return professional ? CARE_PROFESSIONAL : (GLYPHS[element.kind] ?? '');
}

/** Return where and how large the sign is, beside a body's bands and in a triangle. */
export function glyphPlace(shape: Shape, banded: boolean): { y: number; scale: number } {
  if (shape === 'triangle') return { y: 6, scale: 0.82 };
  return banded ? { y: -3.5, scale: 0.9 } : { y: 0, scale: 1 };
}
