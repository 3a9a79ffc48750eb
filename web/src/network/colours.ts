/** The colours of `tokens.css` as they are here and now: light, dark or forced. */

export type Colours = (name: string) => string;

/** Return a way to look up a token's colour, as "rgb(…)", which every canvas reads. */
export function coloursAt(host: HTMLElement): Colours {
  const known = new Map<string, string>();
  return (name) => {
    let colour = known.get(name);
    if (colour === undefined) {
      const probe = document.createElement('span');
      probe.style.color = `var(${name})`;
      host.append(probe);
      colour = getComputedStyle(probe).color;
      probe.remove();
      known.set(name, colour);
    }
    return colour;
  };
}

/** Return a colour, "rgb(…)", with so much of it that shows. */
export function faded(colour: string, alpha: number): string {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return `rgba(${red}, ${green}, ${blue}, ${alpha})`;
}

/** Call back when the reader's machine changes its colours. */
export function whenColoursChange(changed: () => void): () => void {
  const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)'];
  const lists = queries.map((query) => matchMedia(query));
  for (const list of lists) list.addEventListener('change', changed);
  return () => {
    for (const list of lists) list.removeEventListener('change', changed);
  };
}
