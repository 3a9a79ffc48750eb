import { expect, it } from 'vitest';

import type { Me } from '../api/shapes';
import { drawsMaps, linksFor } from './links';

const account: Me = {
  id: 'a',
  name: 'Someone',
  email: 'someone@example.org',
  title: '',
  service_roles: [],
  care_maps: [],
  neighbourhoods: [],
  demo: false,
};

it('leads a Team Owner to their own map, their team and who sees it', () => {
  const me = { ...account, care_maps: [{ id: 'm1', title: 'Ivy’s care map', role: 'owner' }] };
  expect(linksFor(me).map(({ words }) => words)).toEqual(['Care maps', 'My care map', 'My team', 'Who sees it']);
});

it('leads an organiser to their neighbourhood', () => {
  const me: Me = { ...account, neighbourhoods: [{ id: 'larkmead', name: 'Larkmead', role: 'organiser' }] };
  expect(linksFor(me).at(-1)).toEqual({ href: '/neighbourhoods/larkmead', words: 'Larkmead' });
});

it('keeps administrators and analysts away from care maps', () => {
  for (const role of ['administrator', 'analyst']) {
    const me: Me = { ...account, service_roles: [role] };
    expect(drawsMaps(me)).toBe(false);
    expect(linksFor(me).map(({ href }) => href)).not.toContain('/');
  }
});
