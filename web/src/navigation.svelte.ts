/** Where the reader is, and going elsewhere without loading the page anew. */

import { pageAt } from './router';

class Navigation {
  #path = $state.raw(location.pathname);
  #search = $state.raw(location.search);
  /** How often the reader has moved: after the first, a new page's heading takes the focus. */
  moves = $state.raw(0);

  readonly address = $derived(this.#path + this.#search);
  readonly search = $derived(this.#search);
  readonly page = $derived(pageAt(this.#path, this.#search));

  /** Go to an address of ours. */
  go(address: string, { replace = false } = {}): void {
    if (address === this.address) return;
    history[replace ? 'replaceState' : 'pushState'](null, '', address);
    this.#arrive();
    scrollTo(0, 0);
  }

  /** Write what is chosen on a page into its address. The reader stays where they are. */
  note(search: string): void {
    history.replaceState(null, '', this.#path + search);
    this.#search = location.search;
  }

  /** Follow the browser's back and forward buttons, and take plain clicks on links of ours. */
  listen(): () => void {
    const onPopState = () => this.#arrive();
    const onClick = (event: MouseEvent) => this.#follow(event);
    addEventListener('popstate', onPopState);
    document.addEventListener('click', onClick);
    return () => {
      removeEventListener('popstate', onPopState);
      document.removeEventListener('click', onClick);
    };
  }

  #arrive(): void {
    this.#path = location.pathname;
    this.#search = location.search;
    this.moves += 1;
  }

  #follow(event: MouseEvent): void {
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!plain || event.defaultPrevented || !(event.target instanceof Element)) return;
    const link = event.target.closest('a');
    if (!link?.href || link.target || link.hasAttribute('download')) return;
    const url = new URL(link.href);
    const isPage = url.origin === location.origin && !url.pathname.startsWith('/api/');
    if (!isPage || link.getAttribute('href')?.startsWith('#')) return;
    event.preventDefault();
    this.go(url.pathname + url.search);
  }
}

export const navigation = new Navigation();
