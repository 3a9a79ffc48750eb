import type { Plugin } from 'vite';

/** Give modules the widths of letters, as `virtual:font-widths`. */
export function fontWidths(): Plugin;
/** Copy the fonts and their licence into a folder once the build has written the rest. */
export function copyFonts(folder: string): Plugin;
