import { expect, it } from 'vitest';

import { somethingWent } from './withdrawn';

const rosa = { id: 'rosa' };
const line = { id: 'line' };

it('notices a connection that is no longer shared, and not one that is new', () => {
  const both = { elements: [rosa], connections: [line] };
  const one = { elements: [rosa], connections: [] };
  expect(somethingWent(both, one)).toBe(true);
  expect(somethingWent(one, both)).toBe(false);
});
