import { describe, expect, it } from 'vitest';
import { agreedInWords } from './agreed';

const given = (about: string, more = {}) => ({
  about,
  purpose: 'neighbourhood',
  detail: 'named',
  given_at: '2026-05-02T10:00:00Z',
  withdrawn_at: null,
  wording: 'It will show.',
  ...more,
});

describe('what somebody agreed to', () => {
  it('says once what was agreed to alike on one day, and apart what was taken back', () => {
    const all = [given('element'), given('connection'), given('connection'), given('connection', { withdrawn_at: '2026-05-03T10:00:00Z' })];
    expect(agreedInWords(all).map(({ sentence }) => sentence)).toEqual([
      '2 May 2026: how somebody is drawn, for the neighbourhood, shown by full name. It still holds.',
      '2 May 2026: 2 connections, for the neighbourhood, shown by full name. It still holds.',
      '2 May 2026: 1 connection, for the neighbourhood, shown by full name. Taken back on 3 May 2026.',
    ]);
  });
});
