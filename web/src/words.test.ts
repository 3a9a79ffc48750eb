import { describe, expect, it } from 'vitest';

import { dayInWords, greeting, initials, momentInWords, reviewInWords, sizeInWords } from './words';

const NOW = new Date(2026, 10, 22, 10, 42); // 22 November 2026, 10.42, in the reader's own time

describe('days and times, as look/README.md writes them', () => {
  it.each([
    [new Date(2026, 10, 22, 0, 1), 'today'],
    [new Date(2026, 10, 21, 23, 59), 'yesterday'],
    [new Date(2026, 10, 20), '20 November'],
    [new Date(2025, 4, 12), '12 May 2025'],
  ])('%s is %s', (day, words) => {
    expect(dayInWords(day, NOW)).toBe(words);
  });

  it('gives the time only of today and yesterday', () => {
    expect(momentInWords(new Date(2026, 10, 22, 9, 5), NOW)).toBe('Today, 9.05');
    expect(momentInWords(new Date(2026, 10, 2, 9, 5), NOW)).toBe('2 November');
  });

  it('counts days across a clock change', () => {
    expect(dayInWords(new Date(2026, 9, 24, 12), new Date(2026, 9, 25, 12))).toBe('yesterday');
  });

  it.each([
    [new Date(2026, 10, 25), 'Review due in 3 days', 'soon'],
    [new Date(2026, 10, 9), 'Review was due 9 November', 'past'],
    [new Date(2027, 2, 1), 'Next review 1 March 2027', 'later'],
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
