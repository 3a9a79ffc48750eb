/** How far two entries are from each other. Pure. */

/** What counts as a walk, in metres in a straight line. */
export const WALK = 1_000;

const EARTH = 6_371_000;

interface Placed {
  lon?: number | null;
  lat?: number | null;
}

/** Return the metres between two on a ball, or null if it is not known where one is. */
export function metresBetween(one: Placed, other: Placed): number | null {
  const [from, to] = [pointOf(one), pointOf(other)];
  if (!from || !to) return null;
  const [north, south] = [radians(from.lat), radians(to.lat)];
  const [up, along] = [(south - north) / 2, radians(to.lon - from.lon) / 2];
  const part = Math.sin(up) ** 2 + Math.cos(north) * Math.cos(south) * Math.sin(along) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(part));
}

function pointOf({ lon, lat }: Placed): { lon: number; lat: number } | null {
  return typeof lon === 'number' && typeof lat === 'number' ? { lon, lat } : null;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
