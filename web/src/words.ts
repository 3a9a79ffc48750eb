/** Words the pages say about days, times, numbers and names. Pure: the moment is passed in. */

import { capital, counted, firstName } from './drawing/words';

/** Days and times are those of the United Kingdom, whatever the device's clock is set to, as on paper and in copies. */
const timeZone = 'Europe/London';
const DAY = formatOf({ day: 'numeric', month: 'long', year: 'numeric' });
const DAY_OF_THIS_YEAR = formatOf({ day: 'numeric', month: 'long' });
const DIGITS = formatOf({ day: '2-digit', month: '2-digit', year: 'numeric' });
const TIME = formatOf({ hour: '2-digit', minute: '2-digit' });

/** A format is slow to make, and few pages use all: each is made when it is first used. */
function formatOf(shown: Intl.DateTimeFormatOptions): { format: (moment: Date) => string } {
  let made: Intl.DateTimeFormat | undefined;
  return { format: (moment) => (made ??= new Intl.DateTimeFormat('en-GB', { timeZone, ...shown })).format(moment) };
}

/** Return a day in words: "today", "yesterday", "20 November", "12 May 2025". */
export function dayInWords(day: Date, now: Date): string {
  const days = Math.round((startOfDay(now) - startOfDay(day)) / 86_400_000);
  if (days === 0) return 'today';
  if (days === 1) return 'yesterday';
  const thisYear = dayOf(day).slice(0, 4) === dayOf(now).slice(0, 4);
  return (thisYear ? DAY_OF_THIS_YEAR : DAY).format(day);
}

/** Return a day with its year: "22 November 2026". */
export function fullDay(day: Date): string {
  return DAY.format(day);
}

/** Return a moment in words: "Today, 10.42" near now, "20 November" before. */
export function momentInWords(moment: Date, now: Date): string {
  const day = dayInWords(moment, now);
  const near = day === 'today' || day === 'yesterday';
  return near ? `${capital(day)}, ${timeOfDay(moment)}` : day;
}

/** Return the time of day: "10.42". */
export function timeOfDay(moment: Date): string {
  return TIME.format(moment).replace(':', '.').replace(/^0/, '');
}

/** Return how far off a review is, and whether it is near or past. */
export function reviewInWords(reviewOn: Date, now: Date): { words: string; due: 'past' | 'soon' | 'later' } {
  const days = Math.round((startOfDay(reviewOn) - startOfDay(now)) / 86_400_000);
  if (days < 0) return { words: `Review was due ${dayInWords(reviewOn, now)}`, due: 'past' };
  if (days === 0) return { words: 'Review due today', due: 'soon' };
  if (days <= 14) return { words: `Review due in ${counted(days, 'day')}`, due: 'soon' };
  return { words: `Next review ${fullDay(reviewOn)}`, due: 'later' };
}

/** Return a greeting for the time of day. */
export function greeting(name: string, now: Date): string {
  const hour = now.getHours();
  const part = hour < 4 || hour >= 18 ? 'evening' : hour < 12 ? 'morning' : 'afternoon';
  return `Good ${part}, ${firstName(name)}`;
}

/** Return up to two letters for someone's round badge. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]];
  return ends
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}

/** Return how big a map is: "25 on the map, 2 might help". */
export function sizeInWords(figures: number, potential: number): string {
  return `${figures} on the map${potential > 0 ? `, ${potential} might help` : ''}`;
}

/** Return the day of a moment, as documents and a form's date field have it: "2026-11-22". */
export function dayOf(moment: Date): string {
  return DIGITS.format(moment).split('/').reverse().join('-');
}

/** Return the day so many months after a moment's, or the last of that month: "2027-02-28". */
export function monthsAhead(moment: Date, months: number): string {
  const [year = 0, month = 1, day = 1] = dayOf(moment).split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}

/** Return the last day before a moment at which something ends: the day before, if it ends at midnight. */
export function lastDay(end: Date): string {
  return fullDay(new Date(end.getTime() - 1));
}

// Counted in UTC, so that a clock change never makes a day of 23 hours.
function startOfDay(day: Date): number {
  return Date.parse(dayOf(day));
}
