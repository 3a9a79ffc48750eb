/** Which figures of a picture have their name beside them, and where: no name on another or on a figure. Pure. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Named {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** Half its figure's size. */
  readonly size: number;
  readonly width: number;
  readonly height: number;
}

const NEAR = 3;

/**
 * Return where names are written, in the order that they were asked for; what finds no room has none.
 *
 * @param wanted The most important first.
 * @param figures What no name may cover.
 * @param sheet What no name may leave.
 * @param always How many of the first have their name whatever it covers.
 */
export function named(
  wanted: readonly Named[],
  figures: readonly Box[],
  sheet: Box,
  always = 0,
): Map<string, Box> {
  const taken: Box[] = [];
  const found = new Map<string, Box>();
  wanted.forEach((one, nth) => {
    const places = placesOf(one).filter((box) => inside(box, sheet));
    const free = places.find((box) => !taken.some((other) => meet(box, other)) && !covers(box, figures, one));
    const box = free ?? (nth < always ? places[0] : undefined);
    if (!box) return;
    taken.push(box);
    found.set(one.id, box);
  });
  return found;
}

function placesOf({ x, y, size, width, height }: Named): Box[] {
  const beside = size + NEAR;
  return [
    { left: x + beside, top: y - height / 2, width, height },
    { left: x - width / 2, top: y + beside, width, height },
    { left: x - width / 2, top: y - beside - height, width, height },
    { left: x - beside - width, top: y - height / 2, width, height },
  ];
}

function covers(box: Box, figures: readonly Box[], own: Named): boolean {
  return figures.some((figure) => meet(box, figure) && !holds(figure, own));
}

function holds(figure: Box, { x, y }: Named): boolean {
  return x >= figure.left && x <= figure.left + figure.width && y >= figure.top && y <= figure.top + figure.height;
}

function inside(box: Box, sheet: Box): boolean {
  return (
    box.left >= sheet.left &&
    box.top >= sheet.top &&
    box.left + box.width <= sheet.left + sheet.width &&
    box.top + box.height <= sheet.top + sheet.height
  );
}

function meet(one: Box, other: Box): boolean {
  return (
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height
  );
}
