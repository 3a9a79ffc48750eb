/** A shelf that is still being opened: everything asked of it waits until it is. */

import type { Shelf } from './shelf';

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
    first: async () => (await shelf).first(),
    all: async () => (await shelf).all(),
    add: async (waiting) => (await shelf).add(waiting),
    remove: async (id) => (await shelf).remove(id),
    keep: async (kept) => (await shelf).keep(kept),
    kept: async () => (await shelf).kept(),
    forgetKept: async () => (await shelf).forgetKept(),
  };
}
