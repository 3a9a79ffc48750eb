import { describe, expect, it } from 'vitest';

import type { ViewElement } from '../../api/shapes';
import { bridgesOf, wouldBreak, type Bridge } from './bridges';
import { fillsWords } from './suggestions';

const NAMES: Readonly<Record<string, string>> = { a: 'Ada', b: 'Ben', c: 'Cy', d: 'Dot', h: 'Home care' };
const labelOf = (id: string) => NAMES[id] ?? '';
const element = (id: string) => ({ id, label: labelOf(id) }) as ViewElement;
const bridge: Bridge = {
  element: element('h'), carries: 0.5, stranded: 0, losesAll: [], losesFormal: [], losesInformal: [], contacts: 7,
};

describe('bridges', () => {
  const reports = (betweenness: Record<string, number> | null, departures: Record<string, object>) =>
    ({ bridging: { betweenness }, resilience: { departures } }) as unknown as Parameters<typeof bridgesOf>[1];

  it('come with what carries most first, and leave out what nothing hangs on', () => {
    const found = bridgesOf(
      ['a', 'b', 'c', 'h'].map(element),
      reports({ a: 1, h: 0.5 }, { c: { stranded: 2, loses_all_care: [], loses_formal: [], loses_informal: [], contacts_lost: 1 } }),
    );
    expect(found.map((one) => one.element.id)).toEqual(['a', 'h', 'c']);
  });

  it('are there by what would be lost where only one side is drawn', () => {
    const lost = { h: { stranded: 0, loses_all_care: ['a'], loses_formal: ['a'], loses_informal: [], contacts_lost: 7 } };
    expect(bridgesOf(['a', 'h'].map(element), reports(null, lost)).map((one) => one.element.id)).toEqual(['h']);
  });

  it('say who would lose what, each person once, and no more names than can be read', () => {
    expect(wouldBreak({ ...bridge, losesAll: ['a'], losesFormal: ['a', 'b'] }, labelOf)).toBe(
      'Ada would lose all care. Ben would lose formal care.',
    );
    expect(wouldBreak({ ...bridge, losesInformal: ['a', 'b', 'c', 'd'], stranded: 1 }, labelOf)).toBe(
      'Ada, Ben and 2 more would lose informal care. 1 carer would be parted from the other side.',
    );
    expect(wouldBreak(bridge, labelOf)).toBe('No one would be cut off. The ways between the sides would be longer.');
  });
});

describe('a suggestion', () => {
  it('says what it fills', () => {
    expect(fillsWords([['a', 'formal', '', 1]], labelOf)).toBe('A first formal giver for Ada.');
    expect(fillsWords([['b', 'bridge', '', 1], ['a', 'care_type', 'meals', 2]], labelOf)).toBe(
      'A first partner on the other side for Ben and a second who gives Ada meals.',
    );
  });
});
