/** The map as a file of its own: what to show, the same numbers as tables, and what cannot be concluded. */

import { capital, careType } from '../drawing/words';
import { element } from './element';
import { fitting, sorted } from './sorting';
import { countedWords, LAYERS, saidOf, type Layer, type Places } from './words';

/** What a map without a server is told: everything that it can show. */
export interface Alone {
  places: Places;
  layers: Layer[];
  source: string;
}

export class AlonePage {
  readonly #told: Alone;
  readonly #onShow: (places: Places) => void;
  readonly #onChoose: (key: string | null) => void;
  readonly #text = element('section', { className: 'alone', ariaLabel: 'What the areas say' });
  #buttons = new Map<string, HTMLButtonElement>();
  #chosen: string | null = null;

  constructor(told: Alone, before: Element, onShow: (places: Places) => void, onChoose: (key: string | null) => void) {
    this.#told = told;
    this.#onShow = onShow;
    this.#onChoose = onChoose;
    const select = element('select', { className: 'field' });
    select.append(
      element('option', { value: '', textContent: 'how much there is' }),
      ...told.layers.map(({ name, care }, nth) =>
        element('option', { value: String(nth), textContent: `${LAYERS[name]}${care ? `: ${careType(care).toLowerCase()}` : ''}` }),
      ),
    );
    select.addEventListener('change', () => this.#show(told.layers[Number(select.value || 'NaN')] ?? null));
    before.before(element('p', { className: 'alone-bar' }, element('label', {}, 'What to show ', select)));
    document.body.append(this.#text);
  }

  /** Show how much there is, as it begins. */
  begin(): void {
    this.#show(null);
  }

  /** Mark the row of what was chosen on the map. */
  choose(key: string | null): void {
    if (this.#chosen !== null) this.#buttons.get(this.#chosen)?.setAttribute('aria-pressed', 'false');
    this.#chosen = key;
    if (key !== null) this.#buttons.get(key)?.setAttribute('aria-pressed', 'true');
  }

  #show(layer: Layer | null): void {
    const { assets } = this.#told.places;
    const care = layer?.care;
    const offering = care ? assets.filter(({ offers }) => offers.includes(care)) : assets;
    const places = { ...this.#told.places, layer, assets: offering };
    const [first, ...more] = layer?.sentences ?? places.sentences;
    this.#buttons = new Map();
    this.#chosen = null;
    this.#text.replaceChildren(
      element('h1', { textContent: (first ?? places.name).replace(/\.$/, ''), dir: 'auto' }),
      ...more.map((sentence) => element('p', { textContent: sentence, dir: 'auto' })),
      this.#areas(places),
      ...(layer && layer.lines.length > 0 ? [this.#lines(layer)] : []),
      ...(layer ? [element('h2', { textContent: 'What cannot be concluded' }), ...layer.cautions.map((one) => element('p', { textContent: one }))] : []),
      element('p', { className: 'xs soft', textContent: this.#told.source, dir: 'auto' }),
    );
    this.#onShow(places);
  }

  #areas(places: Places): HTMLElement {
    const heads = ['Area', places.layer?.column ?? capital(countedWords(null)), ...(places.layer ? [] : ['Per 1,000'])];
    const order = fitting({ by: 'number', down: false }, places.layer);
    const rows = sorted(places.areas, order, places.layer).map((area) => [
      area.code, area.name, saidOf(area, places, 'number'), ...(places.layer ? [] : [saidOf(area, places, 'per_1000')]),
    ]);
    return this.#table('Areas', heads, rows);
  }

  #lines(layer: Layer): HTMLElement {
    const heads = layer.name === 'flows' ? ['From', 'To', 'Care'] : ['Formal', 'Community', 'Apart'];
    return this.#table('Lines on the map', heads, layer.lines.map(({ key, one, other, words }) => [key, one, other, words]));
  }

  #table(caption: string, heads: readonly string[], rows: readonly string[][]): HTMLElement {
    const row = ([key = '', name = '', ...cells]: string[]) => {
      const button = element('button', { type: 'button', textContent: name, dir: 'auto', ariaPressed: 'false' });
      button.addEventListener('click', () => this.#pressed(key));
      this.#buttons.set(key, button);
      return element('tr', {}, element('th', { scope: 'row' }, button), ...cells.map((cell) => element('td', { textContent: cell, dir: 'auto' })));
    };
    const table = element(
      'table', {},
      element('caption', { textContent: caption }),
      element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col', textContent: head })))),
      element('tbody', {}, ...rows.map(row)),
    );
    return element('div', { className: 'wide', role: 'region', ariaLabel: caption, tabIndex: 0 }, table);
  }

  #pressed(key: string): void {
    const now = key === this.#chosen ? null : key;
    this.choose(now);
    this.#onChoose(now);
  }
}
