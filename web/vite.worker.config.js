import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { defineConfig } from 'vite';

const PAGES = '../api/pages';

/** The part that fetches every page when it is opened. Of those only the editor is put by. */
const START = 'index.html';
const EDITOR = 'src/editor/CareMapEditor.svelte';

/** The files that some parts of the pages need, with what they fetch later. */
function filesOf(parts, names, known = new Set()) {
  return names.flatMap((name) => {
    const part = parts[name];
    if (!part || known.has(name)) return [];
    known.add(name);
    const needed = [...(part.imports ?? []), ...(name === START ? [] : (part.dynamicImports ?? []))];
    return [part.file, ...(part.css ?? []), ...(part.assets ?? []), ...filesOf(parts, needed, known)];
  });
}

/** The page, which changes under one name, and its parts, whose names change with what is in them. */
function pageAndParts() {
  const parts = JSON.parse(readFileSync(`${PAGES}/parts.json`, 'utf8'));
  const ours = [...new Set(filesOf(parts, [START, EDITOR]))].sort().map((file) => ({ url: `/${file}`, revision: null }));
  const revision = createHash('sha256').update(readFileSync(`${PAGES}/index.html`)).digest('hex').slice(0, 16);
  return [{ url: '/', revision }, ...ours];
}

/** The service worker as one file beside the page, built after the pages, whose parts it names. */
export default defineConfig(({ command }) => ({
  publicDir: false,
  define: {
    PAGE_AND_PARTS: JSON.stringify(command === 'build' ? pageAndParts() : []),
    'process.env.NODE_ENV': '"production"',
  },
  build: {
    outDir: PAGES,
    emptyOutDir: false,
    lib: { entry: 'src/offline/service-worker.ts', formats: ['iife'], name: 'worker', fileName: () => 'service-worker.js' },
  },
}));
