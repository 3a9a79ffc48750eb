import { describe, expect, it } from 'vitest';

import type { DirectoryStep } from '../../../api/shapes';
import { changeWords, connect, pointOf, pointWords, say, tick } from './steps';

const nameOf = (id: string) => ({ club: 'Lunch club', hub: 'Hub' })[id] ?? 'something else';

it.each([
  ['51.5571, -0.0553', [-0.0553, 51.5571]],
  [' 51.5  -0.05 ', [-0.05, 51.5]],
  ['', null],
  ['the corner', undefined],
  ['51.5', undefined],
  ['51, 0, 3', undefined],
])('two numbers as a map gives them are a point: %s', (text, point) => {
  expect(pointOf(text)).toEqual(point);
});

it('a point is written as it is read', () => {
  expect(pointOf(pointWords({ lat: 51.5571, lon: -0.0553 }))).toEqual([-0.0553, 51.5571]);
  expect(pointWords({ lat: null, lon: null })).toBe('');
});

describe('what a change did, in words', () => {
  const steps: [DirectoryStep, string][] = [
    [say('club', 'name', 'Lunch', 'Lunch club'), 'Name: Lunch → Lunch club.'],
    [say('club', 'opening', null, 'Tuesdays'), 'Open: nothing → Tuesdays.'],
    [say('club', 'kind', 'group', 'business'), 'What it is: group → shop or business.'],
    [say('club', 'retired', null, '2026-05-04'), 'Taken out of the directory.'],
    [tick('club', 'offers', 'meals', true), 'What it offers: meals added.'],
    [connect({ type: 'collaborates_with', from: 'club', to: 'hub', state: 'engaged' }), 'Connected: Lunch club works with Hub.'],
    [{ does: 'set', on: 'element', id: 'club', field: 'merged_into', was: null, now: 'hub' }, 'Merged: Lunch club is Hub now.'],
  ];
  it.each(steps)('%j', (step, words) => {
    expect(changeWords({ steps: [step] }, nameOf)).toEqual([words]);
  });
});
