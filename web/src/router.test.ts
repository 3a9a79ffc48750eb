import { describe, expect, it } from 'vitest';

import { isOpen, NEIGHBOURHOOD_TABS, neighbourhoodAddress, pageAt, signInAddress } from './router';

describe('an address names one page', () => {
  it.each([
    ['/', { name: 'home' }],
    ['/care-maps/m1', { name: 'care-map', id: 'm1' }],
    ['/care-maps/m1/', { name: 'care-map', id: 'm1' }],
    ['/care-maps/m1/print', { name: 'print', id: 'm1' }],
    ['/care-maps/m1/sharing', { name: 'sharing', id: 'm1' }],
    ['/care-maps/m1/drawings', { name: 'drawings', id: 'm1' }],
    ['/care-maps/m1/drawings/d2', { name: 'drawing', id: 'm1', drawing: 'd2' }],
    ['/care-maps/m1/comparison', { name: 'comparison', id: 'm1' }],
    ['/care-maps/m1/what-if', { name: 'what-if', id: 'm1' }],
    ['/care-maps/m1/rests-on', { name: 'rests-on', id: 'm1' }],
    ['/neighbourhoods/larkmead', { name: 'neighbourhood', id: 'larkmead', tab: 'network' }],
    ['/neighbourhoods/larkmead/mixing', { name: 'neighbourhood', id: 'larkmead', tab: 'mixing' }],
    ['/neighbourhoods/larkmead/network', { name: 'not-found' }],
    ['/neighbourhoods/larkmead/directory', { name: 'neighbourhood', id: 'larkmead', tab: 'directory' }],
    ['/neighbourhoods/larkmead/elements/e1', { name: 'neighbourhood', id: 'larkmead', tab: 'element', element: 'e1' }],
    ['/invitations/s3cret', { name: 'invitation', secret: 's3cret' }],
    ['/care-maps', { name: 'not-found' }],
    ['/care-maps/m1/sharing/more', { name: 'not-found' }],
    ['/care-maps/%E0%A4%A', { name: 'care-map', id: '%E0%A4%A' }],
  ])('%s', (path, page) => {
    expect(pageAt(path)).toEqual(page);
  });

  it.each(NEIGHBOURHOOD_TABS)('a neighbourhood’s page has the address that names it: %s', (tab) => {
    expect(pageAt(neighbourhoodAddress('a/b', tab))).toEqual({ name: 'neighbourhood', id: 'a/b', tab });
  });

  it('says which pages need no sign-in', () => {
    expect(isOpen(pageAt('/invitations/s'))).toBe(true);
    expect(isOpen(pageAt('/care-maps/m1'))).toBe(false);
  });
});

describe('signing in brings the reader back', () => {
  it('to where they were', () => {
    const [path, search] = signInAddress('/care-maps/m1?view=list').split('?');
    expect(pageAt(path ?? '', search)).toEqual({ name: 'sign-in', next: '/care-maps/m1?view=list' });
  });

  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/\t/elsewhere.example',
    '',
  ])('but never to another site: %s', (next) => {
    expect(pageAt('/sign-in', `?next=${encodeURIComponent(next)}`)).toEqual({ name: 'sign-in', next: '/' });
  });
});
