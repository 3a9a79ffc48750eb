import { describe, expect, it } from 'vitest';

import { inMonths, namesIn, whoDrew } from './words';

describe('keeping a drawing', () => {
  it('looks again on the same day of a later month, or on its last', () => {
    expect(inMonths(new Date(2026, 7, 31), 6)).toEqual(new Date(2027, 1, 28));
    expect(inMonths(new Date(2026, 10, 22), 12)).toEqual(new Date(2027, 10, 22));
  });

  it('reads names with commas between, each once', () => {
    expect(namesIn(' Ivy Adeyemi, Grace,, Ivy Adeyemi ')).toEqual(['Ivy Adeyemi', 'Grace']);
    expect(namesIn('  ')).toEqual([]);
  });

  it('says who drew, and with whom', () => {
    const kept_by = { id: 'n', name: 'Nadia Hassan' };
    expect(whoDrew({ kept_by, present: ['Nadia Hassan', 'Ivy', 'Grace'] })).toBe('Drawn by Nadia Hassan, with Ivy and Grace');
    expect(whoDrew({ kept_by, present: [] })).toBe('Drawn by Nadia Hassan');
  });
});
