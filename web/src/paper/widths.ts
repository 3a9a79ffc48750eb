/**
 * How wide text is on paper, and which letters paper has no font for: by the fonts' own widths, so
 * that the page, the API and the printer place every label alike. Letters that join (Arabic,
 * Bengali) are counted one by one, which is never too narrow by much.
 */

import widths from 'virtual:font-widths';

import type { MeasureText } from '../drawing/scene';

const TABLES = { regular: tableOf(widths.regular), bold: tableOf(widths.bold) };
/** A letter that no font of ours has: another font draws it, or an empty box stands there. */
const UNKNOWN = 1;

function tableOf(runs: readonly (readonly number[])[]): ReadonlyMap<number, number> {
  return new Map(runs.flatMap(([first = 0, ...rest]) => rest.map((width, nth) => [first + nth, width / 1_000] as const)));
}

/** Return how wide a text is, in the units of its size. */
export const widthOf: MeasureText = (text, size, bold) => {
  const table = bold ? TABLES.bold : TABLES.regular;
  let sum = 0;
  for (const letter of text) sum += table.get(letter.codePointAt(0) ?? 0) ?? (takesRoom(letter) ? UNKNOWN : 0);
  return sum * size;
};

/** Return the letters of a text that paper has no font for. */
export function withoutFont(text: string): string[] {
  return [...text].filter((letter) => takesRoom(letter) && !TABLES.regular.has(letter.codePointAt(0) ?? 0));
}

/** Return a text in lines no wider than so much, broken between words where that can be. */
export function folded(text: string, size: number, bold: boolean, room: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length > 0 ? `${lines.at(-1) ?? ''} ${word}` : word;
    if (widthOf(longer, size, bold) <= room) lines.splice(-1, 1, longer);
    else lines.push(...lettersFolded(word, size, bold, room));
  }
  return lines;
}

function lettersFolded(word: string, size: number, bold: boolean, room: number): string[] {
  const lines = [''];
  for (const letter of word) {
    const longer = `${lines.at(-1) ?? ''}${letter}`;
    if (takesRoom(letter) && widthOf(longer, size, bold) > room) lines.push(letter);
    else lines.splice(-1, 1, longer);
  }
  return lines;
}

function takesRoom(letter: string): boolean {
  return !/[\p{M}\p{C}\p{Z}]/u.test(letter);
}
