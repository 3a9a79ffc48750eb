/** The renderer as one file for the server, which runs it without a browser: text in, text out. */

import type { Document } from '../drawing/model';
import { easyRead } from './easy-read';
import type { Moment } from './moment';
import type { Choices } from './page';
import { sheetOf } from './sheet';

interface Asked { readonly document: Document; readonly moment: Moment; readonly choices: Choices }

const DRAWS = {
  /** A care map as one sheet of paper. */
  sheet: ({ document, moment, choices }: Asked) => sheetOf(document, moment, choices),
  /** A care map as a list in easy words. */
  easy: ({ document, moment, choices: { names, part } }: Asked) => easyRead(document, moment, names, part),
};

/** Draw what is asked for. Both question and answer are JSON. */
export function draw(what: keyof typeof DRAWS, asked: string): string {
  return JSON.stringify(DRAWS[what](JSON.parse(asked) as Asked));
}

Object.assign(globalThis, { draw });
