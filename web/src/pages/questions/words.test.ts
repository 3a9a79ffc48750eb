import { expect, it } from 'vitest';

import type { Answer } from '../../api/shapes';
import { answerPath, bars, cell, citation, cypherProgram, filePath, inWords, program } from './words';

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
  const csv = filePath('csv', 'r1', 'people_by_kind_and_sector', {});
  expect(csv).toBe('/api/v1/releases/r1/queries/people_by_kind_and_sector?format=csv');
  for (const language of ['Python', 'R', 'curl'] as const)
    expect(program(language, 'http://127.0.0.1:8000', csv)).toContain(`"http://127.0.0.1:8000${csv}"`);
  expect(program('Python', '', csv).split('\n')).toHaveLength(3);
});

it('writes R that can be read: brackets and quotes are closed, and the key comes from outside', () => {
  const csv = filePath('csv', 'r1', 'care_types_given', { formality: 'gifted', since: 'r0' });
  const origin = 'http://127.0.0.1:8000';
  const query = `UNWIND ["O'Hara ("] AS name\nRETURN name`;
  for (const text of [program('R', origin, csv), cypherProgram('R', origin, 'r1', query)]) {
    const code = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, 'text');
    expect(code).not.toContain('"');
    const open: string[] = [];
    for (const mark of code.replaceAll(/[^()]/g, '')) {
      if (mark === '(') open.push(mark);
      else expect(open.pop()).toBe('(');
    }
    expect(open).toEqual([]);
    expect(text).toContain('Sys.getenv("CARE_MAPPING_KEY")');
  }
  const asked = program('R', origin, csv);
  expect(asked).toContain(`read.csv(url("${origin}${csv}", headers = key), na.strings = "*")`);
});

it('shows shares and changes with their signs', () => {
  const row = { per_cent: 24, change: -15 };
  expect(cell(row, { ...column, name: 'per_cent' })).toBe('24%');
  expect(cell(row, { ...column, name: 'change' })).toBe('−15');
});

it('draws bars of single rows that are shown, and of no total', () => {
  const answer = {
    columns: [{ name: 'sector', words: 'Sector', counts_people: false }, column],
    rows: [
      { sector: 'all', mentions: 40, mentions_hidden: false },
      { sector: 'formal', mentions: null, mentions_hidden: true },
      { sector: 'informal', mentions: 35, mentions_hidden: false },
    ],
  } as unknown as Answer;
  expect(bars(answer)).toEqual([{ label: 'Informal', words: '35', value: 35 }]);
});

it('says how a release is cited', () => {
  const release = { id: 'r1', name: 'Larkmead, November 2026', made_at: '2026-11-30T10:00:00Z' };
  expect(citation(release, 'https://care.example')).toBe(
    'Larkmead, November 2026. Care Mapping release r1, made on 2026-11-30. https://care.example/api/v1/releases/r1',
  );
});

it('writes a query of one’s own alike in each language, whatever stands in it', () => {
  const text = `UNWIND ["Ann's"] AS name\nRETURN name`;
  for (const language of ['Python', 'R'] as const)
    expect(cypherProgram(language, 'http://127.0.0.1:8000', 'r1', text)).toContain(JSON.stringify(text));
  const curl = cypherProgram('curl', 'http://127.0.0.1:8000', 'r1', text);
  expect(curl).toContain(`Ann'\\''s`);
  expect(curl).toContain('"http://127.0.0.1:8000/api/v1/releases/r1/cypher?format=csv"');
});
