/** One entry of a directory as its page has it: what is kept of it, and for organisers its history and more. */

import { api } from '../../../api/client';
import type { Carer, EntryInFull, KeptChange, LikelySame } from '../../../api/shapes';
import { Loaded } from '../../../loaded.svelte';

export class EntryState {
  readonly full: Loaded<EntryInFull>;
  readonly history: Loaded<KeptChange[]>;
  readonly alike: Loaded<LikelySame[]>;
  readonly carers: Loaded<Carer[]>;
  readonly #may: boolean;

  constructor(neighbourhood: string, id: string, may: boolean) {
    const how = { later: true };
    this.#may = may;
    this.full = new Loaded(() => api.entry(neighbourhood, id), how);
    this.history = new Loaded(() => api.entryHistory(neighbourhood, id), how);
    this.alike = new Loaded(() => api.likelyDuplicates(neighbourhood, id), how);
    this.carers = new Loaded(() => api.carers(neighbourhood), how);
  }

  /** Read it, again if something changed. */
  load(): void {
    void this.full.load();
    if (!this.#may) return;
    for (const one of [this.history, this.alike, this.carers]) void one.load();
  }
}
