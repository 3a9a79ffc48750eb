import { expect, it } from 'vitest';

import { answerPath, cell, csvPath, inWords, program } from './words';

const column = { name: 'mentions', words: 'How many give it', counts_people: true };

it('shows a star for a hidden number, and never an empty cell', () => {
  expect(cell({ mentions: null, mentions_hidden: true }, column)).toBe('*');
  expect(cell({ mentions: 1200, mentions_hidden: false }, column)).toBe('1,200');
  expect(cell({ mentions: 0, mentions_hidden: false }, column)).toBe('0');
});

it('says kinds, sectors and types of care in plain words', () => {
  expect(inWords('care_type', 'personal_care')).toBe('Washing and dressing');
  expect(inWords('care_type', 'other')).toBe('Another kind');
  expect(inWords('giver', 'supported')).toBe('Supported people');
  expect(inWords('sector', 'none')).toBe('No sector');
  expect(inWords('formality', 'gifted')).toBe('Given freely');
});

it('asks for the same answer in a program, with the key left out of it', () => {
  const path = answerPath('r1', 'care_types_given', { formality: 'paid' });
  expect(path).toBe('/api/v1/releases/r1/queries/care_types_given?formality=paid');
  const csv = csvPath('r1', 'people_by_kind_and_sector', {});
  expect(csv).toBe('/api/v1/releases/r1/queries/people_by_kind_and_sector?format=csv');
  expect(program('curl', 'http://127.0.0.1:8000', path, csv)).toContain(`"http://127.0.0.1:8000${csv}"`);
  expect(program('Python', 'http://127.0.0.1:8000', path, csv)).toContain(`"http://127.0.0.1:8000${path}"`);
});
