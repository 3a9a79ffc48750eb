import { defineConfig } from 'vite';

import { copyFonts, fontWidths } from './fonts.js';

const FOLDER = '../mapping/renderer/built';

/** The renderer of pictures as one file that the server runs, and the fonts it prints with. */
export default defineConfig({
  plugins: [fontWidths(), copyFonts(`${FOLDER}/fonts`)],
  publicDir: false,
  build: {
    outDir: FOLDER,
    emptyOutDir: true,
    lib: { entry: 'src/paper/renderer.ts', formats: ['iife'], name: 'renderer', fileName: () => 'renderer.js' },
  },
});
