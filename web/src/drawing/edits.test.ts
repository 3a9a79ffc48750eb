/** The same rules as Python's: the cases of tests/vectors/edits.json were made by it. */

import { describe, expect, it } from 'vitest';

import vectors from '../../../tests/vectors/edits.json';
import { apply, EditRefused, opposite } from './edits';
import { careMapOf, connectionOf, elementOf, figureOf } from './model';
import type { CareMap, Document } from './model';
import type { Edit, Step } from './steps';

interface Vector {
  name: string;
  map: Record<string, unknown> & { rubbed_out: string[] };
  edit: unknown;
  refused?: { field: string };
  outcome?: { map?: Vector['map']; care_map?: Vector['map']; steps: unknown; overtaken: unknown; skipped: { step: number }[]; left_alone: { step: number }[] };
}

function mapFrom({ rubbed_out, ...fields }: Vector['map']): CareMap {
  const lists = Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, isThings(key, value) ? Object.values(value) : value]),
  );
  const map = careMapOf(lists as unknown as Document, rubbed_out);
  return map;
}

function isThings(key: string, value: unknown): value is object {
  return ['elements', 'figures', 'connections', 'households'].includes(key) && typeof value === 'object' && value !== null;
}

describe('the cases made by Python', () => {
  it.each((vectors as unknown as Vector[]).map((one) => [one.name, one] as const))('%s', (_name, { map, edit, refused, outcome }) => {
    const before = mapFrom(map);
    if (refused) {
      expect(() => apply(before, edit as Edit)).toThrow(EditRefused);
      try {
        apply(before, edit as Edit);
      } catch (error) {
        expect((error as EditRefused).field).toBe(refused.field);
      }
      return;
    }
    const found = apply(before, edit as Edit);
    const expected = outcome?.care_map ?? outcome?.map;
    expect(found.map).toEqual(mapFrom(expected ?? map));
    expect(found.steps).toEqual(outcome?.steps);
    expect(found.overtaken).toEqual(outcome?.overtaken);
    expect(found.skipped.map(({ step }) => step)).toEqual(outcome?.skipped.map(({ step }) => step));
    expect(found.left_alone.map(({ step }) => step)).toEqual(outcome?.left_alone.map(({ step }) => step));
  });
});

const EMPTY = careMapOf({
  id: 'map', title: 'Ivy’s care map', neighbourhood: null, state: 'open', review_on: null, edit_seq: 0,
  owner_elements: ['ivy'], elements: [elementOf({ id: 'ivy', scope: 'map', kind: 'person', name: 'Ivy' })],
  figures: [figureOf({ element_id: 'ivy', x: 0, y: 20, presence: 'lives_with' })], connections: [], households: [],
});

const draw = (id: string, name: string): Step => ({
  does: 'add', element: elementOf({ id, scope: 'map', kind: 'person', name }),
  figure: figureOf({ element_id: id, x: 300, y: 0, presence: 'nearby' }),
});

describe('an edit', () => {
  it('taken back leaves the map as it was, but for what was once on it', () => {
    const connection = connectionOf({ id: 'c', type: 'cares_for', from: 'rosa', to: 'ivy', state: 'generative' });
    const { map, steps } = apply(EMPTY, { steps: [draw('rosa', 'Rosa'), { does: 'connect', connection }], undoes: null });
    const back = apply(map, { steps: opposite(steps), undoes: 'first' });
    expect({ ...back.map, rubbed_out: EMPTY.rubbed_out }).toEqual(EMPTY);
    expect(back.left_alone).toEqual([]);
  });

  it('taken back leaves alone what someone has changed since', () => {
    const { map, steps } = apply(EMPTY, { steps: [draw('rosa', 'Rosa')], undoes: null });
    const renamed = apply(map, { steps: [{ does: 'set', on: 'element', id: 'rosa', field: 'name', was: 'Rosa', now: 'Rosie' }], undoes: null });
    const back = apply(renamed.map, { steps: opposite(steps), undoes: 'first' });
    expect(back.map.elements.get('rosa')?.name).toBe('Rosie');
    expect(back.left_alone).toHaveLength(1);
  });

  it('keeps text in one line, and says plainly what a field cannot hold', () => {
    const { map } = apply(EMPTY, { steps: [draw('rosa', 'Rosa')], undoes: null });
    const set = (field: string, now: unknown) =>
      apply(map, { steps: [{ does: 'set', on: 'element', id: 'rosa', field, was: null, now }], undoes: null });
    expect(set('name', '  Rosa \n Delgado ').map.elements.get('rosa')?.name).toBe('Rosa Delgado');
    expect(() => set('name', '   ')).toThrow('name is empty. Type something.');
    expect(() => set('kind', 'dragon')).toThrow(EditRefused);
  });
});
