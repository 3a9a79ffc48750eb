/** Something a page reads from the server: on its way, here, or refused. */

import type { Problem } from './api/problem';
import { session } from './session.svelte';

export class Loaded<T> {
  value = $state.raw<T | null>(null);
  problem = $state.raw<Problem | null>(null);
  #read: () => Promise<T>;
  #asked = 0;

  constructor(read: () => Promise<T>, { later = false } = {}) {
    this.#read = read;
    if (!later) void this.load();
  }

  /** Read it, again if it is here. What was here stays until the answer; only the last answer counts. */
  async load(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const value = await this.#read();
      if (asked !== this.#asked) return;
      this.value = value;
      this.problem = null;
    } catch (thrown) {
      if (asked === this.#asked) this.problem = session.heard(thrown);
    }
  }
}
