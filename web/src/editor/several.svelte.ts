/* eslint-disable svelte/prefer-svelte-reactivity -- sets here are replaced, never changed in place */
/** Choosing several figures and arrows, to change them together: shift-click, or one by one while `mode` is on. */

import type { CareMap, Id } from '../drawing/model';
import { chosenOf } from '../drawing/several';
import { chosenWords, whatIsCalled } from '../drawing/words';

export class Several {
  /** Whether each tap chooses one more, or leaves it out again. */
  mode = $state(false);
  ids = $state.raw<ReadonlySet<Id>>(new Set());
  readonly #map: () => CareMap;
  readonly #say: (sentence: string) => void;
  now = $derived.by(() => chosenOf(this.#map(), this.ids));

  constructor(map: () => CareMap, say: (sentence: string) => void) {
    this.#map = map;
    this.#say = say;
  }

  /** How many of them are still on the map. */
  get count(): number {
    return this.now.figures.length + this.now.connections.length;
  }

  /** Choose one too, or leave it out. `first` was chosen alone before, and stays chosen. */
  toggle(id: Id, first: Id | null = null): void {
    const ids = new Set(this.ids.size === 0 && first !== null && first !== id ? [first] : this.ids);
    const out = ids.delete(id);
    if (!out) ids.add(id);
    this.ids = ids;
    this.#say(`${whatIsCalled(this.#map(), id)} ${out ? 'left out' : 'chosen'}. ${chosenWords(this.now)} chosen.`);
  }

  /** Choose these too; all of them again leaves them out. */
  toggleAll(all: readonly Id[]): void {
    const every = all.every((id) => this.ids.has(id));
    this.ids = new Set(every ? [...this.ids].filter((id) => !all.includes(id)) : [...this.ids, ...all]);
    this.#say(`${chosenWords(this.now)} chosen.`);
  }

  /** Choose nothing, and, where nothing was, no longer several. Returns whether there was anything to stop. */
  stop(): boolean {
    if (this.ids.size === 0) return this.clear();
    this.ids = new Set();
    return true;
  }

  /** Choose nothing, and no longer several. Returns whether anything was chosen, or being chosen. */
  clear(): boolean {
    const was = this.mode || this.ids.size > 0;
    this.mode = false;
    this.ids = new Set();
    return was;
  }
}
