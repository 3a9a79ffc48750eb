import { expect, test } from 'vitest';
import { happened, shortId } from './happened';

test('what happened is told in words, and nothing is left out for want of them', () => {
  expect(happened('session.started')).toBe('Someone signed in');
  expect(happened('import.carried_out')).toBe('Import carried out');
});

test('an id is shortened so that two made at the same moment still differ', () => {
  const made = ['01a202c3-0bf5-7769-a489-29d685c27010', '01a202c3-0bf5-7769-a489-29d685c27f2a'];
  expect(new Set(made.map(shortId)).size).toBe(2);
  expect(shortId('service')).toBe('service');
});
