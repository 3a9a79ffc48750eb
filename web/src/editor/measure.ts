/** How wide text is on this page, for placing labels. */

import type { MeasureText } from '../drawing/scene';

let pen: CanvasRenderingContext2D | null | undefined;
const widths = new Map<string, number>();

/** Measure text as the page draws it, by a canvas; each text once. */
export const measureOnCanvas: MeasureText = (text, size, bold) => {
  const key = `${bold ? 'b' : ''}${size} ${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  pen ??= document.createElement('canvas').getContext('2d');
  if (!pen) return text.length * size * 0.56;
  pen.font = `${bold ? 700 : 400} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  const { width } = pen.measureText(text);
  widths.set(key, width);
  return width;
};
