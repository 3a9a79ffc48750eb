import { expect, it } from 'vitest';

import { percent, signed, yuleWords } from './report-words';

it('writes a share and a score as they are read, and nothing for what is not known', () => {
  expect([percent(32 / 42), percent(0), percent(null)]).toEqual(['76.2%', '0.0%', '']);
  expect([-0.836, 0.2, -0.001].map(signed)).toEqual(['−0.84', '+0.20', '0']);
});

it('says what Yule’s Q says', () => {
  expect(yuleWords(0.6)).toContain('keep apart more than they join: +0.60');
  expect(yuleWords(-1)).toContain('join more than they keep apart: −1.00');
  expect(yuleWords(null)).toContain('nothing can be said yet');
});
