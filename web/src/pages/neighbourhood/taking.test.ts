import { describe, expect, it } from 'vitest';

import type { ViewConnection, ViewElement } from '../../api/shapes';
import { svgOf } from '../../network/svg';
import { chosenBy } from './chosen';
import { shownOf } from './shown';
import { connectionRows, elementRows, limitsToShowOutside, toShowOutside, whole } from './taking';

function element(id: string, label: string, some: Partial<ViewElement> = {}): ViewElement {
  return {
    id, kind: 'group', sector: 'community', offers: [], label, sector_from_kind: false, supported: false,
    individual: false, at_home: false, area: null, lon: null, lat: null, roles: [], private: false, ...some,
  };
}

function line(from: string, to: string, some: Partial<ViewConnection> = {}): ViewConnection {
  return {
    id: `${from}-${to}`, type: 'cares_for', from, to, care_types: ['meals'], formality: null, frequency: null,
    state: 'generative', shared_plan: null, since: null, until: null, hats: [], private: false, ...some,
  };
}

const elements = [
  element('club', 'Lunch club'),
  element('hub', 'Community hub', { kind: 'organisation' }),
  element('salon', 'Home salon', { kind: 'business', individual: true }),
  element('rosa', 'Rosa Delgado', { kind: 'person', individual: true, private: true }),
  element('team', 'Team B', { kind: 'team' }),
  element('shed', 'Private shed', { private: true }),
];
const connections = [
  line('club', 'hub', { type: 'collaborates_with', care_types: [] }),
  line('club', 'rosa', { formality: 'paid', private: true }),
  line('hub', 'team'),
  line('club', 'hub', { id: 'of-a-care-map', private: true }),
];
const byId = new Map(elements.map((one) => [one.id, one]));
const places = new Map(elements.map((one, nth) => [one.id, { x: nth / 10, y: 0.5 }]));
const CLOSED = ['Rosa', 'Delgado', 'Team B', 'Home salon', 'Private shed'];

function outside(query: string) {
  const chosen = chosenBy(query);
  const taken = toShowOutside(elements, connections, chosen);
  const note = limitsToShowOutside(chosen, byId).map(({ words }) => words).join('; ');
  return { ids: taken.elements.map(({ id }) => id), lines: taken.connections.map(({ id }) => id), note, taken };
}

describe('what is taken along for anybody', () => {
  it('has public bodies and the ties between them alone', () => {
    expect(outside('')).toMatchObject({ ids: ['club', 'hub'], lines: ['club-hub'], note: '' });
  });

  it.each(['near=rosa', 'near=club&path=rosa', 'find=rosa', 'team=team', 'without=rosa', 'formality=paid', 'care=meals', ''])(
    'names nobody and does not tell who is tied to them, chosen by %o', (query) => {
      const { taken, note } = outside(query);
      const texts = [svgOf({ title: 'Larkmead', note, ...taken, places }), ...elementRows(taken).flat(), ...connectionRows(taken, byId).flat()];
      for (const word of CLOSED) expect(texts.filter((text) => text.includes(word))).toEqual([]);
    },
  );

  it('chooses nobody by a person: only what would be chosen without them', () => {
    expect(outside('near=rosa').ids).toEqual([]);
    expect(outside('formality=paid').ids).toEqual([]);
    expect(outside('without=rosa').ids).toEqual(['club', 'hub']);
  });
});

it('takes along for the circle all that is shown', () => {
  const taken = whole(shownOf(elements, connections, chosenBy('near=rosa')));
  expect(taken.elements.map(({ id }) => id)).toEqual(['club', 'rosa']);
});
