/** Many things on the map, one of which is reached by Tab and the others from it by the arrow keys. */

const NEXT: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export class Roving {
  readonly #onChoose: (key: string) => void;
  #nodes = new Map<string, SVGElement>();

  constructor(onChoose: (key: string) => void) {
    this.#onChoose = onChoose;
  }

  /** Make these, in this order, buttons with names; the first is reached by Tab. */
  set(entries: readonly { key: string; node: Element | undefined; name: string }[]): void {
    this.#nodes = new Map();
    for (const { key, node, name } of entries) {
      if (!(node instanceof SVGElement)) continue;
      this.#nodes.set(key, node);
      node.setAttribute('role', 'button');
      node.setAttribute('tabindex', this.#nodes.size === 1 ? '0' : '-1');
      node.setAttribute('aria-label', name);
      node.addEventListener('keydown', (event) => this.#onKey(event, key));
    }
  }

  /** Have one reached by Tab from now on. */
  rove(key: string, { focus = false } = {}): void {
    if (!this.#nodes.has(key)) return;
    for (const [own, node] of this.#nodes) {
      node.setAttribute('tabindex', own === key ? '0' : '-1');
      if (focus && own === key) node.focus();
    }
  }

  #onKey(event: KeyboardEvent, key: string): void {
    if (event.key === 'Enter' || event.key === ' ') {
      this.#onChoose(key);
    } else if (event.key in NEXT) {
      const keys = [...this.#nodes.keys()];
      const next = keys[(keys.indexOf(key) + (NEXT[event.key] ?? 0) + keys.length) % keys.length];
      if (next !== undefined) this.rove(next, { focus: true });
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}
