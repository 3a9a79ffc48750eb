/**
 * Understanding the names that are typed (`drawing/quick-add.ts`). It knows many words, so it is fetched
 * once the map is seen, which needs none of them; it is put by with the editor for when there is no network.
 */

import type { Asked, Guess, understood } from '../drawing/quick-add';

export class Names {
  #understood = $state.raw<typeof understood | null>(null);

  /** Return who is meant by what was typed; nobody before it was fetched. */
  meant(text: string, asked: Asked | null): readonly Guess[] {
    return this.#understood?.(text, asked) ?? [];
  }

  /** Fetch what understands names, unless it is there. Returns whether it is now. */
  async fetch(): Promise<boolean> {
    if (this.#understood) return true;
    try {
      this.#understood = (await import('../drawing/quick-add')).understood;
      return true;
    } catch {
      return false;
    }
  }
}
