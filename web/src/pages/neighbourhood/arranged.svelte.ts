/** How a neighbourhood's map is shown, as it is kept for all who read it: places, and saved views. */

import { api } from '../../api/client';
import type { Problem } from '../../api/problem';
import type { SavedView, Spot } from '../../api/shapes';
import { Loaded } from '../../loaded.svelte';
import { session } from '../../session.svelte';

export class Arranged {
  readonly layout: Loaded<readonly Spot[]>;
  readonly views: Loaded<readonly SavedView[]>;
  /** Whether this reader may move figures and save views. */
  readonly may: boolean;
  problem = $state.raw<Problem | null>(null);
  readonly #id: string;

  constructor(id: string, may: boolean) {
    this.#id = id;
    this.may = may;
    this.layout = new Loaded(async () => (await api.layout(id)).places);
    this.views = new Loaded(() => api.savedViews(id));
  }

  /** Keep the places of what had none. Whoever kept one first is right: then theirs are read. */
  async add(spots: readonly Spot[]): Promise<void> {
    const here = this.layout.value ?? [];
    this.layout.value = [...here, ...spots];
    if (!this.may) return;
    // A picture is shown just the same if this fails: the next reader keeps it.
    await api.placeFigures(this.#id, spots, false).catch(() => undefined);
  }

  /** Keep where somebody put a figure. */
  async move(spot: Spot): Promise<void> {
    this.layout.value = [...(this.layout.value ?? []).filter(({ element }) => element !== spot.element), spot];
    await this.#tried(() => api.placeFigures(this.#id, [spot], true));
  }

  /** Give what is shown a name; return whether it was kept. */
  save(name: string, shown: string): Promise<boolean> {
    return this.#tried(async () => {
      await api.saveView(this.#id, { name, shown });
      await this.views.load();
    });
  }

  remove(view: string): Promise<boolean> {
    return this.#tried(async () => {
      await api.removeSavedView(this.#id, view);
      await this.views.load();
    });
  }

  async #tried(what: () => Promise<void>): Promise<boolean> {
    try {
      await what();
      this.problem = null;
      return true;
    } catch (thrown) {
      this.problem = session.heard(thrown);
      return false;
    }
  }
}
