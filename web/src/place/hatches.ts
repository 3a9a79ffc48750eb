/** Patterns that hatch areas, and the head of an arrow: parts that paths of the map name. */

const SVG = 'http://www.w3.org/2000/svg';

function part(name: string, attributes: Readonly<Record<string, string | number>>, ...parts: Element[]): Element {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...parts);
  return made;
}

/** Return an image of nothing that holds them; the page's style sheet gives them their colours. */
export function hatches(): Element {
  const tile = { patternUnits: 'userSpaceOnUse', width: 10, height: 10 };
  return part(
    'svg',
    { width: 0, height: 0, 'aria-hidden': 'true', class: 'hatches' },
    part('pattern', { id: 'hatch-gap', ...tile, patternTransform: 'rotate(45)' }, part('path', { d: 'M3 0V10', class: 'gap-line' })),
    part('pattern', { id: 'hatch-far', ...tile }, part('circle', { cx: 5, cy: 5, r: 1.6, class: 'far-dot' })),
    part(
      'marker',
      { id: 'arrow', viewBox: '0 0 10 10', refX: 8, refY: 5, markerWidth: 11, markerHeight: 11, markerUnits: 'userSpaceOnUse', orient: 'auto' },
      part('path', { d: 'M0 0L10 5L0 10z', class: 'arrow-head' }),
    ),
  );
}
