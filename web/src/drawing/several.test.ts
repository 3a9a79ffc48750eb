/** Several at once: one edit, and one undo gives back the map as it was. */

import { describe, expect, it } from 'vitest';

import ivy from '../../dev/ivy.json';
import { apply, opposite } from './edits';
import { careMapOf, documentOf } from './model';
import type { Document } from './model';
import { allLiveWith, chosenOf, moveAllToRing, rubOutAll, sayOfAll, shared, tickAll } from './several';
import type { Step } from './steps';
import { whatHappened } from './words';

const map = careMapOf(ivy as unknown as Document);
const HOME = ['e05', 'e06', 'e07', 'e08'];
const ARROWS = [...map.connections.keys()];

function done(steps: readonly Step[]) {
  const outcome = apply(map, { steps, undoes: null });
  const back = apply(outcome.map, { steps: opposite(outcome.steps), undoes: 'it' });
  expect(back.left_alone).toEqual([]);
  expect(documentOf(back.map)).toEqual(documentOf(map));
  return outcome.map;
}

describe('several at once', () => {
  it('are said the same, and those that say it already are left', () => {
    const steps = sayOfAll(map, 'connection', ARROWS, 'frequency', 'weekly');
    const after = done(steps);
    expect(new Set([...after.connections.values()].map(({ frequency }) => frequency))).toEqual(new Set(['weekly']));
    expect(steps).toHaveLength(ARROWS.filter((id) => map.connections.get(id)?.frequency !== 'weekly').length);
    expect(whatHappened(steps, map, after)).toBe(`${steps.length} arrows: every week.`);
  });

  it('get a kind of care, and lose it', () => {
    const after = done(tickAll(map, 'connection', ARROWS, 'care_types', 'meals', true));
    expect(shared([...after.connections.values()].map(({ care_types }) => ({ has: care_types.includes('meals') })), 'has')).toBe(true);
    done(tickAll(map, 'connection', ARROWS, 'care_types', 'meals', false));
  });

  it('go to a ring, and a home goes there once, with everyone in it', () => {
    const after = done(moveAllToRing(map, [...HOME, 'e03'], 'further_away'));
    expect([...HOME, 'e03'].map((id) => after.figures.get(id)?.presence)).toEqual(Array(5).fill('further_away'));
    expect(new Set(HOME.map((id) => after.figures.get(id)?.household)).size).toBe(1);
  });

  it('live together, as near as whom they join', () => {
    const after = done(allLiveWith(map, ['e17', 'e23'], 'e03'));
    expect(['e17', 'e23'].map((id) => after.figures.get(id)?.household)).toEqual(Array(2).fill(after.figures.get('e03')?.household));
    expect(['e17', 'e23'].map((id) => after.figures.get(id)?.presence)).toEqual(['nearby', 'nearby']);
  });

  it('are taken off with the arrows between them, but never whose map it is', () => {
    const after = done(rubOutAll(map, ['e00', 'e01', 'e03', 'c29', 'c00']));
    expect([after.figures.has('e00'), after.figures.has('e01'), after.figures.has('e03')]).toEqual([true, false, false]);
  });

  it('stand unanswered where they differ', () => {
    const { connections } = chosenOf(map, [...ARROWS, 'rubbed out']);
    expect(shared(connections, 'frequency')).toBeUndefined();
    expect(shared(connections.slice(0, 1), 'frequency')).toBe(connections[0]?.frequency);
  });
});
