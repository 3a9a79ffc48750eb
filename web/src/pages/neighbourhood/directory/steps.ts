/** The steps that change a directory, and words for what they did. Pure. */

import type { DirectoryEntry, DirectoryStep, KeptChange } from '../../../api/shapes';
import { newId, type Connection, type ConnectionType, type State } from '../../../drawing/model';
import { capital, careType, FORMALITIES, KINDS, SECTORS, STATES } from '../../../drawing/words';
import { verbOf } from '../../connection-words';

/** The fields of an entry that are said on its page, with their names. */
export const FIELDS = {
  name: 'Name',
  kind: 'What it is',
  sector: 'Sector',
  contact: 'Contact',
  address: 'Address',
  postcode: 'Postcode',
  area: 'Area',
  point: 'Place on the map',
  opening: 'Open',
  at_home: 'At somebody’s home',
  faith: 'Faith',
  offers: 'What it offers',
  looked_after_by: 'Looked after by',
  checked_on: 'Last checked',
  roles: 'Roles',
  access: 'Access',
  languages: 'Languages',
} as const satisfies Record<string, string>;
export type Field = keyof typeof FIELDS;

/** Say one field of an entry. */
export function say(id: string, field: Field | 'retired', was: unknown, now: unknown): DirectoryStep {
  return { does: 'set', on: 'element', id, field, was, now };
}

/** Say that two entries are not the same, so that it is not asked again. */
export function tellApart(one: string, other: string): DirectoryStep {
  return { does: 'tell_apart', one, other };
}

/** Put a value into a list of an entry, or take it out. */
export function tick(id: string, field: Field, value: string, on: boolean): DirectoryStep {
  return { does: on ? 'tick' : 'untick', on: 'element', id, field, value };
}

/** Say how a connection is now. */
export function sayState(line: { id: string; type: ConnectionType; from: string; to: string; state: State }, now: State): DirectoryStep {
  const { id, type, from, to, state } = line;
  return { does: 'set', on: 'connection', id, type, from, to, field: 'state', was: state, now };
}

/** Draw a connection of the neighbourhood's own. */
export function connect(line: Pick<Connection, 'type' | 'from' | 'to' | 'state'> & Partial<Connection>): DirectoryStep {
  return {
    does: 'connect',
    connection: {
      care_types: [], formality: null, frequency: null, relation: null, hats: [], shared_plan: null,
      since: null, until: null, note: null, ...line, id: newId(),
    },
  };
}

/** Return where an entry stands as two numbers that a map gives, "51.5571, -0.0553". */
export function pointWords({ lat, lon }: Pick<DirectoryEntry, 'lat' | 'lon'>): string {
  return lat === null || lon === null ? '' : `${lat}, ${lon}`;
}

/** Return the point that such numbers name, null for none; or undefined if they name none. */
export function pointOf(text: string): [lon: number, lat: number] | null | undefined {
  if (!text.trim()) return null;
  const [lat, lon, ...more] = text.split(/[,\s]+/).filter(Boolean).map(Number);
  if (lat === undefined || lon === undefined || more.length > 0 || Number.isNaN(lat) || Number.isNaN(lon)) return undefined;
  return [lon, lat];
}

/** Return what is kept of what was typed for a field: nothing if it is empty. A name is never nothing. */
export function held(field: Field, text: string): string | null {
  return text === '' && field !== 'name' ? null : text;
}

const CHOICES: Partial<Record<Field, (value: string) => string>> = {
  kind: (value) => KINDS[value as keyof typeof KINDS],
  sector: (value) => SECTORS[value as keyof typeof SECTORS],
};

/** Return a value of a field in words. */
export function valueWords(field: string, value: unknown, nameOf: (id: string) => string): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.toReversed().join(', ');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (field === 'looked_after_by') return nameOf(text);
  if (field === 'checked_on') return text.split('-').reverse().join('.');
  if (field === 'formality') return FORMALITIES[text as keyof typeof FORMALITIES];
  if (field === 'state') return STATES[text as State];
  return CHOICES[field as Field]?.(text) ?? text;
}

/** Return what a change did, a line a step. */
export function changeWords(change: Pick<KeptChange, 'steps'>, nameOf: (id: string) => string): string[] {
  return change.steps.map((step) => stepWords(step, nameOf));
}

function stepWords(step: DirectoryStep, nameOf: (id: string) => string): string {
  switch (step.does) {
    case 'list':
      return 'Entered into the directory.';
    case 'tell_apart':
    case 'tell_apart_no_more':
      return `${nameOf(step.one)} and ${nameOf(step.other)} ${step.does === 'tell_apart' ? 'are two, not one' : 'may be one after all'}.`;
    case 'expect':
    case 'expect_no_more':
      return `${step.what} is ${step.does === 'expect' ? 'expected here' : 'not expected here any more'}.`;
    case 'connect':
    case 'disconnect': {
      const { from, to, type } = step.connection;
      return `${step.does === 'connect' ? 'Connected' : 'Not connected any more'}: ${nameOf(from)} ${verbOf(type)} ${nameOf(to)}.`;
    }
    case 'tick':
    case 'untick': {
      const value = step.field === 'offers' || step.field === 'care_types' ? careType(step.value).toLowerCase() : step.value.replaceAll('_', ' ');
      return `${fieldWords(step.field)}: ${value} ${step.does === 'tick' ? 'added' : 'taken out'}.`;
    }
    case 'set':
      if (step.field === 'retired') return step.now === null ? 'Back in the directory.' : 'Taken out of the directory.';
      if (step.field === 'merged_into') return step.now === null ? 'Two entries again.' : `Merged: ${nameOf(step.id)} is ${nameOf(step.now as string)} now.`;
      return `${fieldWords(step.field)}: ${valueWords(step.field, step.was, nameOf)} → ${valueWords(step.field, step.now, nameOf)}.`;
  }
}

function fieldWords(field: string): string {
  return field in FIELDS ? FIELDS[field as Field] : field === 'state' ? 'How it is now' : capital(field.replaceAll('_', ' '));
}
