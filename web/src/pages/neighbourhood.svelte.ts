/** A neighbourhood's map as an open page has it: read again when it changes, gone at once when withdrawn. */

import { api } from '../api/client';
import type { AllReports, Neighbourhood, ViewConnection, ViewElement } from '../api/shapes';
import { Loaded } from '../loaded.svelte';
import { somethingWent } from './withdrawn';

export interface NeighbourhoodView {
  about: Neighbourhood;
  elements: ViewElement[];
  connections: ViewConnection[];
  reports: AllReports;
}

export class NeighbourhoodState {
  readonly loaded: Loaded<NeighbourhoodView>;
  /** Something was here and is not shared any more; the reader says when they have read it. */
  someWent = $state(false);
  #id: string;
  #looking = false;

  constructor(id: string) {
    this.#id = id;
    this.loaded = new Loaded(() => this.#read());
  }

  /** Ask whether anything changed, and read it again if so. */
  async look(): Promise<void> {
    if (this.#looking || !this.loaded.value) return;
    this.#looking = true;
    try {
      const { view_seq: now } = await api.neighbourhood(this.#id);
      if (now !== this.loaded.value.about.view_seq) await this.loaded.load();
    } catch {
      // Not reachable, or not ours to see any more: the whole read says which.
      await this.loaded.load();
    } finally {
      this.#looking = false;
    }
  }

  async #read(): Promise<NeighbourhoodView> {
    const about = await api.neighbourhood(this.#id);
    const [elements, connections, reports] = await Promise.all([
      api.viewElements(this.#id),
      api.viewConnections(this.#id),
      api.reports(this.#id),
    ]);
    const before = this.loaded.value;
    if (before && somethingWent(before, { elements, connections })) this.someWent = true;
    return { about, elements, connections, reports };
  }
}
