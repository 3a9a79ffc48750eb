/** Names that are drawn: who is there already is not drawn twice, and nobody is taken for another silently. */

import { describe, expect, it } from 'vitest';

import ivy from '../../dev/ivy.json';
import { adding, pickInstead, someoneElse, whoIs } from './adding';
import { apply } from './edits';
import { careMapOf, elementOf } from './model';
import type { CareMap, Document } from './model';
import { understood } from './quick-add';
import type { Step } from './steps';

const map = careMapOf(ivy as unknown as Document);
const [ivyHerself, rosa] = ['e00', 'e03'];
const after = (steps: readonly Step[], start: CareMap = map) => apply(start, { steps, undoes: null }).map;
const who = (typed: string) => understood(typed).map((guess) => whoIs(map, guess))[0];

describe('who is meant', () => {
  it('is somebody of that name, or of that first name where there is one', () => {
    expect([who('Rosa Delgado'), who('rosa'), who('Rosa next door'), who('Tanyard lunch club'), who('Biscuit')]).toEqual([rosa, rosa, rosa, 'e13', 'e02']);
  });

  it('is somebody new where what was typed is not true of them', () => {
    expect([who('Rosa my cousin'), who('Rosa the cat'), who('Rosalind'), who('Biscuit the dog')]).toEqual([null, null, null, null]);
  });

  it('is nobody known where two have that name', () => {
    const two = after(adding(map, understood('Rosa Khan')).steps);
    expect(understood('Rosa').map((guess) => whoIs(two, guess))).toEqual([null]);
  });
});

describe('names that are drawn', () => {
  it('come with an arrow that says only what was typed', () => {
    const { steps, added } = adding(map, understood('Asha every day, Ben might help, Cy'), { care: { way: 'from', other: ivyHerself } });
    const drawn = after(steps);
    expect(added.map(({ arrow }) => drawn.connections.get(arrow ?? '')).map((one) => [one?.to, one?.frequency, one?.formality, one?.state])).toEqual([
      [ivyHerself, 'daily', null, 'generative'], [ivyHerself, null, null, 'potential'], [ivyHerself, null, null, 'generative'],
    ]);
  });

  it('get an arrow only if they are on the map, and none if that is there too', () => {
    const { steps, added } = adding(map, understood('Rosa, Joseph, Ivy'), { care: { way: 'from', other: ivyHerself } });
    expect(steps.map(({ does }) => does)).toEqual(['connect']);
    expect(added.map(({ id, was, arrow }) => [id, was, arrow !== null])).toEqual([[rosa, 'there already', false], ['e04', 'there already', true], [ivyHerself, 'there already', false]]);
  });

  it('can be somebody else of the same name after all: the arrow is theirs then', () => {
    const care = { way: 'from', other: ivyHerself } as const;
    const first = adding(map, understood('Joseph'), { care });
    const [joseph] = first.added;
    if (!joseph) throw new Error('nobody was added');
    const there = after(first.steps);
    const other = someoneElse(there, joseph, care);
    const both = after(other.steps, there);
    expect(both.figures.size).toBe(map.figures.size + 1);
    expect(both.connections.has(joseph.arrow ?? '')).toBe(false);
    expect(both.connections.get(other.added.arrow ?? '')).toMatchObject({ from: other.added.id, to: ivyHerself });
  });

  it('live where it was said', () => {
    const { steps, added } = adding(map, understood('Asha who lives with me, Ben an hour away'));
    const drawn = after(steps);
    expect(added.map(({ id }) => drawn.figures.get(id)?.presence)).toEqual(['lives_with', 'within_2_hours']);
    expect(drawn.figures.get(added[0]?.id ?? '')?.household).toBe(map.figures.get(ivyHerself)?.household);
  });
});

it('a body of the directory takes the place of what was typed, with its arrows', () => {
  const body = elementOf({ id: 'body', scope: 'larkmead', kind: 'group', name: 'Tanyard lunch club' });
  const known = { ...map, elements: new Map([...map.elements, ['body', body] as const]) };
  const drawn = after(pickInstead(known, 'e13', body), known);
  expect([drawn.figures.has('e13'), drawn.figures.has('body')]).toEqual([false, true]);
  const of = (all: CareMap, id: string) => [...all.connections.values()].filter(({ from, to }) => from === id || to === id).map(({ frequency, care_types }) => [frequency, care_types]);
  expect(of(drawn, 'body')).toEqual(of(map, 'e13'));
});
