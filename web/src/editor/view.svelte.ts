/** What part of the sheet is seen, and how large. Not an edit, not saved. */

import { contentOf, labelMargin } from '../drawing/scene';
import type { CareMap, Point } from '../drawing/model';

const LEAST = 0.25;
const MOST = 3;
/** The whole map is shown at first from this zoom up, else part of it nearer: names must have room. Larger letters, larger zoom. */
const READ_WHOLE = 0.56;
const READABLE = 0.82;

export class View {
  width = $state(0);
  height = $state(0);
  zoom = $state(1);
  /** Pixels of one rem: labels, and the layout, follow the reader's text size. */
  rem = $state(16);
  /** Where the middle of the sheet is, in pixels of the drawing. */
  middle = $state.raw<Point>({ x: 0, y: 0 });
  /** Whether all of the map is shown, and nobody has looked closer since. */
  fitted = false;
  percent = $derived(Math.round(this.zoom * 100));

  /** Return the point of the sheet under a point of the drawing. */
  toSheet({ x, y }: Point): Point {
    return { x: (x - this.middle.x) / this.zoom, y: (y - this.middle.y) / this.zoom };
  }

  /** Show the whole map. */
  fit(map: CareMap): void {
    const content = contentOf(map);
    const margin = labelMargin(this.rem);
    const zoom = Math.min((this.width - 2 * margin) / content.width, this.height / content.height);
    this.zoom = within(zoom || 1, LEAST, 1.3);
    this.#centre({ x: content.x + content.width / 2, y: content.y + content.height / 2 });
    this.fitted = true;
  }

  /** Show the whole map where that can be read; on a small screen, whose map it is and who is near. */
  start(map: CareMap): void {
    this.fit(map);
    const letters = this.rem / 16;
    if (this.zoom >= READ_WHOLE * letters) return;
    this.zoom = within(READABLE * letters, LEAST, MOST);
    this.fitted = false;
    const owner = map.figures.get(map.owner_elements[0] ?? '');
    this.#centre({ x: owner?.x ?? 0, y: owner?.y ?? 0 });
  }

  /** Bring a point of the sheet into the middle, near enough to read names. */
  centreOn(at: Point): void {
    this.zoom = within(Math.max(this.zoom, (READABLE * this.rem) / 16), LEAST, MOST);
    this.fitted = false;
    this.#centre(at);
  }

  /** Zoom by a factor, keeping the point under `at` where it is. */
  zoomBy(factor: number, at: Point = { x: this.width / 2, y: this.height / 2 }): void {
    const zoom = within(this.zoom * factor, LEAST, MOST);
    const ratio = zoom / this.zoom;
    this.middle = { x: at.x - (at.x - this.middle.x) * ratio, y: at.y - (at.y - this.middle.y) * ratio };
    this.zoom = zoom;
    this.fitted = false;
  }

  panBy(dx: number, dy: number): void {
    if (dx !== 0 || dy !== 0) this.fitted = false;
    this.middle = { x: this.middle.x + dx, y: this.middle.y + dy };
  }

  /** Bring a point of the sheet into view, with room round it. */
  show({ x, y }: Point, room = 70): void {
    const [left, top] = [x * this.zoom + this.middle.x, y * this.zoom + this.middle.y];
    const shift = (at: number, size: number) => Math.max(0, room - at) - Math.max(0, at - (size - room));
    if (this.width > 0) this.panBy(shift(left, this.width), shift(top, this.height));
  }

  #centre({ x, y }: Point): void {
    this.middle = { x: this.width / 2 - x * this.zoom, y: this.height / 2 - y * this.zoom };
  }
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
