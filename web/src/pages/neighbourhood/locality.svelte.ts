/** What the page of walks and gaps shows, read again when something else is chosen. */

import { api } from '../../api/client';
import type { LocalityAsked, LocalityReport } from '../../api/shapes';
import { Loaded } from '../../loaded.svelte';
import type { Filter } from './filter.svelte';

/** Metres a minute: as older people walk. */
const SLOW = 48;

export class LocalityState {
  readonly loaded: Loaded<LocalityReport>;
  /** Which areas, such as wards; by default those that the server chooses. */
  kind = $state<string | null>(null);
  /** The code of one area to be told of; null for all. */
  area = $state<string | null>(null);
  /** Which type of care walks go to; empty for the one that is far from most areas. */
  type = $state('');
  slow = $state(false);
  /** Whether it may leave the circle: numbers of people are hidden or rounded then. */
  outside = $state(true);
  readonly #filter: Filter;

  constructor(id: string, filter: Filter) {
    this.#filter = filter;
    this.loaded = new Loaded(() => api.locality(id, this.asked));
  }

  /** What is asked of the server. */
  get asked(): LocalityAsked {
    return {
      ...(this.kind ? { kind: this.kind } : {}),
      ...(this.area ? { area: this.area } : {}),
      ...(this.slow ? { walk_speed: SLOW } : {}),
      ...(this.outside ? {} : { outside: false }),
      ...(this.#filter.limits ? { shown: this.#filter.limits } : {}),
    };
  }

  /** Look at areas of another kind: the one that was chosen is not among them. */
  chooseKind(kind: string): void {
    this.area = null;
    this.kind = kind;
  }
}
