/**
 * The script of the map's page (`mapping/locality/page.py`): it reads what is shown from the API and
 * draws it with Leaflet. Every name is put into the page as text, never as HTML.
 */

import '../styles/tokens.css';
import '../styles/look.css';
import 'leaflet/dist/leaflet.css';
import './map.css';

import * as L from 'leaflet';

import { AlonePage, type Alone } from './alone';
import { AreasLayer } from './areas-layer';
import { AssetsLayer } from './assets-layer';
import { element } from './element';
import { hatches } from './hatches';
import { Labels } from './labels';
import { showLegend, type LayerTold } from './legend';
import { LinesLayer } from './lines-layer';
import { hear, tell, type FromMap, type ToMap } from './messages';
import { underlayOf } from './underlay';
import type { Measure, Places } from './words';

interface Told {
  data: string;
  /** Everything that a map in a file of its own shows; null where it is read from the server. */
  alone: Alone | null;
  scale: boolean;
  options: L.MapOptions;
  layers: LayerTold[];
}

class PlaceMap {
  readonly #told = JSON.parse(document.getElementById('told')?.textContent ?? '{}') as Told;
  readonly #map: L.Map;
  readonly #labels: Labels;
  readonly #areas: AreasLayer;
  readonly #assets: AssetsLayer;
  readonly #legend = element('section', { className: 'map-legend', ariaLabel: 'What the map shows' });
  readonly #lines: LinesLayer;
  #underlay = L.layerGroup();
  #places: Places | null = null;
  #asked = 0;
  /** What was chosen last, which may be before there is anything drawn. */
  #wanted: string | null = null;
  #alone: AlonePage | null = null;

  constructor(container: HTMLElement) {
    // Nothing on the map moves by itself.
    const still = { zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false };
    this.#map = L.map(container, { ...this.#told.options, ...still, zoomControl: false, maxZoom: 19 });
    container.setAttribute('role', 'region');
    container.ariaLabel = 'Map. Arrow keys move it, plus and minus zoom.';
    container.after(this.#legend);
    L.control.zoom({ position: 'bottomleft', zoomInText: '+', zoomOutText: '−' }).addTo(this.#map);
    if (this.#told.scale) L.control.scale({ imperial: false, position: 'bottomright' }).addTo(this.#map);
    this.#labels = new Labels(this.#map);
    container.after(hatches());
    this.#areas = new AreasLayer(this.#map, this.#labels, (code) => {
      if (code !== null) this.#lines.choose(null, { tell: false });
      this.#wanted = code;
      this.#say({ from: 'place-map', chosen: code });
    });
    this.#lines = new LinesLayer(this.#map, (key) => {
      if (key !== null) this.#areas.choose(null, { tell: false });
      this.#wanted = key;
      this.#say({ from: 'place-map', chosen: key });
    });
    this.#assets = new AssetsLayer(this.#map, this.#labels, (id) => {
      if (this.#wanted === id) this.#say({ from: 'place-map', chosen: (this.#wanted = null) });
    });
  }

  /** Draw what a query of the API answers, coloured by a measure. */
  async show(query: string, measure: Measure): Promise<void> {
    const asked = ++this.#asked;
    const waiting = setTimeout(() => this.#legend.prepend(element('p', { textContent: 'Working it out…', role: 'status' })), 1000);
    const answer = await fetch(this.#told.data + query);
    clearTimeout(waiting);
    if (asked !== this.#asked) return;
    if (!answer.ok) {
      this.#legend.replaceChildren(element('p', { textContent: 'The map could not be fetched. Try again.' }));
      return;
    }
    this.#draw((await answer.json()) as Places, measure);
  }

  #draw(places: Places, measure: Measure): void {
    const first = this.#places?.kind !== places.kind;
    this.#places = places;
    this.#underlay.remove();
    this.#underlay = underlayOf(places).addTo(this.#map);
    if (first) this.#fit(places);
    this.#areas.draw(places, measure);
    this.#lines.draw(places);
    this.#assets.draw(places);
    showLegend(this.#legend, places, measure, this.#told.layers, (layer, on) => this.#turn(layer, on));
    this.#labels.place();
    if (first) this.choose(this.#wanted);
  }

  /** Choose an area or a line, as the tables do, or show a body that was found. */
  choose(code: string | null): void {
    this.#wanted = code;
    const isLine = this.#lines.has(code);
    this.#lines.choose(isLine ? code : null, { tell: false });
    if (isLine) this.#lines.show();
    this.#areas.choose(isLine ? null : code, { tell: false });
    if (code !== null && this.#assets.has(code)) this.#assets.show(code);
  }

  /** Listen to the page that this is a frame of, and draw; on its own it draws what its address says. */
  begin(): void {
    const { alone } = this.#told;
    if (alone) {
      const rated = alone.places.areas.some((area) => area.per_1000 !== null);
      this.#alone = new AlonePage(alone, this.#map.getContainer(), (places) => this.#draw(places, rated ? 'per_1000' : 'number'), (key) => this.choose(key));
      this.#alone.begin();
      return;
    }
    if (window.parent === window) {
      const query = new URLSearchParams(location.search);
      const measure = query.get('as') === 'number' ? 'number' : 'per_1000';
      query.delete('as');
      void this.show(`?${query.toString()}`, measure);
      return;
    }
    hear<ToMap>('to', () => window.parent, (message) => {
      if ('show' in message) void this.show(message.show.query, message.show.measure);
      else this.choose(message.choose);
    });
    const watch = new ResizeObserver(() => {
      this.#say({ from: 'place-map', height: Math.ceil(document.body.getBoundingClientRect().height) });
    });
    watch.observe(document.body);
    this.#say({ from: 'place-map', ready: true });
  }

  #say(message: FromMap): void {
    if (this.#alone && 'chosen' in message) this.#alone.choose(message.chosen);
    if (window.parent !== window) tell(window.parent, message);
  }

  #fit(places: Places): void {
    const bounds = L.geoJSON(places.areas.map(({ geometry }) => geometry as unknown as GeoJSON.Polygon)).getBounds();
    if (!bounds.isValid()) return;
    this.#map.fitBounds(bounds, { padding: [12, 12] });
    this.#map.setMinZoom(this.#map.getZoom() - 1);
    this.#map.setMaxBounds(bounds.pad(0.5));
  }

  #turn(layer: string, on: boolean): void {
    if (layer === 'assets') this.#assets.turn(on);
    if (layer === 'underlay') this.#map[on ? 'addLayer' : 'removeLayer'](this.#underlay);
    this.#labels.place();
  }
}

const container = document.getElementById('map');
if (container) new PlaceMap(container).begin();
