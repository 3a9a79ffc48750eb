/** How wide text is on this page, for placing labels. */

import type { MeasureText } from '../drawing/scene';

let pen: CanvasRenderingContext2D | null | undefined;
let family = '';
let font = '';
const widths = new Map<string, number>();

/** Measure text as the page draws it, by a canvas; each text once. */
export const measureOnCanvas: MeasureText = (text, size, bold) => {
  const key = `${bold ? 'b' : ''}${size} ${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  pen ??= document.createElement('canvas').getContext('2d');
  if (!pen) return text.length * size * 0.56;
  // Asked once: each asking may lay out the page, and setting a font is slow too.
  family ||= getComputedStyle(document.body).fontFamily;
  const wanted = `${bold ? 700 : 400} ${size}px ${family}`;
  if (wanted !== font) pen.font = font = wanted;
  const { width } = pen.measureText(text);
  widths.set(key, width);
  return width;
};
