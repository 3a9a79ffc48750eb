/** The legend under the map: steps with their numbers and how many areas, symbols, layers, source. */

import { mount } from 'svelte';

import SymbolIcon from '../editor/SymbolIcon.svelte';
import { capital, counted, SECTORS } from '../drawing/words';
import type { Sector } from '../drawing/model';
import { element } from './element';
import { colourOf, measureWords, rangeWords, sourceWords, type Layer, type Measure, type Places } from './words';

export interface LayerTold {
  data: string;
  name: string;
  show: boolean;
  control: boolean;
}

/** What lines on the map are. */
const LINES: Readonly<Record<string, string>> = {
  flows: 'Arrows go from where care is given to where it is got; thicker ones are more care.',
  bridges: 'Dashed lines join bodies that could work together; thicker ones have more care in common.',
};

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
    places.layer ? layerSteps(places.layer) : steps(places, measure),
    ...(places.assets.length > 0 ? [symbols(places)] : []),
    element('div', { className: 'legend' }, ...layers.filter(has).map((layer) => layerBox(layer, turn))),
    element('p', { className: 'xs soft', textContent: sourceWords(places) }),
  );
}

function steps(places: Places, measure: Measure): HTMLElement {
  const found = places.steps[measure] ?? [];
  const rows = found.map((step, index) => swatch(`step-${colourOf(index, found.length)}`, `${rangeWords(step, measure)} (${counted(step.areas, 'area')})`));
  const without = places.areas.filter((area) => area[measure] === null).length;
  if (without > 0) rows.push(swatch('no-number', `no data (${counted(without, 'area')})`));
  return element('div', { className: 'legend' }, element('b', { textContent: capital(measureWords(measure, places.care)) }), ...rows);
}

function layerSteps(layer: Layer): HTMLElement {
  const rows = layer.legend.map(({ fill, hatch, words, areas }) => swatch(fill ?? 'step-1', `${words} (${counted(areas, 'area')})`, hatch));
  const title = element('b', { textContent: layer.column });
  const lines = layer.lines.length === 0 ? [] : [element('span', { textContent: LINES[layer.name] ?? '' })];
  return element('div', { className: `legend ${layer.name}` }, title, ...rows, ...lines);
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
