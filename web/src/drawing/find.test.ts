import { describe, expect, it } from 'vitest';

import { IVY, madeMap } from '../../dev/sample-maps';
import { found } from './find';

const names = (typed: string, map = IVY) => found(map, typed).map((id) => map.elements.get(id)?.name);

describe('finding someone', () => {
  it('begins with names that begin so', () => {
    expect(names('ro').slice(0, 2)).toEqual(['Ropewalk Gardeners', 'Rosa Delgado']);
    expect(names('delgado')).toEqual(['Rosa Delgado']);
    expect(names('t').slice(0, 4)).toEqual(['Tanyard lunch club', 'Tomasz Nowak', 'Tuesday Singers', 'Tunde']);
  });

  it('looks at who they are too', () => {
    expect(names('next door')).toEqual(['Rosa Delgado']);
    expect(names('pharmacy shop')).toEqual(['Quayside Pharmacy']);
  });

  it('makes no difference of accents and capitals, and knows every alphabet', () => {
    expect(names('MEI-LING')).toEqual(['Mei-Ling Tan']);
    const siobhans = names('siobhan', madeMap(60));
    expect(siobhans.length).toBeGreaterThan(0);
    for (const name of siobhans) expect(name).toMatch(/^Siobhán/);
    expect(names('عائشة', madeMap(40, { rightToLeft: true })).length).toBeGreaterThan(0);
  });

  it('finds nobody when nothing is typed, or nobody fits', () => {
    expect(names('   ')).toEqual([]);
    expect(names('xyzzy')).toEqual([]);
  });
});
