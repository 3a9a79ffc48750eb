import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

import { fontWidths } from './fonts.js';

const AT_ONCE = 'picture-parts';

export default defineConfig(({ mode }) => ({
  plugins: [svelte(), fontWidths()],
  base: '/',
  build: {
    outDir: '../api/pages',
    emptyOutDir: true,
    // Which files the map's page is made of (`api/places.py`): their names change with what is in them.
    manifest: 'parts.json',
    rolldownOptions: {
      input: ['index.html', 'src/place/map.ts'],
      output: {
        codeSplitting: { groups: [{ name: AT_ONCE, test: /src\/drawing\/(arrows|boxes|fan|geometry|label|scene)/ }] },
        // What places arrows and labels is all needed for the first picture: it's made ready while it
        // is read, beside the page, and not function by function when the page waits for it.
        postBanner: ({ name }) => (name === AT_ONCE ? '//# allFunctionsCalledOnLoad' : ''),
      },
    },
    sourcemap: false,
    // The pages' Content-Security-Policy is `default-src 'self'`: no data: addresses, nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8000' } },
  // Tests run Svelte's browser build, so that classes with runes react as they do on a page.
  resolve: mode === 'test' ? { conditions: ['browser'] } : {},
  test: { include: ['src/**/*.test.ts'], passWithNoTests: true, testTimeout: 60_000, css: { include: /tokens/ } },
}));
