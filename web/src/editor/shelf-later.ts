/** A shelf that is still being opened: everything asked of it waits until it is. */

import type { Shelf } from './outbox';

export function shelfLater(opening: Promise<Shelf>): Shelf {
  let lasting = false;
  const shelf = opening.then((opened) => {
    ({ lasting } = opened);
    return opened;
  });
  return {
    get lasting() {
      return lasting;
    },
    all: async () => (await shelf).all(),
    add: async (waiting) => (await shelf).add(waiting),
    remove: async (id) => (await shelf).remove(id),
    keep: async (kept) => (await shelf).keep(kept),
    kept: async () => (await shelf).kept(),
  };
}
