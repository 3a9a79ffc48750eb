/** A part of a map: as far out as one ring. */

import { PRESENCES } from '../drawing/model';
import type { CareMap, Presence } from '../drawing/model';

/** Return the map as far out as a ring, with whom it belongs to. */
export function upTo(map: CareMap, part: Presence): CareMap {
  const shown = new Set(PRESENCES.slice(0, PRESENCES.indexOf(part) + 1));
  const figures = new Map([...map.figures].filter(([id, { presence }]) => shown.has(presence) || map.owner_elements.includes(id)));
  const connections = new Map([...map.connections].filter(([, { from, to }]) => figures.has(from) && figures.has(to)));
  const lived = new Set([...figures.values()].map(({ household }) => household));
  const households = new Map([...map.households].filter(([id]) => lived.has(id) || figures.size === map.figures.size));
  return { ...map, figures, connections, households };
}
