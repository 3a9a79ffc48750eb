/** What the place page shows: the numbers of areas for what was chosen, read again when that changes. */

import { api } from '../api/client';
import { Loaded } from '../loaded.svelte';
import { SIDES } from '../pages/neighbourhood/chosen';
import type { Filter } from '../pages/neighbourhood/filter.svelte';
import { queryOf, type Asked } from './asked';
import type { LayerName, Measure, Places } from './words';

export class PlaceState {
  readonly loaded: Loaded<Places>;
  measure = $state<Measure>('per_1000');
  /** What else the map shows; null for how much there is. */
  layer = $state<LayerName | null>(null);
  /** Which areas, such as wards; by default those that the server chooses. */
  kind = $state<string | null>(null);
  /** The code of the area that is chosen, on the map and in the table alike. */
  chosen = $state<string | null>(null);
  readonly #id: string;
  readonly #filter: Filter;

  constructor(id: string, filter: Filter) {
    this.#id = id;
    this.#filter = filter;
    this.loaded = new Loaded(() => api.places(id, this.asked));
  }

  /** Return what is shown as it may leave the circle. */
  forOutside(): Promise<Places> {
    return api.places(this.#id, { ...this.asked, outside: true });
  }

  /** Return where what is shown is to be had as a file. */
  file(format: string): string {
    return api.placesFile(this.#id, queryOf({ format, ...this.asked }));
  }

  /** What is asked of the server. */
  get asked(): Asked {
    const { sectors, careType, limits } = this.#filter;
    return {
      ...(this.kind ? { kind: this.kind } : {}),
      ...(this.layer ? { layer: this.layer } : {}),
      ...(careType && this.hasCare ? { care: careType } : {}),
      ...(limits ? { shown: limits } : {}),
      ...(sectors.size < SIDES.length ? { sector: SIDES.filter((one) => sectors.has(one)).join(',') } : {}),
    };
  }

  /** Whether what is shown is of one type of care, if one is chosen. */
  get hasCare(): boolean {
    return this.layer === null || this.layer === 'walks';
  }

  /** The same as the query of an address. */
  get query(): string {
    return queryOf(this.asked);
  }
}
