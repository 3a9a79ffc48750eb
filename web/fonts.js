/**
 * The fonts that paper is printed with: which they are, how wide their letters are, and where they go.
 * Read when the pages are built, by `vite.config.ts` and `vite.renderer.config.ts`; no page loads this.
 */

import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import opentype from 'opentype.js';

const HERE = dirname(fileURLToPath(import.meta.url));
const PACKAGES = join(HERE, 'node_modules/@expo-google-fonts');

/** Each font's package and file; where two have a letter, the first draws it. */
const FONTS = [
  ['noto-sans', 'NotoSans'],
  ['noto-sans-arabic', 'NotoSansArabic'],
  ['noto-sans-hebrew', 'NotoSansHebrew'],
  ['noto-sans-bengali', 'NotoSansBengali'],
  ['noto-sans-gujarati', 'NotoSansGujarati'],
  ['noto-sans-gurmukhi', 'NotoSansGurmukhi'],
  ['noto-sans-tamil', 'NotoSansTamil'],
];
const WEIGHTS = { regular: '400Regular', bold: '700Bold' };
const WIDTHS = 'virtual:font-widths';

/** Give modules the widths of letters, as `virtual:font-widths`. */
export function fontWidths() {
  return {
    name: 'font-widths',
    /** @param {string} id */
    resolveId: (id) => (id === WIDTHS ? `\0${WIDTHS}` : undefined),
    /** @param {string} id */
    load: (id) => (id === `\0${WIDTHS}` ? `export default ${JSON.stringify(allWidths())};` : undefined),
  };
}

/**
 * Copy the fonts and their licence into a folder once the build has written the rest.
 *
 * @param {string} folder
 */
export function copyFonts(folder) {
  return {
    name: 'copy-fonts',
    closeBundle() {
      mkdirSync(join(HERE, folder), { recursive: true });
      for (const [from, name] of files()) copyFileSync(from, join(HERE, folder, name));
    },
  };
}

function* files() {
  for (const [name, file] of FONTS) {
    yield [join(PACKAGES, name, 'LICENSE_FONT'), `${file}.LICENSE.txt`];
    for (const weight of Object.values(WEIGHTS)) yield [fileOf(name, file, weight), `${file}_${weight}.ttf`];
  }
}

function fileOf(name, file, weight) {
  return join(PACKAGES, name, weight, `${file}_${weight}.ttf`);
}

function allWidths() {
  return Object.fromEntries(Object.entries(WEIGHTS).map(([name, weight]) => [name, runs(widthsOf(weight))]));
}

/** Return how far each letter takes the pen on, in thousandths of the text's size. */
function widthsOf(weight) {
  const widths = new Map();
  for (const [name, file] of FONTS) {
    const bytes = readFileSync(fileOf(name, file, weight));
    const font = opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    for (const [letter, glyph] of Object.entries(font.tables.cmap.glyphIndexMap)) {
      const width = Math.round((1_000 * font.glyphs.get(glyph).advanceWidth) / font.unitsPerEm);
      if (!widths.has(Number(letter))) widths.set(Number(letter), width);
    }
  }
  return widths;
}

/** Return the widths as runs of neighbouring letters: the first letter, then the width of each. */
function runs(widths) {
  const found = [];
  let next = -1;
  for (const letter of [...widths.keys()].sort((one, other) => one - other)) {
    if (letter !== next) found.push([letter]);
    found.at(-1).push(widths.get(letter));
    next = letter + 1;
  }
  return found;
}
