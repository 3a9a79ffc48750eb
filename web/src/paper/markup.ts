/**
 * SVG as text. Only what `tag` and `words` made can stand in a picture, so every name in it is
 * escaped, whatever letters it has. Looks are attributes, never style sheets, so that the picture is the same
 * in a browser, in Inkscape and on paper.
 */

declare const made: unique symbol;
/** A piece of SVG that is well formed. */
export type Markup = string & { readonly [made]: true };
export type Attributes = Readonly<Record<string, string | number | null | undefined>>;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Return an element with its attributes and what is in it. Attributes that are null are left out. */
export function tag(name: string, attributes: Attributes, ...inside: readonly (Markup | readonly Markup[])[]): Markup {
  const said = Object.entries(attributes).flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [` ${key}="${escaped(typeof value === 'number' ? lengthOf(value) : value)}"`],
  );
  const content = inside.flat().join('');
  return `<${name}${said.join('')}${content ? `>${content}</${name}>` : '/>'}` as Markup;
}

/** Return text as it stands in a picture. */
export function words(text: string): Markup {
  return escaped(text) as Markup;
}

/** Return a length as it is written: at most two digits behind the point, and never NaN. */
export function lengthOf(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('A length in a picture is not a number.');
  return String(Math.round(value * 100) / 100 || 0);
}

function escaped(text: string): string {
  return text
    // eslint-disable-next-line no-control-regex -- XML has no way to write these, nor half of a letter
    .replace(/[\p{Surrogate}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"']/g, (letter) => ESCAPES[letter] ?? letter);
}
