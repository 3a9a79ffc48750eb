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
  #fetching = false;

  constructor(map: string) {
    this.#map = map;
    void this.more();
  }

  /** Fetch the page before those that are here. */
  async more(): Promise<void> {
    if (this.#fetching || this.whole) return;
    this.#fetching = true;
    try {
      const page = await api.timeline(this.#map, this.next);
      this.drawings = [...this.drawings, ...page.drawings];
      this.next = page.next;
      this.whole = page.next === null;
      this.problem = null;
    } catch (thrown) {
      this.problem = session.heard(thrown);
    } finally {
      this.#fetching = false;
    }
  }

  /** Fetch all that there are, to choose from. */
  async all(): Promise<void> {
    while (!this.whole && !this.problem) await this.more();
  }
}
