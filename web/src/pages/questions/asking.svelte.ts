/** Asking a release: what is chosen, and the answer to it. A release that is being opened is asked again. */

import { api } from '../../api/client';
import type { Problem } from '../../api/problem';
import type { Answer, Question, Release } from '../../api/shapes';
import { session } from '../../session.svelte';
import { afterOpening } from './opening';

export class Asking {
  release = $state('');
  question = $state.raw<Question>() as Question;
  given = $state<Record<string, string>>({});
  /** An earlier release to compare with; empty if none. */
  since = $state('');
  answer = $state.raw<Answer | null>(null);
  problem = $state.raw<Problem | null>(null);
  busy = $state(false);
  #asked = 0;

  constructor(releases: readonly Release[], first: Question) {
    this.release = releases[0]?.id ?? '';
    this.choose(first);
  }

  /** Take up a question, with its usual parameters. */
  choose(question: Question): void {
    this.question = question;
    this.given = Object.fromEntries(question.parameters.map(({ name, usual }) => [name, usual]));
    this.forget();
  }

  /** Take up another release: what was compared with may be no earlier one of it. */
  turn(): void {
    this.since = '';
    this.forget();
  }

  /** All that is chosen for the question. */
  get chosen(): Record<string, string> {
    return this.since ? { ...this.given, since: this.since } : { ...this.given };
  }

  /** Put the answer away: it is not the answer to what is chosen now. */
  forget(): void {
    this.#asked += 1;
    this.answer = null;
    this.problem = null;
    this.busy = false;
  }

  /** Ask, and show the answer. */
  async run(): Promise<void> {
    this.forget();
    const asked = this.#asked;
    this.busy = true;
    try {
      const answer = await afterOpening(
        () => api.ask(this.release, this.question.name, this.chosen),
        () => asked === this.#asked,
      );
      if (asked === this.#asked) this.answer = answer;
    } catch (thrown) {
      if (asked === this.#asked) this.problem = session.heard(thrown);
    }
    if (asked === this.#asked) this.busy = false;
  }
}
