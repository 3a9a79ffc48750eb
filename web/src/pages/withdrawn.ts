/** What left a neighbourhood's map between two readings of it. Pure. */

interface Things {
  elements: readonly { id: string }[];
  connections: readonly { id: string }[];
}

/** Return whether anything that was on the map is not on it now. */
export function somethingWent(before: Things, now: Things): boolean {
  const ids = new Set([...now.elements, ...now.connections].map((thing) => thing.id));
  return [...before.elements, ...before.connections].some((thing) => !ids.has(thing.id));
}
