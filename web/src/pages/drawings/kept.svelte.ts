/** The drawings kept of a care map, fetched page by page, the latest first. */

import { api } from '../../api/client';
import type { Problem } from '../../api/problem';
import type { DrawingOnTimeline } from '../../api/shapes';
import { session } from '../../session.svelte';

export class Kept {
  drawings = $state.raw<readonly DrawingOnTimeline[]>([]);
  /** Where the page before begins; null once all are here. */
  next = $state.raw<string | null>(null);
  /** Whether all of them are here. */
  whole = $state.raw(false);
  problem = $state.raw<Problem | null>(null);
  readonly #map: string;
  #fetching: Promise<void> | null = null;

  constructor(map: string) {
    this.#map = map;
    void this.more();
  }

  /** Fetch the page before those that are here, one fetch at a time. */
  more(): Promise<void> {
    if (this.whole) return Promise.resolve();
    this.#fetching ??= this.#fetch().finally(() => (this.#fetching = null));
    return this.#fetching;
  }

  async #fetch(): Promise<void> {
    try {
      const page = await api.timeline(this.#map, this.next);
      this.drawings = [...this.drawings, ...page.drawings];
      this.next = page.next;
      this.whole = page.next === null;
      this.problem = null;
    } catch (thrown) {
      this.problem = session.heard(thrown);
    }
  }

  /** Fetch all that there are, to choose from. */
  async all(): Promise<void> {
    while (!this.whole && !this.problem) await this.more();
  }
}
