import { expect, it } from 'vitest';

import whole from '../../../openapi.json';
import { curlOf, found, topicsOf, typeOf } from './description';
import type { ApiDocument } from './description';

const document = whole as unknown as ApiDocument;
const topics = topicsOf(document, 'Releases');
const operations = topics.flatMap((topic) => topic.operations);

it('tells of every operation once, those of releases first', () => {
  const all = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
  expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(all.sort());
  expect(topics[0]?.name).toBe('Releases');
});

it('says of each what it is, and in plain words what every field is', () => {
  for (const one of operations) {
    expect(one.title).not.toBe('');
    for (const { type } of [...one.inAddress, ...one.sent, ...one.given.fields]) expect(type).not.toMatch(/undefined|\[object/);
  }
});

it('follows names to what is sent and answered', () => {
  const list = operations.find(({ id }) => id === 'list_queries');
  expect(list?.given.type).toBe('list of Question');
  expect(list?.given.fields.map(({ name }) => name)).toContain('definition');
  expect(list?.inAddress).toEqual([{ name: 'release_id', type: 'text', required: true, words: 'A release.' }]);
  expect(list?.refusals.map(({ status }) => status)).toContain('410');
});

it('says a type in words', () => {
  expect(typeOf({ anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] })).toBe('date or null');
  expect(typeOf({ type: 'array', items: { $ref: '#/components/schemas/Fact' } })).toBe('list of Fact');
});

it('finds by words, wherever they stand', () => {
  const [only, ...others] = found(topics, 'release queries name get');
  expect(others).toEqual([]);
  expect(only?.operations.map(({ path }) => path)).toContain('/api/v1/releases/{release_id}/queries/{name}');
  expect(found(topics, 'no such thing at all')).toEqual([]);
});

it('asks with a key that no program holds', () => {
  const list = operations.find(({ id }) => id === 'list_queries');
  if (!list) throw new Error('there is no list_queries');
  expect(curlOf(list, 'https://care.example')).toBe(
    'curl -H "Authorization: Bearer $CARE_MAPPING_KEY" \\\n  "https://care.example/api/v1/releases/{release_id}/queries"',
  );
});

it('sends an example of what is sent, whatever letters are in it', () => {
  for (const one of operations) expect(one.example !== '', one.id).toBe(one.sent.length > 0);
  const ask = operations.find(({ id }) => id === 'ask_for_access');
  if (!ask) throw new Error('there is no ask_for_access');
  expect(curlOf(ask, 'https://care.example')).toContain("I am Ivy'\\''s niece.");
});
