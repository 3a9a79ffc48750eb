/**
 * Whether a neighbourhood is shown as a picture or as tables. A reader who chose tables once keeps them,
 * and paper always gets them: what WebGL has drawn is not printed.
 */

import { flushSync } from 'svelte';

const KEPT_AS = 'care-mapping.neighbourhood.show-as';

/** With more figures nobody can tell them apart in a picture. */
export const MOST_FIGURES = 400;
/** With more figures no page draws them at all: it would stand still, and show nothing that can be read. */
export const MOST_DRAWN = 20_000;

export class ShowAs {
  #asked = $state<'picture' | 'table' | null>(localStorage.getItem(KEPT_AS) === 'table' ? 'table' : null);
  /** There is no picture on this machine, whatever is asked for. */
  cannot = $state(false);
  #narrow = matchMedia('(max-width: 40rem)');
  #isNarrow = $state(this.#narrow.matches);
  /** Whether the page is being printed now. */
  isPrinting = $state(false);

  /** Follow the window's width, and whether it is being printed, while the page is open. */
  listen(): () => void {
    const onChange = () => (this.#isNarrow = this.#narrow.matches);
    const onPrint = ({ type }: Event) => {
      this.isPrinting = type === 'beforeprint';
      flushSync(); // what is printed is what stands there when this returns
    };
    this.#narrow.addEventListener('change', onChange);
    for (const type of ['beforeprint', 'afterprint']) window.addEventListener(type, onPrint);
    return () => {
      this.#narrow.removeEventListener('change', onChange);
      for (const type of ['beforeprint', 'afterprint']) window.removeEventListener(type, onPrint);
    };
  }

  /** Return what to show so many figures as, and if it is tables that nobody asked for, why; `said` is what the address says. */
  of(figures: number, said: 'picture' | 'table' | null = null): { as: 'picture' | 'table'; why: 'cannot' | 'narrow' | 'many' | 'far too many' | null } {
    if (this.cannot) return { as: 'table', why: 'cannot' };
    if (this.isPrinting) return { as: 'table', why: null };
    if (figures > MOST_DRAWN) return { as: 'table', why: 'far too many' };
    if (said) return { as: said, why: null };
    if (this.#asked) return { as: this.#asked, why: null };
    if (figures > MOST_FIGURES) return { as: 'table', why: 'many' };
    return this.#isNarrow ? { as: 'table', why: 'narrow' } : { as: 'picture', why: null };
  }

  choose(as: 'picture' | 'table'): void {
    this.#asked = as;
    if (as === 'table') localStorage.setItem(KEPT_AS, 'table');
    else localStorage.removeItem(KEPT_AS);
  }
}
