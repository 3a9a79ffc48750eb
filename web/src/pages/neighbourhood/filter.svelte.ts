/**
 * What a reader chose to look at in a neighbourhood: the same for picture, table and place, and
 * kept in the page's address. It says nothing of the map itself: `shown.ts` applies it.
 */

import { navigation } from '../../navigation.svelte';
import { chosenBy, filterQuery, queryOf, type Chosen, type Side } from './chosen';

/** The choice of the page that is open, read from its address and written there. */
export class Filter {
  readonly chosen: Chosen = $derived(chosenBy(navigation.search));
  readonly query = $derived(queryOf(this.chosen));
  /** What of it limits what is shown, as every report is asked for it. */
  readonly limits = $derived(filterQuery(this.chosen));

  get sectors(): ReadonlySet<Side> {
    return this.chosen.sectors;
  }

  get careType(): string | null {
    return this.chosen.careType;
  }

  /** Change some of it. */
  choose(some: Partial<Chosen>): void {
    navigation.note(queryOf({ ...this.chosen, ...some }));
  }

  /** Show what another address shows. */
  take(query: string): void {
    navigation.note(queryOf(chosenBy(query)));
  }

  /** Limit nothing; how it is shown stays. */
  clear(): void {
    const { as, size, colour } = this.chosen;
    navigation.note(queryOf({ ...chosenBy(''), as, size, colour }));
  }
}
