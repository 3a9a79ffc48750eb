import { expect, it } from 'vitest';

import { somethingWent } from './withdrawn';

const rosa = { id: 'rosa' };
const line = { id: 'line' };

it('notices a connection that is no longer shared, and not one that is new', () => {
  expect(somethingWent([rosa, line], [rosa])).toBe(true);
  expect(somethingWent([rosa], [rosa, line])).toBe(false);
});
