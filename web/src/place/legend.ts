/** The legend under the map: steps with their numbers and how many areas, symbols, layers, source. */

import { mount } from 'svelte';

import SymbolIcon from '../editor/SymbolIcon.svelte';
import { SECTORS } from '../drawing/words';
import type { Sector } from '../drawing/model';
import { element } from './element';
import { legendRows, legendTitle, linesWords } from './legend-rows';
import { sourceWords, type Measure, type Places } from './words';

export interface LayerTold {
  data: string;
  name: string;
  show: boolean;
  control: boolean;
}

const off = new Set<string>();

/** Show the legend of what the map shows. */
export function showLegend(
  legend: HTMLElement,
  places: Places,
  measure: Measure,
  layers: readonly LayerTold[],
  turn: (layer: string, on: boolean) => void,
): void {
  const has = (layer: LayerTold) => layer.control && (places[layer.data as 'assets' | 'underlay'] ?? []).length > 0;
  legend.replaceChildren(
    steps(places, measure),
    ...(places.assets.length > 0 ? [symbols(places)] : []),
    element('div', { className: 'legend' }, ...layers.filter(has).map((layer) => layerBox(layer, turn))),
    element('p', { className: 'xs soft', textContent: sourceWords(places) }),
  );
}

function steps(places: Places, measure: Measure): HTMLElement {
  const rows = legendRows(places, measure).map(({ fill, hatch, words }) => swatch(fill, words, hatch));
  const lines = linesWords(places);
  return element(
    'div', { className: `legend ${places.layer?.name ?? ''}` },
    element('b', { textContent: legendTitle(places, measure) }), ...rows, ...(lines ? [element('span', { textContent: lines })] : []),
  );
}

function swatch(className: string, words: string, hatch: string | null = null): HTMLElement {
  const box = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  box.setAttribute('viewBox', '0 0 30 18');
  box.setAttribute('class', 'swatch');
  box.setAttribute('aria-hidden', 'true');
  const fill = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({ x: 1, y: 1, width: 28, height: 16, rx: 2 })) fill.setAttribute(name, String(value));
  fill.setAttribute('class', `area ${className}`);
  box.append(fill);
  if (hatch) {
    const lines = fill.cloneNode() as SVGRectElement;
    lines.setAttribute('class', 'hatch');
    lines.setAttribute('fill', `url(#hatch-${hatch})`);
    box.append(lines);
  }
  return element('span', {}, box, element('span', { textContent: words }));
}

function symbols(places: Places): HTMLElement {
  const present = new Set(places.assets.map(({ sector }) => sector));
  const sectors = (['formal', 'community', 'informal', null] as (Sector | null)[]).filter((one) => present.has(one));
  return element('div', { className: 'legend' }, ...sectors.map((sector) => {
    const row = element('span');
    const kind = sector === 'formal' ? 'statutory_service' : sector === null ? 'place' : 'group';
    mount(SymbolIcon, { target: row, props: { element: { kind, sector, individual: false, child: false, roles: [] } } });
    row.append(element('span', { textContent: sector === null ? 'place' : SECTORS[sector] }));
    return row;
  }));
}

function layerBox(layer: LayerTold, turn: (layer: string, on: boolean) => void): HTMLElement {
  const box = element('input', { type: 'checkbox', checked: layer.show && !off.has(layer.data) });
  box.addEventListener('change', () => {
    off[box.checked ? 'delete' : 'add'](layer.data);
    turn(layer.data, box.checked);
  });
  if (!box.checked) turn(layer.data, false);
  return element('label', {}, box, element('span', { textContent: layer.name }));
}
