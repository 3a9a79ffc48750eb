import { expect, it } from 'vitest';

import { metresBetween } from './walk';

it('measures a thousandth of a degree north as it is on every map: 111 metres', () => {
  expect(metresBetween({ lon: -0.05, lat: 51.55 }, { lon: -0.05, lat: 51.551 })).toBeCloseTo(111.2, 0);
});

it('does not know how far what has no place is', () => {
  expect(metresBetween({ lon: null, lat: null }, { lon: 0, lat: 0 })).toBeNull();
});
