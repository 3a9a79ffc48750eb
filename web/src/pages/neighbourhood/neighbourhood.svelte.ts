/* eslint-disable svelte/prefer-svelte-reactivity -- what has been asked for is no state that is shown */
/**
 * A neighbourhood's map as its open pages have it, read once for all of them: read again when it
 * changes, gone at once when withdrawn.
 *
 * The elements come first, since a page of them can be used; connections and reports follow.
 */

import { api } from '../../api/client';
import type { Neighbourhood, ReportName, ViewConnection, ViewElement } from '../../api/shapes';
import { Loaded } from '../../loaded.svelte';
import { Counted } from './counted.svelte';
import { somethingWent } from './withdrawn';

/** So many reports are kept, of every choice together. */
const MOST_COUNTED = 24;

export interface NeighbourhoodMap {
  about: Neighbourhood;
  elements: readonly ViewElement[];
}

export class NeighbourhoodState {
  readonly id: string;
  readonly map: Loaded<NeighbourhoodMap>;
  readonly connections: Loaded<readonly ViewConnection[]>;
  /** Something was here and is not shared any more; the reader says when they have read it. */
  someWent = $state(false);
  readonly #reports = new Map<string, Counted<ReportName>>();
  #looking = false;
  #wanted = false;

  constructor(id: string) {
    this.id = id;
    this.connections = new Loaded(() => this.#readConnections(), { later: true });
    this.map = new Loaded(() => this.#readMap());
  }

  /**
   * Return what the map says in one report, which is counted once a page wants it.
   *
   * @param shown What of it is counted, as an address says it.
   */
  report<Name extends ReportName>(name: Name, shown = ''): Counted<Name> {
    const key = `${name} ${shown}`;
    let counted = this.#reports.get(key);
    if (!counted) {
      counted = new Counted<ReportName>(this.id, name, shown);
      this.#forget();
      this.#reports.set(key, counted);
    }
    return counted as unknown as Counted<Name>;
  }

  /** Let go of the choices that were counted longest ago: each change of the map counts all of them again. */
  #forget(): void {
    for (const key of [...this.#reports.keys()].slice(0, -MOST_COUNTED)) this.#reports.delete(key);
  }

  /** Ask whether anything changed, and read it again if so. */
  async look(): Promise<void> {
    this.#wanted = true;
    if (this.#looking) return;
    this.#looking = true;
    // What changes while it is looked at is looked at once more: nothing is told twice.
    while (this.#wanted) {
      this.#wanted = false;
      await this.#look();
    }
    this.#looking = false;
  }

  async #look(): Promise<void> {
    try {
      const { view_seq: now } = await api.neighbourhood(this.id);
      if (now !== this.map.value?.about.view_seq) await this.map.load();
    } catch {
      // Not reachable, or not ours to see any more: the whole read says which.
      await this.map.load();
    }
  }

  // Its `view_seq` is asked for before everything else, so that no change between is missed.
  async #readMap(): Promise<NeighbourhoodMap> {
    const about = await api.neighbourhood(this.id);
    const elements = await api.viewElements(this.id);
    this.#compare(this.map.value?.elements, elements);
    const connections = this.connections.load();
    // On a page that is open both change together: what is new is placed beside what it is connected with.
    if (this.map.value) await connections;
    if (this.map.value) for (const report of this.#reports.values()) report.again();
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
