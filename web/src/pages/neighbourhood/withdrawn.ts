/** What left a neighbourhood's map between two readings of it. Pure. */

type Things = readonly { id: string }[];

/** Return whether anything that was there is not there now. */
export function somethingWent(before: Things, now: Things): boolean {
  const ids = new Set(now.map((thing) => thing.id));
  return before.some((thing) => !ids.has(thing.id));
}
