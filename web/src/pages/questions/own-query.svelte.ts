/** A query of one's own in Cypher: what is written, and what it gave. */

import { api } from '../../api/client';
import type { Problem } from '../../api/problem';
import type { CypherAnswer } from '../../api/shapes';
import { session } from '../../session.svelte';
import { afterOpening } from './opening';

export class OwnQuery {
  release = $state('');
  text = $state('');
  answer = $state.raw<CypherAnswer | null>(null);
  problem = $state.raw<Problem | null>(null);
  busy = $state(false);
  #run = 0;

  constructor(release: string, text: string) {
    this.release = release;
    this.text = text;
  }

  /** Put the answer away: it is not the answer to what is written now. */
  forget(): void {
    this.#run += 1;
    this.answer = null;
    this.problem = null;
    this.busy = false;
  }

  async run(): Promise<void> {
    this.forget();
    const run = this.#run;
    const [release, text] = [this.release, this.text];
    this.busy = true;
    try {
      const answer = await afterOpening(
        () => api.runCypher(release, text),
        () => run === this.#run,
      );
      if (run === this.#run) this.answer = answer;
    } catch (thrown) {
      if (run === this.#run) this.problem = session.heard(thrown);
    }
    if (run === this.#run) this.busy = false;
  }
}

/** Return a cell as a table shows it: lists with commas, what has parts as JSON. */
export function shownCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
