import { describe, expect, it } from 'vitest';

import { NOTHING, searchFor, supposedIn, toggled } from './supposed';

describe('what is supposed', () => {
  it('is read from an address as it was written there', () => {
    const all = [{ without: ['rosa', 'ben'], alive: ['c1'] }, { without: ['ivy'], alive: [] }];
    expect(supposedIn(searchFor(all))).toEqual(all);
  });

  it('begins with one who could not come, or with nothing', () => {
    expect(supposedIn('?without=rosa')).toEqual([{ without: ['rosa'], alive: [] }]);
    expect(supposedIn('')).toEqual([NOTHING]);
  });

  it('takes one more or one less', () => {
    expect(toggled(['a', 'b'], 'b')).toEqual(['a']);
    expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
  });
});
