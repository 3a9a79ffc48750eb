/**
 * What a reader chose to look at in a neighbourhood: the same for picture, table and place, and
 * kept in the page's address. It says nothing of the map itself: `shown.ts` applies it.
 */

import { navigation } from '../../navigation.svelte';
import { chosenBy, queryOf, type Chosen, type Side } from './chosen';

/** The choice of the page that is open, read from its address and written there. */
export class Filter {
  readonly chosen: Chosen = $derived(chosenBy(navigation.search));
  readonly query = $derived(queryOf(this.chosen));

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

  /** Limit nothing. */
  clear(): void {
    navigation.note('');
  }
}
