import { describe, expect, it } from 'vitest';

import { connectionOf, elementOf, figureOf, type Document } from '../drawing/model';
import type { SharedThing, Sharing } from '../api/shapes';
import { sharedFigures, sharedInWords, waysToShow } from './shared-things';

const person = (id: string, name: string) =>
  elementOf({ id, name, kind: 'person', scope: 'map', individual: true });
const club = elementOf({ id: 'club', name: 'Lunch club', kind: 'group', scope: 'larkmead' });

const care = (from: string, to: string) => connectionOf({ id: `${from}-${to}`, type: 'cares_for', from, to });

/** Ivy's map: Rosa next door, Desmond her husband, a lunch club picked from the directory. */
const document: Document = {
  id: 'map',
  title: 'Ivy’s care map',
  neighbourhood: 'larkmead',
  state: 'open',
  review_on: null,
  edit_seq: 1,
  owner_elements: ['ivy'],
  elements: [club, person('desmond', 'Desmond'), person('ivy', 'Ivy'), person('rosa', 'Rosa')],
  figures: [
    figureOf({
      element_id: 'rosa',
      x: 0,
      y: 0,
      presence: 'lives_with',
      told: 'agreed',
      told_on: '2026-11-20',
    }),
  ],
  connections: [care('rosa', 'ivy'), care('ivy', 'club'), care('rosa', 'desmond')],
  households: [],
};

function thing(about: string, given: Partial<SharedThing> = {}): SharedThing {
  return {
    about,
    about_kind: about.includes('-') ? 'connection' : 'element',
    shared: false,
    seen: false,
    detail: null,
    given_at: null,
    wording: null,
    told: null,
    needs: [],
    asks_you: false,
    ...given,
  };
}

function sharing(...things: SharedThing[]): Sharing {
  return { neighbourhood: { id: 'larkmead', name: 'Larkmead' }, evaluation: false, wordings: [], things };
}

const ALL = ['desmond', 'ivy', 'rosa', 'rosa-ivy', 'ivy-club', 'rosa-desmond'].map((about) => thing(about));

describe('what can be shared', () => {
  it('offers no line of a child: children never leave the map', () => {
    const elements = document.elements.map((one) => (one.id === 'rosa' ? { ...one, child: true } : one));
    const figures = sharedFigures({ ...document, elements }, sharing(...ALL), 'owner');
    expect(figures.flatMap(({ lines }) => lines.map(({ connection }) => connection.id))).toEqual(['ivy-club']);
    expect(figures.map(({ name }) => name)).toContain('Rosa');
  });

  it('stands under each figure, the Team Owner first, and every connection once', () => {
    const figures = sharedFigures(document, sharing(...ALL), 'owner');
    expect(figures.map(({ name, lines }) => [name, lines.map(({ sentence }) => sentence)])).toEqual([
      ['You', []],
      ['Desmond', []],
      ['Lunch club', ['You care for Lunch club']],
      ['Rosa', ['Rosa cares for you', 'Rosa cares for Desmond']],
    ]);
  });

  it('names the Team Owner to anyone else', () => {
    const [first] = sharedFigures(document, sharing(...ALL), 'other');
    expect(first?.name).toBe('Ivy');
  });

  it('has no switch for a body of the directory, which is shared already', () => {
    const found = sharedFigures(document, sharing(...ALL), 'owner').find(({ name }) => name === 'Lunch club');
    expect(found?.thing).toBeUndefined();
  });

  it('asks what others said, and not the Team Owner or the directory', () => {
    const asked = sharedFigures(document, sharing(...ALL), 'owner').filter(({ toldMatters }) => toldMatters);
    expect(asked.map(({ name, toldOn }) => [name, toldOn])).toEqual([
      ['Desmond', null],
      ['Rosa', '2026-11-20'],
    ]);
  });
});

describe('how much is shared', () => {
  it('counts only connections that can be seen', () => {
    const now = sharing(
      thing('rosa-ivy', { shared: true, seen: true }),
      thing('rosa-desmond', { shared: true, needs: ['Desmond is not shown yet'] }),
      thing('ivy-club'),
    );
    expect(sharedInWords(now)).toBe('1 of 3 connections can be seen there. 1 more waits for something.');
  });

  it('says plainly that nothing is', () => {
    expect(sharedInWords(sharing(...ALL))).toBe('No connection can be seen there now.');
  });
});

it('offers the least that says who somebody is first', () => {
  expect(waysToShow(person('rosa', 'Rosa')).map(([way]) => way)).toEqual([
    'neighbour',
    'first_name',
    'named',
  ]);
  expect(waysToShow(club).map(([way]) => way)).toEqual(['neighbour', 'named']);
});
