/** Finding a free spot for each label, so that none lies on another label or on a symbol. Pure. */

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Wanted {
  width: number;
  height: number;
  /** Where its middle may be, the best first. */
  spots: readonly (readonly [number, number])[];
}

/**
 * Return for each label the middle of the first of its spots that is free, or null where none is.
 * Labels come in the order of their importance: an earlier one keeps its spot.
 */
export function freeSpots(labels: readonly Wanted[], taken: readonly Box[], paper: Box): ([number, number] | null)[] {
  const boxes = [...taken];
  return labels.map(({ width, height, spots }) => {
    for (const [x, y] of spots) {
      const box = { x: x - width / 2, y: y - height / 2, width, height };
      if (isInside(box, paper) && !boxes.some((other) => overlap(box, other))) {
        boxes.push(box);
        return [x, y];
      }
    }
    return null;
  });
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width && other.x < one.x + one.width &&
    one.y < other.y + other.height && other.y < one.y + one.height
  );
}

function isInside(box: Box, paper: Box): boolean {
  return (
    box.x >= paper.x && box.y >= paper.y &&
    box.x + box.width <= paper.x + paper.width && box.y + box.height <= paper.y + paper.height
  );
}
