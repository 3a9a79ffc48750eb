/** One report of a neighbourhood while it is counted: asked for until it is there, or stopped. */

import { api } from '../../api/client';
import type { Report, ReportName, Underway } from '../../api/shapes';
import { Loaded } from '../../loaded.svelte';

const PAUSE = 1_000;

export class Counted<Name extends ReportName> {
  readonly name: Name;
  readonly loaded: Loaded<Report<Name>>;
  /** How far it is, if it takes long. */
  underway = $state.raw<Underway | null>(null);
  /** Somebody stopped it, and it is not there. */
  stopped = $state(false);
  readonly #neighbourhood: string;
  /** What of the map is counted, as an address says it. */
  readonly #shown: string;
  #asked = 0;

  constructor(neighbourhood: string, name: Name, shown: string) {
    this.#neighbourhood = neighbourhood;
    this.name = name;
    this.#shown = shown;
    this.loaded = new Loaded(() => this.#count(), { later: true });
  }

  /** Have it counted, unless it has been. */
  want(): void {
    if (this.#asked === 0) this.count();
  }

  /** Have it counted again, because the map changed; nothing if nobody wanted it yet. */
  again(): void {
    if (this.#asked > 0 && !this.stopped) this.count();
  }

  /** Have it counted. */
  count(): void {
    this.stopped = false;
    void this.loaded.load();
  }

  /** Stop counting: the server too, unless it has done it. */
  async stop(): Promise<void> {
    this.#asked++;
    this.underway = null;
    this.stopped = true;
    await api.stopReport(this.#neighbourhood, this.name, this.#shown).catch(() => undefined);
  }

  async #count(): Promise<Report<Name>> {
    const asked = ++this.#asked;
    for (;;) {
      const { made, underway } = await api.report(this.#neighbourhood, this.name, this.#shown);
      if (asked !== this.#asked) return new Promise<never>(() => undefined);
      this.underway = underway;
      if (made) return made;
      await new Promise((after) => setTimeout(after, PAUSE));
    }
  }
}
