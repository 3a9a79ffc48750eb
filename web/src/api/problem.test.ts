import { expect, it } from 'vitest';

import { asProblem, problemOf } from './problem';

it('keeps what a problem says, and of which field', () => {
  const problem = problemOf(422, {
    type: '/problems/not-well-formed',
    title: 'Something is missing',
    detail: 'Look at the form again.',
    errors: [{ field: 'password', detail: 'Use at least 12 characters.' }],
  });
  expect(problem.slug).toBe('not-well-formed');
  expect(problem.of('password')).toBe('Use at least 12 characters.');
  expect(problem.of('email')).toBeUndefined();
});

it.each([undefined, null, 'Bad gateway', { type: 5 }])(
  'has words for an answer that is no problem: %s',
  (body) => {
    const problem = problemOf(502, body);
    expect(problem.title).toBe('Something went wrong');
    expect(problem.detail).toContain('Try again');
  },
);

it('does not take a mistake of the page for a problem', () => {
  expect(() => asProblem(new RangeError('a mistake'))).toThrow('a mistake');
});
