/** Bodies and places as symbols: the outline says what, the fill whose. Those at one spot are one symbol. */

import * as L from 'leaflet';
import { mount, unmount } from 'svelte';

import SymbolIcon from '../editor/SymbolIcon.svelte';
import { assetsCard } from './cards';
import { element } from './element';
import type { Labels } from './labels';
import type { Asset, Places } from './words';

const narrow = matchMedia('(max-width: 32rem)');
/** With more than these, those near each other on the screen are one symbol until one zooms in. */
const MANY = 200;
const NEAR = 64;

export class AssetsLayer {
  readonly #map: L.Map;
  readonly #labels: Labels;
  readonly #onClosed: (id: string) => void;
  #markers: L.Marker[] = [];
  #symbols: Record<string, unknown>[] = [];
  #groups: Asset[][] = [];
  #on = true;
  #places: Places | null = null;
  #rings = L.layerGroup();

  constructor(map: L.Map, labels: Labels, onClosed: (id: string) => void) {
    this.#onClosed = onClosed;
    this.#map = map;
    this.#labels = labels;
    this.#rings.addTo(map);
    map.on('zoomend', () => this.#places && this.#places.assets.length > MANY && this.draw(this.#places));
  }

  draw(places: Places): void {
    this.#places = places;
    this.#groups = together(places.assets, places.assets.length > MANY ? (asset) => this.#cell(asset) : spotOf);
    this.#show(places);
  }

  /** Show the symbols, or not. */
  turn(on: boolean): void {
    this.#on = on;
    for (const marker of this.#markers) this.#map[on ? 'addLayer' : 'removeLayer'](marker);
    this.#name();
  }

  has(id: string | null): boolean {
    return this.#groups.some((group) => group.some((one) => one.id === id));
  }

  /** Bring what was found into view and say what it is. */
  show(id: string): void {
    const marker = this.#markers[this.#groups.findIndex((group) => group.some((one) => one.id === id))];
    if (!marker) return;
    if (!this.#map.getBounds().contains(marker.getLatLng())) this.#map.panTo(marker.getLatLng());
    marker.openPopup();
    marker.once('popupclose', () => this.#onClosed(id));
  }

  #cell({ lat, lon }: Asset): string {
    const { x, y } = this.#map.project([lat, lon]);
    return `${Math.floor(x / NEAR)} ${Math.floor(y / NEAR)}`;
  }

  #show(places: Places): void {
    this.#rings.clearLayers();
    for (const marker of this.#markers) marker.remove();
    for (const symbol of this.#symbols) void unmount(symbol);
    this.#symbols = [];
    this.#markers = this.#groups.map((group) => this.#marker(group, places));
    this.turn(this.#on);
  }

  #marker(group: Asset[], places: Places): L.Marker {
    const [first] = group as [Asset];
    const box = element('div', { className: 'symbol-box' });
    this.#symbols.push(mount(SymbolIcon, { target: box, props: { element: asDrawn(first) } }));
    if (group.length > 1) box.append(element('b', { className: 'how-many', textContent: String(group.length) }));
    const icon = L.divIcon({ html: box, className: 'asset', iconSize: [44, 44] });
    const marker = L.marker([first.lat, first.lon], { icon, alt: namesOf(group), riseOnHover: true });
    marker.bindPopup(() => assetsCard(group, places), { minWidth: 230, maxWidth: 300, maxHeight: 320 });
    marker.on('popupopen', () => this.#ring(marker.getLatLng(), places));
    marker.on('popupclose', () => this.#rings.clearLayers());
    marker.on('add', () => marker.getElement()?.setAttribute('aria-label', namesOf(group)));
    return marker;
  }

  // How far one comes on foot from what is chosen, where walks are shown.
  #ring(at: L.LatLng, places: Places): void {
    this.#rings.clearLayers();
    for (const { metres, words } of places.layer?.rings ?? []) {
      const ring = L.circle(at, { radius: metres, className: 'ring', fill: false, interactive: false, pane: 'lines' });
      this.#rings.addLayer(ring);
      const south = L.latLng(at.toBounds(2 * metres).getSouth(), at.lng);
      const icon = L.divIcon({ html: element('span', { textContent: words }), className: 'ring-words', iconSize: [0, 0] });
      this.#rings.addLayer(L.marker(south, { icon, interactive: false, keyboard: false }));
    }
  }

  #name(): void {
    const size = narrow.matches ? 24 : 34; // as in map.css
    const shown = this.#on ? this.#groups : [];
    const at = ([first]: Asset[]) => L.latLng(first?.lat ?? 0, first?.lon ?? 0);
    this.#labels.keepFree('assets', shown.map((group) => ({ at: at(group), size })));
    this.#labels.set('assets', shown.map((group) => ({
      at: at(group),
      lines: [group.length > 1 ? `${group.length} here` : (group[0]?.label ?? '')],
      className: 'asset-name',
      weight: group.length,
      below: size,
    })));
  }
}

function spotOf({ lat, lon }: Asset): string {
  return `${lat.toFixed(5)} ${lon.toFixed(5)}`;
}

function together(assets: readonly Asset[], where: (asset: Asset) => string): Asset[][] {
  const groups = new Map<string, Asset[]>();
  for (const asset of assets) {
    const others = groups.get(where(asset));
    if (others) others.push(asset);
    else groups.set(where(asset), [asset]);
  }
  return [...groups.values()];
}

function asDrawn({ kind, sector }: Asset) {
  return { kind, sector, individual: false, child: false, roles: [] };
}

function namesOf(group: readonly Asset[]): string {
  return group.map(({ label }) => label).join(', ');
}
