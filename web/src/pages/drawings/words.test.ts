import { describe, expect, it } from 'vitest';

import { inMonths, namesIn, whoDrew } from './words';

describe('keeping a drawing', () => {
  it('looks again on the same day of a later month, or on its last', () => {
    expect(inMonths('2026-08-31', 6)).toBe('2027-02-28');
    expect(inMonths('2026-11-22', 12)).toBe('2027-11-22');
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
