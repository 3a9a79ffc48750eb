/** The areas, coloured in steps, each to be chosen by pointer and by keyboard. */

import * as L from 'leaflet';

import { areaCard } from './cards';
import type { Labels } from './labels';
import { fillName } from './legend-rows';
import { Roving } from './roving';
import { saidOf, shownWords, type Area, type Measure, type Places } from './words';

export class AreasLayer {
  readonly #map: L.Map;
  readonly #labels: Labels;
  readonly #onChoose: (code: string | null) => void;
  readonly #roving: Roving;
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
    this.#roving = new Roving((code) => this.choose(code, { tell: true }));
    map.createPane('hatches').style.zIndex = '410'; // over the colours, under what else is drawn
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') map.closePopup();
    });
  }

  draw(places: Places, measure: Measure): void {
    this.#places = places;
    this.#measure = measure;
    this.#layer.remove();
    this.#paths = new Map();
    this.#layer = L.layerGroup(places.areas.flatMap((area) => [this.#outline(area), ...this.#hatch(area)]));
    this.#layer.addTo(this.#map);
    this.#roving.set(places.areas.map((area) => ({
      key: area.code,
      node: this.#paths.get(area.code)?.getElement(),
      name: `${area.name}: ${saidOf(area, places, measure)}, ${shownWords(places, measure)}`,
    })));
    this.#labels.set('areas', places.areas.map((area) => ({
      at: L.latLng(area.lat, area.lon),
      lines: [area.name, saidOf(area, places, measure)],
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
      this.#roving.rove(area.code);
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
    const layer = L.geoJSON(area.geometry as unknown as GeoJSON.Polygon, { style: { className: `area ${this.#fill(area)}` } });
    layer.on('click', () => this.choose(area.code, { tell: true }));
    layer.eachLayer((path) => this.#paths.set(area.code, path as L.Path));
    return layer;
  }

  #fill(area: Area): string {
    return this.#places ? fillName(area, this.#places, this.#measure) : 'no-number';
  }

  #hatch(area: Area): L.Layer[] {
    const hatch = this.#places?.layer?.areas[area.code]?.hatch;
    if (!hatch) return [];
    const style = { className: `hatch ${hatch}`, stroke: false, fillColor: `url(#hatch-${hatch})`, fillOpacity: 1 };
    return [L.geoJSON(area.geometry as unknown as GeoJSON.Polygon, { pane: 'hatches', interactive: false, style })];
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
