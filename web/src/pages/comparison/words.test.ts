import { describe, expect, it } from 'vitest';

import type { Compared } from '../../api/shapes';
import { connectionOf, elementOf, figureOf, type Document } from '../../drawing/model';
import { factWords, marksOf, numberWords, overlaid, strongOn } from './words';

function drawing(people: string[], lines: [id: string, from: string, to: string][]): Document {
  return {
    id: 'm', title: 'Ivy', neighbourhood: null, state: 'open', review_on: null, edit_seq: 0, owner_elements: ['ivy'],
    elements: people.map((id) => elementOf({ id, scope: 'm', kind: 'person', name: id })),
    figures: people.map((element_id) => figureOf({ element_id, x: 0, y: 0, presence: 'lives_with' })),
    connections: lines.map(([id, from, to]) => connectionOf({ id, type: 'cares_for', from, to, state: 'generative' })),
    households: [],
  };
}

const earlier = drawing(['ivy', 'june', 'rosa'], [['1', 'june', 'ivy'], ['2', 'rosa', 'ivy']]);
const later = drawing(['ivy', 'rosa', 'halima'], [['2', 'rosa', 'ivy'], ['3', 'halima', 'ivy']]);
const found = {
  earlier: { at: '2026-05-20T00:00:00Z', kept: null, document: earlier },
  later: { at: '2026-11-22T00:00:00Z', kept: null, document: later },
  comparison: {
    connections: [
      { what: 'new', giver: 'halima', receiver: 'ivy', before_ids: [], after_ids: ['3'] },
      { what: 'gone', giver: 'june', receiver: 'ivy', before_ids: ['1'], after_ids: [] },
    ],
    figures: [],
  },
} as unknown as Compared;

describe('a comparison in pictures', () => {
  it('lets only what changed be strong, and names who it is about', () => {
    const { faint, named } = strongOn(found, found.later, 'after');
    expect([...faint].sort()).toEqual(['2', 'rosa']);
    expect([...named].sort()).toEqual(['halima', 'ivy', 'june']);
  });

  it('lays what is gone over what is there now', () => {
    const both = overlaid(found);
    expect(both.figures.map(({ element_id }) => element_id)).toEqual(['ivy', 'rosa', 'halima', 'june']);
    expect(both.connections.map(({ id }) => id)).toEqual(['2', '3', '1']);
    expect(marksOf(found)).toEqual(new Map([['3', 'new'], ['1', 'gone']]));
  });

  it('shows numbers as they are, and a dash for none', () => {
    expect([numberWords(1.1941309), numberWords(22), numberWords(null)]).toEqual(['1.194', '22', '–']);
    expect([factWords(0.9130434, 'share'), factWords(4, 'count')]).toEqual(['91%', '4']);
  });
});
