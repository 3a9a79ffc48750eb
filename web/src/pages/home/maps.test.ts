import { describe, expect, it } from 'vitest';

import type { CareMapCard } from '../../api/shapes';
import { elementOf } from '../../drawing/model';
import { foundBy, inOrder, isDue, lastDrawn, yourTurn } from './maps';

const NOW = new Date(2026, 10, 22, 10, 0);
const nadia = { id: 'nadia', name: 'Nadia Hassan' };

function map(fields: Partial<CareMapCard> = {}): CareMapCard {
  return {
    id: 'm', title: 'Ivy’s care map', role: 'editor', neighbourhood: null, state: 'open', review_on: null,
    figures: 2, potential: 0, last_edit_at: '2026-11-20T10:00:00Z', last_edit_by: nadia, last_edit_mine: true,
    drawings: 0, last_kept_at: null, remarks_waiting: 0,
    thumbnail: {
      id: 'm', title: 'Ivy’s care map', neighbourhood: null, state: 'open', review_on: null, edit_seq: 3,
      owner_elements: ['ivy'], figures: [], connections: [], households: [],
      elements: [
        elementOf({ id: 'ivy', scope: 'm', kind: 'person', name: 'Ivy Adeyemi' }),
        elementOf({ id: 'jose', scope: 'm', kind: 'person', name: 'José Pérez' }),
      ],
    },
    ...fields,
  };
}

describe('whose turn it is', () => {
  it('is the reader’s where somebody else drew last', () => {
    expect(yourTurn(map({ last_edit_mine: false }), NOW)).toBe('Your turn: Nadia drew last');
    expect(yourTurn(map(), NOW)).toBeNull();
  });

  it('is the reader’s where a review is due, and only then', () => {
    expect(yourTurn(map({ review_on: '2026-11-22' }), NOW)).toBe('Your turn: a review is due');
    expect(yourTurn(map({ review_on: '2026-11-23' }), NOW)).toBeNull();
  });

  it('is nobody’s who only looks, and on no closed map', () => {
    expect(yourTurn(map({ role: 'viewer', last_edit_mine: false }), NOW)).toBeNull();
    expect(yourTurn(map({ state: 'closed', review_on: '2026-01-01' }), NOW)).toBeNull();
  });
});

describe('the list', () => {
  it('puts reviews that are due first, the longest due before', () => {
    const maps = [map({ id: 'a' }), map({ id: 'b', review_on: '2026-11-25' }), map({ id: 'c', review_on: '2026-11-09' }), map({ id: 'd', review_on: '2027-11-09' })];
    expect(inOrder(maps, NOW).map(({ id }) => id)).toEqual(['c', 'b', 'a', 'd']);
    expect(maps.map((one) => isDue(one, NOW))).toEqual([false, true, true, false]);
  });

  it('finds a map by its title, its place, or anyone on it, with or without accents', () => {
    expect(foundBy(map(), 'Larkmead', 'IVY')).toBe('');
    expect(foundBy(map(), 'Larkmead', 'lark')).toBe('');
    expect(foundBy(map(), 'Larkmead', 'adeyemi')).toBe('');
    expect(foundBy(map(), 'Larkmead', 'perez')).toBe('José Pérez');
    expect(foundBy(map(), 'Larkmead', 'zofia')).toBeNull();
  });

  it('says who drew last', () => {
    expect(lastDrawn(map(), NOW)).toBe('Last drawn 20 November, by you');
    expect(lastDrawn(map({ last_edit_mine: false }), NOW)).toBe('Last drawn 20 November, by Nadia');
    expect(lastDrawn(map({ last_edit_at: null }), NOW)).toBe('Nothing drawn yet');
  });
});
