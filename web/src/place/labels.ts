/** The names on the map: each where it hides neither a symbol nor another name, or left out. */

import * as L from 'leaflet';

import { element } from './element';
import { freeSpots, type Box } from './spots';

interface Label {
  at: L.LatLng;
  node: HTMLElement;
  /** How far from its point the label may stand, in pixels from its middle; the best first. */
  spots: (width: number, height: number) => readonly (readonly [number, number])[];
  weight: number;
}

export class Labels {
  readonly #map: L.Map;
  readonly #pane: HTMLElement;
  readonly #groups = new Map<string, Label[]>();
  readonly #symbols = new Map<string, { at: L.LatLng; size: number }[]>();

  constructor(map: L.Map) {
    this.#map = map;
    this.#pane = map.createPane('names');
    this.#pane.setAttribute('aria-hidden', 'true'); // areas and symbols have the same names
    map.on('moveend resize', () => this.place());
  }

  /** Set the names of a layer; the heaviest keep their place where there is not room for all. */
  set(group: string, labels: readonly { at: L.LatLng; lines: string[]; className: string; weight: number; below: number }[]): void {
    for (const { node } of this.#groups.get(group) ?? []) node.remove();
    this.#groups.set(
      group,
      labels.map(({ at, lines, className, weight, below }) => {
        const node = element('div', { className: `name ${className}` }, ...lines.map((line) => element('span', { textContent: line, dir: 'auto' })));
        this.#pane.append(node);
        return { at, node, weight, spots: below ? beside(below) : around };
      }),
    );
  }

  /** Set where a layer's symbols stand, which no name may hide. */
  keepFree(group: string, symbols: { at: L.LatLng; size: number }[]): void {
    this.#symbols.set(group, symbols);
  }

  /** Put every name in its place at this zoom. */
  place(): void {
    const labels = [...this.#groups.values()].flat().sort((one, other) => other.weight - one.weight);
    const taken: Box[] = [...this.#symbols.values()].flat().map(({ at, size }) => {
      const { x, y } = this.#map.latLngToLayerPoint(at);
      return { x: x - size / 2, y: y - size / 2, width: size, height: size };
    });
    const wanted = labels.map(({ at, node, spots }) => {
      const point = this.#map.latLngToLayerPoint(at);
      const [width, height] = [node.offsetWidth + 4, node.offsetHeight + 4];
      return { width, height, spots: spots(width, height).map(([x, y]) => [point.x + x, point.y + y] as const) };
    });
    const found = freeSpots(wanted, taken, this.#paper());
    labels.forEach(({ node }, index) => {
      const spot = found[index];
      node.style.visibility = spot ? 'visible' : 'hidden';
      if (spot) node.style.transform = `translate(${Math.round(spot[0])}px, ${Math.round(spot[1])}px) translate(-50%, -50%)`;
    });
  }

  #paper(): Box {
    const { x: width, y: height } = this.#map.getSize();
    const { x, y } = this.#map.containerPointToLayerPoint([0, 0]);
    return { x, y, width, height };
  }
}

function around(width: number, height: number): readonly (readonly [number, number])[] {
  const [x, y] = [width * 0.4, height * 0.7];
  return [[0, 0], [0, -y], [0, y], [x, 0], [-x, 0], [x, -y], [-x, -y], [x, y], [-x, y]];
}

function beside(size: number) {
  return (width: number, height: number): readonly (readonly [number, number])[] => {
    const [x, y] = [(size + width) / 2, (size + height) / 2];
    return [[0, y], [x, 0], [-x, 0], [0, -y]];
  };
}
