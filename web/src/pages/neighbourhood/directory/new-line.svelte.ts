/** A new connection of a neighbourhood's own while its fields are filled in, from or to one element. */

import { SvelteSet } from 'svelte/reactivity';

import type { ProposedConnection, ViewElement } from '../../../api/shapes';
import type { State } from '../../../drawing/model';
import { plain } from '../shown';

type Way = { id: string; type: ProposedConnection['type']; back: boolean; words: string };

export const WAYS: readonly [Way, ...Way[]] = [
  { id: 'gives', type: 'cares_for', back: false, words: 'gives care to' },
  { id: 'gets', type: 'cares_for', back: true, words: 'gets care from' },
  { id: 'works', type: 'collaborates_with', back: false, words: 'works with' },
  { id: 'belongs', type: 'member_of', back: false, words: 'is a member of' },
  { id: 'has', type: 'member_of', back: true, words: 'has as a member' },
  { id: 'at', type: 'located_at', back: false, words: 'is at' },
  { id: 'in', type: 'within', back: false, words: 'is in' },
];

export class NewLine {
  readonly element: ViewElement;
  way = $state('works');
  now = $state<State>('engaged');
  name = $state('');
  readonly care = new SvelteSet<string>();
  /** Why there is no connection to it, once it was asked for. */
  why = $state.raw<string | null>(null);
  readonly #elements: () => readonly ViewElement[];

  constructor(element: ViewElement, elements: () => readonly ViewElement[]) {
    this.element = element;
    this.#elements = elements;
  }

  readonly chosen = $derived(WAYS.find(({ id }) => id === this.way) ?? WAYS[0]);
  readonly isMembership = $derived(this.chosen.type === 'member_of');
  readonly others = $derived.by(() => this.#elements().filter((one) => !one.private && one.id !== this.element.id));

  /** Return the connection and its sentence; null, and say why, if whom it is to is not in the list. */
  whole(): { line: ProposedConnection; sentence: string } | null {
    const other = this.others.find(({ label }) => plain(label) === plain(this.name));
    this.why = other ? null : 'Choose one of the names in the list: only what is in the directory can be connected here.';
    if (!other) return null;
    const { type, back, words } = this.chosen;
    const [from, to] = back ? [other.id, this.element.id] : [this.element.id, other.id];
    const care_types = type === 'cares_for' ? [...this.care] : [];
    const state = this.isMembership && this.now !== 'inactive' ? 'engaged' : this.now;
    return { line: { type, from, to, state, care_types }, sentence: `${this.element.label} ${words} ${other.label}` };
  }
}
