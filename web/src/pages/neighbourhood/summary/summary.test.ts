import { describe, expect, it } from 'vitest';

import type { Reports, ViewConnection } from '../../../api/shapes';
import { changedSince, changeWords, thinCare } from './summary';

const line = (since: string | null, until: string | null) => ({ since, until }) as ViewConnection;
const wealth = (givers: Record<string, string[]>) => ({ givers }) as unknown as Reports<'wealth'>['wealth'];

describe('one page for a meeting', () => {
  it('names care that comes from one giver alone', () => {
    expect(thinCare(wealth({ meals: ['a', 'b'] }))).toBeNull();
    expect(thinCare(wealth({ meals: ['a'], social: ['b', 'c'] }))).toBe('Thin: meals comes as a gift from one giver alone.');
  });

  it('counts what began and ended by the days that are said, and says where none is', () => {
    const lines = [line('2026-10-01', null), line('2026-08-30', '2026-11-01'), line(null, '2027-01-01'), line(null, null)];
    const change = changedSince(lines, '2026-08-30', '2026-11-30');
    expect(change).toEqual({ began: 1, ended: 1, undated: 1 });
    expect(changeWords(change)).toHaveLength(3);
    expect(changeWords({ ...change, undated: 0 })).toEqual([
      '1 connection began, and 1 connection ended.',
      'What somebody stopped sharing is not counted, for any day.',
    ]);
  });
});
