/** What the place view asks of the server, and the same as the query of an address. */

import type { LayerName } from './words';

export type Asked = { layer?: LayerName; kind?: string; care?: string; sector?: string; shown?: string };

/** Return it as a query: "?care=meals", or nothing. */
export function queryOf(asked: Asked & { format?: string }): string {
  const query = new URLSearchParams(asked).toString();
  return query && `?${query}`;
}
