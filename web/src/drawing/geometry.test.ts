/** Expected numbers are by hand, from the look's README and symbols.svg. */

import { describe, expect, it } from 'vitest';

import ivy from '../../dev/ivy.json';
import { arrowsOf } from './arrows';
import { handleAt, headAt, houseAt, lineOf, nearestThatWay } from './geometry';
import { careMapOf, PRESENCES, ringOf } from './model';
import type { Document } from './model';
import { freePlace, liveWith, moveToRing, placeAt } from './placing';
import { apply } from './edits';

const MAP = careMapOf(ivy as unknown as Document);
const named = (name: string) => [...MAP.elements.values()].find((one) => one.name === name)?.id ?? '';

describe('arrows', () => {
  it('stop short of the figure they point at', () => {
    const arrow = arrowsOf(MAP, 1).find(({ id }) => id === 'c29');
    const ivyAt = MAP.figures.get('e00') ?? { x: 0, y: 0 };
    const tip = (arrow?.head ?? '').slice(1).split('L')[0]?.split(' ').map(Number) ?? [];
    expect(Math.hypot((tip[0] ?? 0) - ivyAt.x, (tip[1] ?? 0) - ivyAt.y)).toBeCloseTo(40, 0);
  });

  it('say how often by weight and dash, and invent nothing', () => {
    expect(lineOf({ frequency: 'several_daily', state: 'generative' })).toEqual({ weight: 6, dash: null });
    expect(lineOf({ frequency: 'weekly', state: 'generative' })).toEqual({ weight: 3, dash: '9 6' });
    expect(lineOf({ frequency: null, state: 'generative' })).toEqual({ weight: 1.75, dash: '6 5' });
    expect(headAt({ x: 148, y: 0 }, 0, 4.5)).toBe('M148 0L134.1 -7.6L138 0L134.1 7.6Z');
  });
});

describe('places', () => {
  it('are in the ring they are said to be in', () => {
    for (const presence of PRESENCES.slice(1)) {
      const place = freePlace(MAP, presence);
      expect(ringOf(place)).toBe(presence);
      expect(Number.isInteger(place.x) && Number.isInteger(place.y)).toBe(true);
    }
    expect(ringOf({ x: 170, y: 0 })).toBe('lives_with');
    expect(ringOf({ x: 171, y: 0 })).toBe('nearby');
  });

  it('in the Team Owner’s home are lived in with them', () => {
    const home = MAP.households.get('h0') ?? { x: 0, y: 0 };
    expect(houseAt(MAP, home)?.id).toBe('h0');
    expect(placeAt(MAP, home)).toMatchObject({ presence: 'lives_with', household: 'h0' });
  });

  it('of those who share a home move together', () => {
    const { map } = apply(MAP, { steps: moveToRing(MAP, named('Grace'), 'further_away'), undoes: null });
    const [grace, kofi] = [map.figures.get(named('Grace')), map.figures.get(named('Kofi'))];
    expect(grace?.presence).toBe('further_away');
    expect(kofi?.household).toBe('h1');
    const apart = MAP.figures.get(named('Kofi'));
    expect((kofi?.y ?? 0) - (grace?.y ?? 0)).toBe((apart?.y ?? 0) - (MAP.figures.get(named('Grace'))?.y ?? 0));
  });

  it('are in a home that is drawn, when two come to live together', () => {
    const { map } = apply(MAP, { steps: liveWith(MAP, named('Joseph Cohen'), named('Michael')), undoes: null });
    const [joseph, michael] = [map.figures.get(named('Joseph Cohen')), map.figures.get(named('Michael'))];
    expect(joseph?.household).toBe(michael?.household);
    expect(map.households.size).toBe(3);
  });
});

describe('going by keyboard', () => {
  it('reaches the nearest figure that way', () => {
    expect(nearestThatWay(MAP.figures, named('Ivy Adeyemi'), { x: 1, y: 0 })).toBe(named('Desmond'));
  });
});

describe('the handle of a chosen figure', () => {
  it('stands at the corner that covers no label', () => {
    const label = (x: number, y: number) => ({ x, y, width: 90, height: 36 });
    expect(handleAt({ x: 0, y: 0 }, 1, [])).toEqual({ x: 38, y: -30 });
    expect(handleAt({ x: 0, y: 0 }, 1, [label(-45, -64)])).toEqual({ x: 38, y: 30 });
    expect(handleAt({ x: 0, y: 0 }, 1, [label(-45, -64), label(28, 10)])).toEqual({ x: -38, y: 30 });
  });
});
