/** Which pages the top of every page leads to, for each who is signed in. */

import type { Me } from '../api/shapes';

export interface PageLink {
  href: string;
  words: string;
}

export function linksFor(me: Me): PageLink[] {
  const own = me.care_maps.find((map) => map.role === 'owner');
  const links: PageLink[] = [];
  if (drawsMaps(me)) links.push({ href: '/', words: 'Care maps' });
  if (own) {
    links.push({ href: `/care-maps/${own.id}`, words: 'My care map' });
    links.push({ href: `/care-maps/${own.id}/team`, words: 'My team' });
    links.push({ href: `/care-maps/${own.id}/sharing`, words: 'Who sees it' });
  }
  for (const { id, name } of me.neighbourhoods) links.push({ href: `/neighbourhoods/${id}`, words: name });
  if (me.service_roles.includes('analyst')) links.push({ href: '/questions', words: 'Questions' });
  if (me.service_roles.includes('administrator'))
    links.push({ href: '/administration', words: 'Administration' });
  return links;
}

/** Return whether they can start a care map: everyone but those whose work must stay away from them. */
export function drawsMaps(me: Me): boolean {
  return !me.service_roles.includes('analyst') && !me.service_roles.includes('administrator');
}
