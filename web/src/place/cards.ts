/** What is said of an area, or of what stands at one spot, when it is chosen. */

import { capital, careType, counted, KINDS, SECTORS } from '../drawing/words';
import { elementAddress } from '../router';
import { element } from './element';
import {
  intervalWords, measureWords, needOf, placeOf, shown, type Area, type Asset, type LineSaid, type Measure, type Places,
} from './words';

const MOST_NAMED = 6;

/** Return the card of an area. */
export function areaCard(area: Area, places: Places, measure: Measure): HTMLElement {
  const need = needOf(area);
  const others = places.areas.filter((one) => needOf(one)?.rank).length;
  const lines = [
    ...(places.layer?.areas[area.code]?.sentences ?? []),
    numberLine(area, places, measure),
    measure === 'per_1000' ? intervalWords(area) : '',
    area.population === null ? 'Nobody has said how many people live here.' : `${counted(area.population, 'person', 'people')} live here.`,
    need?.rank ? `${need.name}: ${shown(need.value)}, ${need.rank} of ${others} where 1 is the most need.` : '',
  ];
  const here = places.assets.filter((one) => one.area === area.code);
  const card = element('div', { className: 'card-text' }, heading(area.name));
  card.append(...lines.filter(Boolean).map((line) => element('p', { textContent: line })));
  if (here.length > 0) card.append(namesList(here));
  if (area.by_area_only > 0) {
    const how = `${counted(area.by_area_only, 'is', 'are')} shown by area only, such as somebody’s home.`;
    card.append(element('p', { textContent: here.length > 0 ? `Besides, ${how}` : how }));
  }
  return card;
}

/** Return the card of a line. */
export function lineCard({ sentence }: LineSaid): HTMLElement {
  return element('div', { className: 'card-text' }, element('p', { textContent: sentence, dir: 'auto' }));
}

/** Return the card of what stands at one spot. */
export function assetsCard(assets: readonly Asset[], places: Places): HTMLElement {
  const card = element('div', { className: 'card-text' });
  const [first] = assets;
  const same = assets.every(({ lat, lon }) => lat.toFixed(5) === first?.lat.toFixed(5) && lon.toFixed(5) === first.lon.toFixed(5));
  const where = same ? 'In the same building:' : `${assets.length} near each other; zoom in to part them:`;
  if (assets.length > 1) card.append(element('p', { textContent: where }));
  for (const asset of assets) {
    const area = places.areas.find(({ code }) => code === asset.area);
    const what = [capital(KINDS[asset.kind]), asset.sector ? SECTORS[asset.sector] : '', area?.name ?? ''];
    card.append(heading(asset.label, places.id ? elementAddress(places.id, asset.id) : undefined), element('p', { textContent: what.filter(Boolean).join(', ') }));
    if (asset.offers.length > 0) {
      card.append(element('p', { textContent: `Offers: ${asset.offers.map((one) => careType(one).toLowerCase()).join(', ')}.` }));
    }
  }
  return card;
}

function numberLine(area: Area, places: Places, measure: Measure): string {
  const words = measureWords(measure, places.care);
  if (area[measure] === null) return `${capital(words)}: not known.`;
  const place = placeOf(area, places.areas, measure);
  return `${shown(area[measure], measure)} ${words}${place ? ` (${place})` : ''}.`;
}

/** Return a name as a heading, which leads to its own page if it has one: out of the map's frame. */
function heading(name: string, address?: string): HTMLElement {
  if (address === undefined) return element('h2', { textContent: name, dir: 'auto' });
  return element('h2', { dir: 'auto' }, element('a', { textContent: name, href: address, target: '_top' }));
}

function namesList(assets: readonly Asset[]): HTMLElement {
  const named = assets.slice(0, MOST_NAMED).map(({ label }) => element('li', { textContent: label, dir: 'auto' }));
  const rest = assets.length - named.length;
  if (rest > 0) named.push(element('li', { textContent: `and ${rest} more` }));
  return element('ul', {}, ...named);
}
