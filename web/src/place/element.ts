/** Making parts of the page with text in them. Names come from people: they are never HTML. */

type Fields<K extends keyof HTMLElementTagNameMap> = Partial<Omit<HTMLElementTagNameMap[K], 'innerHTML' | 'outerHTML'>>;

/** Return an HTML element with these properties and parts. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  fields: Fields<K> = {},
  ...parts: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(name), fields);
  made.append(...parts);
  return made;
}
