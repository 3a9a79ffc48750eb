import { describe, expect, it } from 'vitest';

import vectors from '../../../../tests/vectors/chosen.json';
import type { ViewConnection, ViewElement } from '../../api/shapes';
import { chosenBy, queryOf } from './chosen';
import { givesOf, endsOf, shownOf } from './shown';

function element(id: string, sector: ViewElement['sector'], offers: string[] = []): ViewElement {
  return {
    id, kind: 'group', sector, offers, label: `${id} café`, sector_from_kind: false, supported: false,
    individual: false, at_home: false, area: null, lon: null, lat: null, roles: [], private: false,
  };
}

function line(from: string, to: string, some: Partial<ViewConnection> = {}): ViewConnection {
  return {
    id: `${from}-${to}`, type: 'cares_for', from, to, care_types: ['meals'], formality: null, frequency: null,
    state: 'generative', shared_plan: null, since: null, until: null, hats: [], private: false, ...some,
  };
}

// The nurse cares for Rosa; Rosa and the club care for each other; the club might help the team.
const elements = [
  element('nurse', 'formal'),
  element('rosa', 'informal'),
  element('club', 'community', ['arts']),
  element('team', null),
];
const connections = [
  line('nurse', 'rosa', { care_types: ['medicines'] }),
  line('rosa', 'club', { state: 'engaged' }),
  line('club', 'rosa', { care_types: ['errands'] }),
  line('club', 'team', { state: 'potential' }),
];

function show(query: string) {
  const shown = shownOf(elements, connections, chosenBy(query));
  return {
    elements: shown.elements.map(({ id }) => id),
    around: shown.around.map(({ id }) => id),
    connections: shown.connections.map(({ id }) => id),
  };
}

describe('what is chosen is shown, with no connection to what is not', () => {
  it('everything, when nothing is chosen', () => {
    expect(show('')).toEqual({
      elements: ['nurse', 'rosa', 'club', 'team'],
      around: [],
      connections: ['nurse-rosa', 'rosa-club', 'club-rosa', 'club-team'],
    });
  });

  it.each([
    ['?sector=formal,informal', ['nurse', 'rosa'], ['nurse-rosa']],
    ['?sector=none', ['team'], []],
    ['?sector=', [], []],
    ['?state=engaged', ['nurse', 'rosa', 'club', 'team'], ['rosa-club']],
    ['?care=medicines', ['nurse', 'rosa'], ['nurse-rosa']],
    ['?care=arts', ['club'], []],
    ['?near=nurse', ['nurse', 'rosa'], ['nurse-rosa']],
    ['?near=gone', [], []],
    ['?near=nurse&steps=2', ['nurse', 'rosa', 'club'], ['nurse-rosa', 'rosa-club', 'club-rosa']],
    ['?near=nurse&path=team', ['nurse', 'rosa', 'club', 'team'], ['nurse-rosa', 'rosa-club', 'club-rosa', 'club-team']],
    ['?near=nurse&path=gone', ['nurse'], []],
    ['?team=team', ['club', 'team'], ['club-team']],
    ['?kind=person', [], []],
    ['?formality=unsaid&state=potential', ['club', 'team'], ['club-team']],
  ])('%s', (query, ids, lines) => {
    expect(show(query)).toEqual({ elements: ids, around: [], connections: lines });
  });

  it('finds a name in any writing, with what is at the other ends of its connections', () => {
    expect(show('?find=NURSE%20Cafe')).toEqual({
      elements: ['nurse'],
      around: ['rosa'],
      connections: ['nurse-rosa'],
    });
  });
});

it('says what an element gives now and what it offers', () => {
  const [, , club] = elements as [ViewElement, ViewElement, ViewElement];
  expect(givesOf(club, endsOf(connections))).toEqual(['errands', 'arts']);
});

it.each([
  '',
  '?sector=formal,none&state=engaged&care=meals&find=a+b&near=x',
  '?sector=&state=',
  '?kind=group&type=member_of&formality=paid&plan=outside&membership=active&team=t&circle=c&near=x&steps=3&path=y&as=table&size=core&colour=membership',
])(
  'an address keeps what is chosen: %s',
  (query) => {
    expect(queryOf(chosenBy(query))).toBe(query);
  },
);

it.each(vectors.cases)('shows of a map what Python shows: $query', ({ query, ...ids }) => {
  const [all, lines] = [vectors.elements, vectors.connections] as unknown as [ViewElement[], ViewConnection[]];
  const shown = shownOf(all, lines, chosenBy(query));
  const seen = new Set([...shown.elements, ...shown.around].map(({ id }) => id));
  expect(all.filter(({ id }) => seen.has(id)).map(({ id }) => id)).toEqual(ids.elements);
  expect(shown.connections.map(({ id }) => id)).toEqual(ids.connections);
});
