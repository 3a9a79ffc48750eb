/**
 * What answers when there is no network: our own page and the parts the editor is made of, put by
 * when the editor was first opened. With a network every page comes from the server as ever. No
 * answer of the API is kept here: what a reload shows of a map is `last-seen.ts`.
 *
 * A new version waits until no page of the old one is open, so that none loses its parts.
 */

import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { NetworkOnly } from 'workbox-strategies';

/** The page and its parts; the build (`vite.worker.config.js`) names them. */
declare const PAGE_AND_PARTS: { url: string; revision: string | null }[];

const PAGE = '/';

const pages = new NetworkOnly({ plugins: [{ handlerDidError: () => matchPrecache(PAGE) }] });
registerRoute(new NavigationRoute(pages, { denylist: [/^\/api\//] }));
precacheAndRoute(PAGE_AND_PARTS, { cleanURLs: false, directoryIndex: '' });
cleanupOutdatedCaches();
