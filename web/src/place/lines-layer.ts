/** Lines between bodies that could work together, and arrows of care from area to area. */

import * as L from 'leaflet';

import { lineCard } from './cards';
import { Roving } from './roving';
import type { LineSaid, Places } from './words';

/** How far a curve bows out, as a share of the way: care there and care back part. */
const BOW = 0.16;
const PIECES = 16;

export class LinesLayer {
  readonly #map: L.Map;
  readonly #onChoose: (key: string | null) => void;
  readonly #roving: Roving;
  #layer = L.layerGroup();
  #lines = new Map<string, { said: LineSaid; path: L.Polyline }>();
  #chosen: string | null = null;
  #popup: L.Popup | null = null;

  constructor(map: L.Map, onChoose: (key: string | null) => void) {
    this.#map = map;
    this.#onChoose = onChoose;
    map.createPane('lines').style.zIndex = '450'; // over areas and water, under symbols
    this.#roving = new Roving((key) => this.choose(key, { tell: true }));
  }

  draw({ layer }: Places): void {
    this.#layer.remove();
    this.#lines = new Map((layer?.lines ?? []).map((said) => [said.key, { said, path: this.#path(said) }]));
    this.#layer = L.layerGroup([...this.#lines.values()].map(({ path }) => path)).addTo(this.#map);
    for (const { said, path } of this.#lines.values()) {
      if (said.directed) path.getElement()?.setAttribute('marker-end', 'url(#arrow)');
    }
    this.#roving.set([...this.#lines.values()].map(({ said, path }) => ({ key: said.key, node: path.getElement(), name: said.sentence })));
    this.choose(this.#chosen, { tell: false });
  }

  has(key: string | null): boolean {
    return key !== null && this.#lines.has(key);
  }

  /** Choose a line, say what it is, and tell the page unless it said so itself. */
  choose(key: string | null, { tell }: { tell: boolean }): void {
    this.#mark(false);
    const popup = this.#popup;
    this.#popup = null;
    popup?.remove();
    const line = key === null ? undefined : this.#lines.get(key);
    this.#chosen = line ? key : null;
    if (tell) this.#onChoose(this.#chosen);
    if (!line || key === null) return;
    this.#mark(true);
    this.#roving.rove(key);
    const opened = L.popup({ minWidth: 230, maxWidth: 300, closeOnClick: false })
      .setLatLng(line.path.getBounds().getCenter())
      .setContent(lineCard(line.said))
      .openOn(this.#map);
    this.#popup = opened;
    opened.on('remove', () => {
      if (this.#popup === opened) this.choose(null, { tell: true });
    });
  }

  /** Bring the line that is chosen into view, large enough to be seen: its ends may be near. */
  show(): void {
    const line = this.#chosen === null ? undefined : this.#lines.get(this.#chosen);
    if (line) this.#map.fitBounds(line.path.getBounds().pad(1), { maxZoom: 16 });
  }

  #path(said: LineSaid): L.Polyline {
    const kind = said.directed ? 'flow' : 'bridge';
    const path = L.polyline(said.directed ? curve(said) : [swapped(said.start), swapped(said.end)], {
      className: `line ${kind} weight-${said.weight}`,
      pane: 'lines',
      noClip: true,
      smoothFactor: 0,
    });
    path.on('click', (event) => {
      L.DomEvent.stopPropagation(event);
      this.choose(said.key, { tell: true });
    });
    return path;
  }

  #mark(on: boolean): void {
    const path = this.#chosen === null ? undefined : this.#lines.get(this.#chosen)?.path;
    path?.getElement()?.classList.toggle('chosen', on);
    if (on) path?.bringToFront();
  }
}

function swapped([lon, lat]: readonly [number, number]): L.LatLngTuple {
  return [lat, lon];
}

function curve({ start, end }: LineSaid): L.LatLngTuple[] {
  const [x, y] = [(start[0] + end[0]) / 2 - BOW * (end[1] - start[1]), (start[1] + end[1]) / 2 + BOW * (end[0] - start[0])];
  return Array.from({ length: PIECES + 1 }, (_, nth) => {
    const t = nth / PIECES;
    const at = (one: number, bow: number, other: number) => (1 - t) ** 2 * one + 2 * t * (1 - t) * bow + t ** 2 * other;
    return [at(start[1], y, end[1]), at(start[0], x, end[0])];
  });
}
