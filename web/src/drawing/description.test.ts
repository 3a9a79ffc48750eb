/** The map in words says everything that the drawing shows. */

import { describe, expect, it } from 'vitest';

import ivy from '../../dev/ivy.json';
import { described } from './description';
import { careMapOf } from './model';
import type { Document } from './model';

const map = careMapOf(ivy as unknown as Document);
const parts = described(map);
const under = (heading: string) => parts.find((one) => one.heading === heading)?.sentences ?? [];

describe('the map in words', () => {
  it('begins in short, counted by hand: 25 figures, 30 arrows, two who might help', () => {
    expect(under('In short')).toEqual([
      'Ivy’s care map: 14 people, 1 pet and 10 professionals, services and groups, of whom 2 might help. 30 arrows of care.',
      'Ivy Adeyemi, whose map this is. Cares for 5, cared for by 14.',
      'Who do you care for? 5. Who else cares for them? 10, and 1 who might. Who cares for you? 13, and 1 who might.',
    ]);
  });

  it('names everyone once, where they are', () => {
    const named = ['Lives with Ivy', 'Nearby', 'Within 2 hours', 'Further away'].flatMap(under);
    expect(named).toHaveLength(24);
    expect(under('Lives with Ivy')).toContain('Biscuit: pet, cat. Cares for 1, cared for by 1.');
    expect(under('Nearby')).toContain('Kofi: person, grandson, 14, child. Cares for 1, cared for by no one yet.');
  });

  it('tells every arrow once, and who lives together', () => {
    const told = parts.filter(({ heading }) => heading.startsWith('What ')).flatMap(({ sentences }) => sentences);
    expect(told).toHaveLength(30);
    expect(told).toContain('Rosa cares for Ivy: errands and lifts, meals, company. Every day, given freely, care flows.');
    expect(under('Living together')).toEqual(['Biscuit, Desmond and Ivy live together.', 'Grace, Kofi, Tunde and Zuri live together.']);
  });
});
