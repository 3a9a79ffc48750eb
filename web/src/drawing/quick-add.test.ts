import { describe, expect, it } from 'vitest';

import { understood } from './quick-add';

describe('names typed at the table', () => {
  it('are several with commas, each understood', () => {
    expect(understood('Mum, Rosa next door, Dr Ahmed')).toEqual([
      { name: 'Mum', kind: 'person', individual: false, relation: null, child: false },
      { name: 'Rosa', kind: 'person', individual: false, relation: 'next door', child: false },
      { name: 'Dr Ahmed', kind: 'health_care_provider', individual: true, relation: null, child: false },
    ]);
  });

  it('say a relation, a pet or a body where they do', () => {
    expect(understood('my sister Grace')).toMatchObject([{ name: 'Grace', relation: 'sister' }]);
    expect(understood('Biscuit the cat')).toMatchObject([{ name: 'Biscuit', kind: 'pet', relation: 'cat' }]);
    expect(understood('Tanyard lunch club')).toMatchObject([{ name: 'Tanyard lunch club', kind: 'group' }]);
    expect(understood('grandson Kofi')).toMatchObject([{ name: 'Kofi', relation: 'grandson', child: true }]);
  });

  it('are what the palette said, whatever they look like', () => {
    expect(understood('The Crown pub', { kind: 'person', individual: true })).toMatchObject([{ kind: 'person', name: 'The Crown pub' }]);
  });

  it('keep letters of every alphabet as they are', () => {
    expect(understood('عائشة, <script>alert(1)</script>').map(({ name }) => name)).toEqual(['عائشة', '<script>alert(1)</script>']);
  });
});
