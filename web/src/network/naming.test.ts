import { expect, it } from 'vitest';

import { named, type Named } from './naming';

const at = (id: string, x: number, y: number): Named => ({ id, x, y, size: 10, width: 60, height: 16 });
const SHEET = { left: 0, top: 0, width: 400, height: 400 };
const figure = ({ x, y }: Named) => ({ left: x - 10, top: y - 10, width: 20, height: 20 });

it('names a figure at its right, or where there is room', () => {
  const [one, other] = [at('one', 100, 100), at('other', 140, 100)];
  const boxes = named([one, other], [figure(one), figure(other)], SHEET);
  expect(boxes.get('one')).toMatchObject({ left: 70, top: 113 });
  expect(boxes.get('other')).toMatchObject({ left: 153, top: 92 });
});

it('keeps a name on the sheet', () => {
  expect(named([at('edge', 390, 100)], [], SHEET).get('edge')).toMatchObject({ left: 317 });
});

it('leaves out the name that has no room, never the more important one', () => {
  const crowd = [at('first', 100, 100), ...Array.from({ length: 40 }, (_, nth) => at(`${nth}`, 100 + nth, 100 + nth))];
  const boxes = named(crowd, [], SHEET, 1);
  expect(boxes.has('first')).toBe(true);
  expect(boxes.size).toBeLessThan(crowd.length);
});
