/** Which page an address names. Addresses only: what a page shows, and to whom, is the page's and the server's. */

/** What a neighbourhood's page shows, by the end of its address; the network has none. */
export const NEIGHBOURHOOD_TABS = ['network', 'who', 'care', 'mixing', 'bridging', 'teams', 'place', 'locality'] as const;
export type NeighbourhoodTab = (typeof NEIGHBOURHOOD_TABS)[number];
/** Besides its tabs: how organisers look after its directory, one element of its map, and all of it on one sheet. */
export type NeighbourhoodPage = NeighbourhoodTab | 'directory' | 'element' | 'summary' | 'beside';

export type Page =
  | { name: 'home' }
  | { name: 'sign-in'; next: string }
  | { name: 'care-map'; id: string }
  | { name: 'sharing'; id: string }
  | { name: 'team'; id: string }
  | { name: 'remarks'; on: 'care_map' | 'neighbourhood'; id: string }
  | { name: 'own-remarks' }
  | { name: 'own-places' }
  | { name: 'print'; id: string }
  | { name: 'drawings'; id: string }
  | { name: 'drawing'; id: string; drawing: string }
  | { name: 'comparison'; id: string }
  | { name: 'what-if'; id: string }
  | { name: 'rests-on'; id: string }
  | { name: 'blank-sheet'; id: string }
  | { name: 'neighbourhood'; id: string; tab: NeighbourhoodPage; element?: string }
  | { name: 'invitation'; secret: string }
  | { name: 'administration' }
  | { name: 'questions' }
  | { name: 'own-query' }
  | { name: 'api' }
  | { name: 'methods' }
  | { name: 'own-data' }
  | { name: 'review'; id: string }
  | { name: 'worried' }
  | { name: 'not-found' };

type Maker = (part: string, query: URLSearchParams, second: string) => Page;

const PAGES: readonly (readonly [RegExp, Maker])[] = [
  [/^\/$/, () => ({ name: 'home' })],
  [/^\/sign-in$/, (_, query) => ({ name: 'sign-in', next: ownAddress(query.get('next')) })],
  [/^\/care-maps\/([^/]+)$/, (id) => ({ name: 'care-map', id })],
  [/^\/care-maps\/([^/]+)\/blank-sheet$/, (id) => ({ name: 'blank-sheet', id })],
  [/^\/care-maps\/([^/]+)\/sharing$/, (id) => ({ name: 'sharing', id })],
  [/^\/care-maps\/([^/]+)\/team$/, (id) => ({ name: 'team', id })],
  [/^\/care-maps\/([^/]+)\/said$/, (id) => ({ name: 'remarks', on: 'care_map', id })],
  [/^\/neighbourhoods\/([^/]+)\/said$/, (id) => ({ name: 'remarks', on: 'neighbourhood', id })],
  [/^\/me\/remarks$/, () => ({ name: 'own-remarks' })],
  [/^\/own-places$/, () => ({ name: 'own-places' })],
  [/^\/care-maps\/([^/]+)\/print$/, (id) => ({ name: 'print', id })],
  [/^\/care-maps\/([^/]+)\/drawings$/, (id) => ({ name: 'drawings', id })],
  [/^\/care-maps\/([^/]+)\/drawings\/([^/]+)$/, (id, _, drawing) => ({ name: 'drawing', id, drawing })],
  [/^\/care-maps\/([^/]+)\/comparison$/, (id) => ({ name: 'comparison', id })],
  [/^\/care-maps\/([^/]+)\/what-if$/, (id) => ({ name: 'what-if', id })],
  [/^\/care-maps\/([^/]+)\/rests-on$/, (id) => ({ name: 'rests-on', id })],
  [/^\/neighbourhoods\/([^/]+)$/, (id) => ({ name: 'neighbourhood', id, tab: 'network' })],
  ...NEIGHBOURHOOD_TABS.slice(1).map((tab): readonly [RegExp, Maker] => [
    new RegExp(`^/neighbourhoods/([^/]+)/${tab}$`),
    (id) => ({ name: 'neighbourhood', id, tab }),
  ]),
  [/^\/neighbourhoods\/([^/]+)\/directory$/, (id) => ({ name: 'neighbourhood', id, tab: 'directory' })],
  [/^\/neighbourhoods\/([^/]+)\/summary$/, (id) => ({ name: 'neighbourhood', id, tab: 'summary' })],
  [/^\/neighbourhoods\/([^/]+)\/elements\/([^/]+)$/, (id, _, element) => ({ name: 'neighbourhood', id, tab: 'element', element })],
  [/^\/neighbourhoods\/([^/]+)\/beside\/([^/]+)$/, (id, _, element) => ({ name: 'neighbourhood', id, tab: 'beside', element })],
  [/^\/invitations\/([^/]+)$/, (secret) => ({ name: 'invitation', secret })],
  [/^\/administration$/, () => ({ name: 'administration' })],
  [/^\/reviews\/([^/]+)$/, (id) => ({ name: 'review', id })],
  [/^\/me\/data$/, () => ({ name: 'own-data' })],
  [/^\/worried$/, () => ({ name: 'worried' })],
  [/^\/questions$/, () => ({ name: 'questions' })],
  [/^\/questions\/cypher$/, () => ({ name: 'own-query' })],
  [/^\/api-description$/, () => ({ name: 'api' })],
  [/^\/methods$/, () => ({ name: 'methods' })],
];

/** Return the page that a path and its query name. A slash too many at the end does not matter. */
export function pageAt(path: string, search = ''): Page {
  const plain = path.length > 1 ? path.replace(/\/+$/, '') : path;
  for (const [pattern, make] of PAGES) {
    const found = pattern.exec(plain || '/');
    if (found) return make(decoded(found[1] ?? ''), new URLSearchParams(search), decoded(found[2] ?? ''));
  }
  return { name: 'not-found' };
}

/** Return the address of a neighbourhood's page. */
export function neighbourhoodAddress(id: string, tab: Exclude<NeighbourhoodPage, 'element' | 'beside'> = 'network'): string {
  const whole = `/neighbourhoods/${encodeURIComponent(id)}`;
  return tab === 'network' ? whole : `${whole}/${tab}`;
}

/** Return the address of one element of a neighbourhood's map. */
export function elementAddress(id: string, element: string): string {
  return `${neighbourhoodAddress(id)}/elements/${encodeURIComponent(element)}`;
}

/** Return the address of two neighbourhoods beside each other. */
export function besideAddress(id: string, other: string): string {
  return `${neighbourhoodAddress(id)}/beside/${encodeURIComponent(other)}`;
}

/** Return the address that signs a reader in and brings them back. */
export function signInAddress(next: string): string {
  return next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`;
}

/** Return whether anyone may open the page without signing in. */
export function isOpen(page: Page): boolean {
  return page.name === 'sign-in' || page.name === 'invitation' || page.name === 'worried';
}

// A link in a message must never lead to another site by way of the sign-in page. An address is
// read as the browser will read it, so that "//", "/\" and the like are seen for what they are.
function ownAddress(next: string | null): string {
  const here = 'https://care-mapping.invalid';
  if (!next?.startsWith('/') || !URL.canParse(next, here)) return '/';
  const url = new URL(next, here);
  return url.origin === here ? url.pathname + url.search : '/';
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
