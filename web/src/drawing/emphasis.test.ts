/** Numbers are counted by hand on Ivy's map, or are those of measures.md. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anyMap, mapOf } from '../../dev/any-maps';
import { IVY } from '../../dev/sample-maps';
import { bothWays, bothWaysSentences } from './both-ways';
import { broughtOut, emphasisSentence, givesSentence, matching, NOTHING } from './emphasis';
import type { Frequency, State } from './model';

const id = (name: string) => [...IVY.elements.values()].find((one) => one.name === name)?.id ?? '';
const person = (x: number, name: string) => ({ x, y: 0, kind: 'person' as const, child: false, potential: false, name, relation: null });
const care = (from: number, to: number, frequency: Frequency | null, state: State = 'generative') => ({ from, to, type: 'cares_for' as const, frequency, formality: null, state });
const IVYS = [person(0, 'Ivy'), person(150, 'Rosa'), person(-150, 'Ben'), person(300, 'Asha')];

describe('bringing out', () => {
  it('asks nothing, and then all is drawn alike', () => {
    expect(broughtOut(IVY, NOTHING)).toBeNull();
  });

  it('what one figure gives, and no one else’s', () => {
    const out = broughtOut(IVY, { ...NOTHING, giver: id('Halima Yusuf') });
    expect([...(out?.figures ?? [])].sort()).toEqual([id('Desmond'), id('Halima Yusuf')].sort());
    expect(givesSentence(IVY, id('Halima Yusuf'))).toMatch(/^Halima gives .+ to Desmond\.$/);
  });

  it('is every arrow that says all that is asked, and no other', () => {
    fc.assert(fc.property(anyMap(), fc.constantFrom('paid', 'gifted', 'unsaid', null), fc.constantFrom('weekly', 'unsaid', null), (map, formality, frequency) => {
      const lines = new Set(matching(map, { ...NOTHING, formality, frequency }).map(({ id: line }) => line));
      for (const one of map.connections.values()) {
        const fits = (asked: string | null, is: string | null) => asked === null || (asked === 'unsaid' ? is === null : is === asked);
        expect(lines.has(one.id)).toBe(one.type === 'cares_for' && fits(formality, one.formality) && fits(frequency, one.frequency));
      }
    }));
  });

  it('is said in words', () => {
    const map = mapOf(IVYS, [care(1, 0, 'weekly'), care(2, 0, null), care(0, 3, 'daily', 'inactive')]);
    expect(emphasisSentence(map, { ...NOTHING, frequency: 'weekly' })).toBe('1 of 3 arrows: every week.');
    expect(emphasisSentence(map, { ...NOTHING, giver: 'e03', formality: 'unsaid' })).toBe('None of 3 arrows: what Asha gives, given or paid not said yet.');
  });
});

describe('care in both directions', () => {
  it('counts times a week where they are said, and says where they are not', () => {
    const map = mapOf(IVYS, [care(1, 0, 'several_daily'), care(2, 0, null), care(2, 0, 'weekly', 'inactive'), care(0, 3, 'monthly'), care(0, 1, 'daily')]);
    expect(bothWays(map, 'e00')).toEqual({ gives: { others: 2, contacts: 94 / 13, unsaid: 0 }, gets: { others: 2, contacts: 21, unsaid: 1 } });
    expect(bothWaysSentences(map, 'e00')).toEqual([
      'Ivy gives care to 2 others, about 7 times a week.',
      'Ivy gets care from 2 others, about 21 times a week.',
      'How often is not said yet for 1 arrow, so it is not in these times.',
    ]);
  });

  it('rounds nothing up, and says no one where there is no one', () => {
    expect(bothWaysSentences(mapOf(IVYS, [care(0, 1, 'occasional')]), 'e00')).toEqual([
      'Ivy gives care to 1 other, less than once a week.', 'Ivy gets care from no one yet.',
    ]);
    expect(bothWaysSentences(mapOf(IVYS, []), 'e00')).toEqual([]);
  });
});
