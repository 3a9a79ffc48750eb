/** The areas, coloured in steps, each to be chosen by pointer and by keyboard. */

import * as L from 'leaflet';

import { areaCard } from './cards';
import type { Labels } from './labels';
import { colourOf, measureWords, shown, type Area, type Measure, type Places } from './words';

const NEXT: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export class AreasLayer {
  readonly #map: L.Map;
  readonly #labels: Labels;
  readonly #onChoose: (code: string | null) => void;
  #layer = L.layerGroup();
  #paths = new Map<string, L.Path>();
  #places: Places | null = null;
  #measure: Measure = 'per_1000';
  #chosen: string | null = null;
  #popup: L.Popup | null = null;

  constructor(map: L.Map, labels: Labels, onChoose: (code: string | null) => void) {
    this.#map = map;
    this.#labels = labels;
    this.#onChoose = onChoose;
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') map.closePopup();
    });
  }

  draw(places: Places, measure: Measure): void {
    this.#places = places;
    this.#measure = measure;
    this.#layer.remove();
    this.#paths = new Map();
    this.#layer = L.layerGroup(places.areas.map((area) => this.#outline(area)));
    this.#layer.addTo(this.#map);
    for (const area of places.areas) this.#name(area);
    this.#rove(places.areas[0]?.code ?? '');
    this.#labels.set('areas', places.areas.map((area) => ({
      at: L.latLng(area.lat, area.lon),
      lines: [area.name, shown(area[measure], measure)],
      className: 'area-name',
      weight: 1e6 + this.#size(area),
      below: 0,
    })));
    this.choose(this.#chosen, { tell: false });
  }

  /** Choose an area, show what is said of it, and tell the page unless it said so itself. */
  choose(code: string | null, { tell }: { tell: boolean }): void {
    this.#mark(this.#chosen, false);
    this.#popup?.remove();
    this.#popup = null;
    const area = this.#places?.areas.find((one) => one.code === code);
    this.#chosen = area ? area.code : null;
    if (area && this.#places) {
      this.#mark(area.code, true);
      this.#rove(area.code);
      this.#popup = L.popup({ minWidth: 230, maxWidth: 300, autoPan: true, closeOnClick: false })
        .setLatLng([area.lat, area.lon])
        .setContent(areaCard(area, this.#places, this.#measure))
        .openOn(this.#map);
      const popup = this.#popup;
      popup.on('remove', () => {
        if (this.#popup !== popup) return;
        this.#popup = null;
        this.choose(null, { tell: true });
      });
    }
    if (tell) this.#onChoose(this.#chosen);
  }

  #outline(area: Area): L.Layer {
    const steps = this.#places?.steps[this.#measure]?.length ?? 0;
    const step = area.step[this.#measure];
    const colour = step === null || step === undefined ? 'no-number' : `step-${colourOf(step, steps)}`;
    const geometry = area.geometry as unknown as GeoJSON.Polygon;
    const layer = L.geoJSON(geometry, { style: { className: `area ${colour}` } });
    layer.on('click', () => this.choose(area.code, { tell: true }));
    layer.eachLayer((path) => this.#paths.set(area.code, path as L.Path));
    return layer;
  }

  #name(area: Area): void {
    const node = this.#paths.get(area.code)?.getElement();
    if (!(node instanceof SVGElement)) return;
    node.setAttribute('role', 'button');
    node.setAttribute('tabindex', '-1');
    node.setAttribute('aria-label', `${area.name}: ${shown(area[this.#measure], this.#measure)}, ${measureWords(this.#measure, this.#places?.care ?? null)}`);
    node.addEventListener('keydown', (event) => this.#onKey(event, area.code));
  }

  #onKey(event: KeyboardEvent, code: string): void {
    const areas = this.#places?.areas ?? [];
    if (event.key === 'Enter' || event.key === ' ') {
      this.choose(code, { tell: true });
    } else if (event.key in NEXT) {
      const at = areas.findIndex((one) => one.code === code) + (NEXT[event.key] ?? 0);
      const next = areas[(at + areas.length) % areas.length];
      if (next) this.#rove(next.code, { focus: true });
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  // One area is reached by Tab, the others from it by the arrow keys.
  #rove(code: string, { focus = false } = {}): void {
    for (const [own, path] of this.#paths) {
      const node = path.getElement();
      node?.setAttribute('tabindex', own === code ? '0' : '-1');
      if (focus && own === code && node instanceof SVGElement) node.focus();
    }
  }

  #mark(code: string | null, chosen: boolean): void {
    const path = code === null ? undefined : this.#paths.get(code);
    path?.getElement()?.classList.toggle('chosen', chosen);
    if (chosen) path?.bringToFront();
  }

  #size(area: Area): number {
    const path = this.#paths.get(area.code);
    if (!(path instanceof L.Polygon)) return 0;
    const bounds = path.getBounds();
    return (bounds.getNorth() - bounds.getSouth()) * (bounds.getEast() - bounds.getWest()) * 1e5;
  }
}
