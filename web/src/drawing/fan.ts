/** Spreading things that would stand too close together, each as near as can be to where it wants to be. Pure. */

/** Where something wants to stand, and how much room it needs on each side. */
export interface Wish { readonly at: number; readonly room: number }

const MOST_SQUEEZES = 8;

interface Block { sum: number; count: number; first: number }

/**
 * Spread wishes along a line: in their order, no two nearer than the room of both, and the squares of
 * all moves together the least. Wishes are in order of `at`. By pooling neighbours that push each
 * other (isotonic regression; Barlow et al. 1972, "Statistical inference under order restrictions").
 */
export function spread(wishes: readonly Wish[], squeeze = 1): number[] {
  const behind: number[] = [];
  wishes.forEach(({ room }, n) => {
    const before = wishes[n - 1];
    behind.push(before ? (behind[n - 1] ?? 0) + (before.room + room) * squeeze : 0);
  });
  const blocks: Block[] = [];
  wishes.forEach(({ at }, n) => {
    blocks.push({ sum: at - (behind[n] ?? 0), count: 1, first: n });
    for (let last = blocks.at(-1), before = blocks.at(-2); last && before; last = blocks.at(-1), before = blocks.at(-2)) {
      if (before.sum / before.count <= last.sum / last.count) break;
      before.sum += last.sum;
      before.count += last.count;
      blocks.pop();
    }
  });
  return blocks.flatMap(({ sum, count, first }) =>
    Array.from({ length: count }, (_, nth) => sum / count + (behind[first + nth] ?? 0)),
  );
}

/**
 * Spread wishes round a closed line of a given length; none goes further than `furthest` from where it
 * wants to be. Where there is not room for all, they stand evenly closer. Answers are in the order given.
 */
export function spreadRound(wishes: readonly Wish[], length: number, furthest: number): number[] {
  if (wishes.length < 2) return wishes.map(({ at }) => at);
  const order = [...wishes.keys()].sort((one, other) => (wishes[one]?.at ?? 0) - (wishes[other]?.at ?? 0) || one - other);
  const cut = widestGap(order.map((n) => wishes[n]?.at ?? 0), length);
  const turned = [...order.slice(cut), ...order.slice(0, cut)];
  const line = turned.map((n, nth): Wish => {
    const { at, room } = wishes[n] ?? { at: 0, room: 0 };
    return { at: nth < order.length - cut ? at : at + length, room };
  });
  const wanted = line.reduce((sum, { room }) => sum + 2 * room, 0);
  let squeeze = Math.min(1, length / (wanted || 1));
  let places = spread(line, squeeze);
  for (let n = 0; n < MOST_SQUEEZES && overlapsRound(line, places, length, squeeze); n += 1) places = spread(line, (squeeze *= 0.8));
  const found = wishes.map(({ at }) => at);
  const shares = sharesOf(line, places, squeeze, furthest);
  turned.forEach((n, nth) => {
    const wish = line[nth]?.at ?? 0;
    found[n] = wish + (shares[nth] ?? 1) * ((places[nth] ?? wish) - wish);
  });
  return found;
}

/** Return how much of its way each may go: of those that push each other, all the same share. */
function sharesOf(line: readonly Wish[], places: readonly number[], squeeze: number, furthest: number): number[] {
  const shares: number[] = [];
  for (let first = 0; first < line.length; ) {
    const pushes = (n: number) => {
      const room = ((line[n - 1]?.room ?? 0) + (line[n]?.room ?? 0)) * squeeze;
      return (places[n] ?? 0) - (places[n - 1] ?? 0) < room + 1e-6;
    };
    let end = first + 1;
    while (end < line.length && pushes(end)) end += 1;
    const moves = line.slice(first, end).map(({ at }, nth) => Math.abs((places[first + nth] ?? at) - at));
    const share = Math.min(1, furthest / (Math.max(...moves) || 1));
    for (; first < end; first += 1) shares.push(share);
  }
  return shares;
}

/** Whether the first and the last, pushed apart from the middle, have met on the other side. */
function overlapsRound(line: readonly Wish[], places: readonly number[], length: number, squeeze: number): boolean {
  const [first, last] = [places[0] ?? 0, places.at(-1) ?? 0];
  const room = ((line[0]?.room ?? 0) + (line.at(-1)?.room ?? 0)) * squeeze;
  return first + length - last < room - 1e-6;
}

/** Return which of some sorted places on a closed line comes after the widest gap. */
function widestGap(sorted: readonly number[], length: number): number {
  let [best, most] = [0, -Infinity];
  sorted.forEach((at, n) => {
    const before = n === 0 ? (sorted.at(-1) ?? 0) - length : (sorted[n - 1] ?? 0);
    if (at - before > most) [best, most] = [n, at - before];
  });
  return best;
}
