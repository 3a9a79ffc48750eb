/**
 * A neighbourhood's map as its open pages have it, read once for all of them: read again when it
 * changes, gone at once when withdrawn.
 *
 * The elements come first, since a page of them can be used; connections and reports follow.
 */

import { api } from '../../api/client';
import type { AllReports, Neighbourhood, ViewConnection, ViewElement } from '../../api/shapes';
import { Loaded } from '../../loaded.svelte';
import { somethingWent } from './withdrawn';

export interface NeighbourhoodMap {
  about: Neighbourhood;
  elements: readonly ViewElement[];
}

export class NeighbourhoodState {
  readonly id: string;
  readonly map: Loaded<NeighbourhoodMap>;
  readonly connections: Loaded<readonly ViewConnection[]>;
  /** What the map says, once a page wants to show it. */
  readonly reports: Loaded<AllReports>;
  /** Something was here and is not shared any more; the reader says when they have read it. */
  someWent = $state(false);
  #reportsWanted = false;
  #looking = false;

  constructor(id: string) {
    this.id = id;
    this.connections = new Loaded(() => this.#readConnections(), { later: true });
    this.reports = new Loaded(() => api.reports(id), { later: true });
    this.map = new Loaded(() => this.#readMap());
  }

  /** Have the reports read, now and whenever the map changes. */
  wantReports(): void {
    if (this.#reportsWanted) return;
    this.#reportsWanted = true;
    if (this.map.value) void this.reports.load();
  }

  /** Ask whether anything changed, and read it again if so. */
  async look(): Promise<void> {
    if (this.#looking || !this.map.value) return;
    this.#looking = true;
    try {
      const { view_seq: now } = await api.neighbourhood(this.id);
      if (now !== this.map.value.about.view_seq) await this.map.load();
    } catch {
      // Not reachable, or not ours to see any more: the whole read says which.
      await this.map.load();
    } finally {
      this.#looking = false;
    }
  }

  // Its `view_seq` is asked for before everything else, so that no change between is missed.
  async #readMap(): Promise<NeighbourhoodMap> {
    const about = await api.neighbourhood(this.id);
    const elements = await api.viewElements(this.id);
    this.#compare(this.map.value?.elements, elements);
    void this.connections.load();
    if (this.#reportsWanted) void this.reports.load();
    return { about, elements };
  }

  async #readConnections(): Promise<readonly ViewConnection[]> {
    const connections = await api.viewConnections(this.id);
    this.#compare(this.connections.value, connections);
    return connections;
  }

  #compare(before: readonly { id: string }[] | null | undefined, now: readonly { id: string }[]): void {
    if (before && somethingWent(before, now)) this.someWent = true;
  }
}
