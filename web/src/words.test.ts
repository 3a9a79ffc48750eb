import { describe, expect, it } from 'vitest';

import { dayInWords, dayOf, fullDay, greeting, initials, momentInWords, monthsAhead, reviewInWords, sizeInWords } from './words';

const NOW = new Date('2026-11-22T10:42Z');

describe('days and times, as look/README.md writes them', () => {
  it.each([
    [new Date('2026-11-22T00:01Z'), 'today'],
    [new Date('2026-11-21T23:59Z'), 'yesterday'],
    [new Date('2026-11-20'), '20 November'],
    [new Date('2025-05-12'), '12 May 2025'],
  ])('%s is %s', (day, words) => {
    expect(dayInWords(day, NOW)).toBe(words);
  });

  it('gives the time only of today and yesterday', () => {
    expect(momentInWords(new Date('2026-11-22T09:05Z'), NOW)).toBe('Today, 9.05');
    expect(momentInWords(new Date('2026-11-02T09:05Z'), NOW)).toBe('2 November');
  });

  it('counts days across a clock change', () => {
    expect(dayInWords(new Date('2026-10-24T11:00Z'), new Date('2026-10-25T12:00Z'))).toBe('yesterday');
  });

  it('counts months ahead to the same day, or the last of a shorter month', () => {
    expect([monthsAhead(NOW, 1), monthsAhead(NOW, 3), monthsAhead(new Date('2026-11-30T12:00Z'), 3)]).toEqual([
      '2026-12-22',
      '2027-02-22',
      '2027-02-28',
    ]);
  });

  it('goes by the day in the United Kingdom, wherever the device is', () => {
    const late = new Date('2026-06-30T23:30Z');
    expect([fullDay(late), dayOf(late), dayInWords(late, new Date('2026-07-01T20:00Z'))]).toEqual(['1 July 2026', '2026-07-01', 'today']);
    expect(momentInWords(late, late)).toBe('Today, 0.30');
    expect([fullDay(new Date('2026-06-30')), dayOf(new Date('2026-12-31'))]).toEqual(['30 June 2026', '2026-12-31']);
  });

  it.each([
    [new Date('2026-11-25'), 'Review due in 3 days', 'soon'],
    [new Date('2026-11-09'), 'Review was due 9 November', 'past'],
    [new Date('2027-03-01'), 'Next review 1 March 2027', 'later'],
  ])('says when a review is due', (day, words, due) => {
    expect(reviewInWords(day, NOW)).toEqual({ words, due });
  });
});

describe('people and numbers', () => {
  it.each([
    [9, 'Good morning, Nadia'],
    [13, 'Good afternoon, Nadia'],
    [20, 'Good evening, Nadia'],
    [2, 'Good evening, Nadia'],
  ])('at %i greets by the time of day', (hour, words) => {
    expect(greeting('Nadia Hassan', new Date(2026, 10, 22, hour))).toBe(words);
  });

  it('makes initials of any script', () => {
    expect(initials('Nadia Hassan')).toBe('NH');
    expect(initials('Ivy')).toBe('I');
    expect(initials('')).toBe('');
  });

  it('says how big a map is', () => {
    expect(sizeInWords(25, 2)).toBe('25 on the map, 2 might help');
    expect(sizeInWords(11, 0)).toBe('11 on the map');
  });
});
