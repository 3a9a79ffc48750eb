/** Finding an area, a body or a team by its name, among what the page already has: nothing is asked of anybody. Pure. */

import type { ViewElement } from '../api/shapes';
import { capital, KINDS } from '../drawing/words';
import { plain } from '../pages/neighbourhood/shown';
import type { Places } from './words';

export interface Found {
  /** The code of an area, or the id of what is found. */
  key: string;
  name: string;
  /** What it is, in words. */
  what: string;
  kind: 'area' | 'body' | 'team';
}

const MOST = 8;

/** Return what has this text in its name, the names that begin with it first. */
export function foundBy(text: string, places: Places, elements: readonly ViewElement[]): Found[] {
  const words = plain(text);
  if (!words) return [];
  const every: Found[] = [
    ...places.areas.map(({ code, name }): Found => ({ key: code, name, what: 'Area', kind: 'area' })),
    ...places.assets.map(({ id, label, kind }): Found => ({ key: id, name: label, what: capital(KINDS[kind]), kind: 'body' })),
    ...elements.filter(({ kind }) => kind === 'team').map(({ id, label }): Found => ({ key: id, name: label, what: 'Team', kind: 'team' })),
  ];
  const place = (one: Found) => {
    const name = plain(one.name);
    return name.startsWith(words) ? 0 : name.includes(words) || (one.kind === 'area' && plain(one.key) === words) ? 1 : 2;
  };
  return every
    .map((one) => ({ one, at: place(one) }))
    .filter(({ at }) => at < 2)
    .sort((one, other) => one.at - other.at || one.one.name.localeCompare(other.one.name, 'en-GB', { numeric: true }))
    .slice(0, MOST)
    .map(({ one }) => one);
}
