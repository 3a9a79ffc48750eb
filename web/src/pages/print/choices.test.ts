import { describe, expect, it } from 'vitest';

import { copyAddress, dataAddress, searchOf, wantedFrom } from './choices';

describe('what is chosen on the print page', () => {
  it('is read back from the address it was written to', () => {
    const wanted = { what: 'list', paper: 'a3', way: 'portrait', names: 'initials', part: 'nearby', drawing: 'd 1' } as const;
    expect(wantedFrom(searchOf(wanted))).toEqual(wanted);
    expect(searchOf(wantedFrom(''))).toBe('');
  });

  it('is as usual where the address says nothing, or nothing that is known', () => {
    expect(wantedFrom('?paper=a0&names=all&way=')).toEqual(wantedFrom(''));
    expect(wantedFrom('')).toEqual({ what: 'picture', paper: 'a4', way: 'landscape', names: 'full', part: 'further_away', drawing: null });
  });

  it('goes to where the copy comes from', () => {
    expect(copyAddress('m 1', wantedFrom('?names=none'), 'pdf')).toBe(
      '/api/v1/care-maps/m%201/picture?format=pdf&paper=a4&way=landscape&names=none&part=further_away',
    );
    expect(copyAddress('m', wantedFrom('?what=list'), 'pdf')).toBe('/api/v1/care-maps/m/easy-read?format=pdf&names=full&part=further_away');
    expect(dataAddress('m', wantedFrom(''), 'csv')).toBe('/api/v1/care-maps/m/data?format=csv');
  });

  it('goes with the drawing that was kept', () => {
    const wanted = wantedFrom('?drawing=d%201&what=list');
    expect(copyAddress('m', wanted, 'pdf')).toBe('/api/v1/care-maps/m/easy-read?drawing=d+1&format=pdf&names=full&part=further_away');
    expect(dataAddress('m', wanted, 'json')).toBe('/api/v1/care-maps/m/data?drawing=d+1&format=json');
  });
});
