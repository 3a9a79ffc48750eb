/** What areas and lines of a picture are drawn in, by the names that a layer gives: on paper, and on a page. */

import { INK, PAGE_INKS, type Inks } from '../paper/inks';

export interface Fills {
  readonly inks: Inks;
  /** By the name of the colour, such as `step-3`. */
  readonly areas: Readonly<Record<string, string>>;
  readonly gap: string;
  readonly water: string;
  readonly park: string;
}

// As in map.css.
const FIXED = {
  'two-00': '#e8e8e8', 'two-10': '#ace4e4', 'two-20': '#5ac8c8',
  'two-01': '#dfb0d6', 'two-11': '#a5add3', 'two-21': '#5698b9',
  'two-02': '#be64ac', 'two-12': '#8c62aa', 'two-22': '#3b4994',
  'pattern-hh': '#2c7bb6', 'pattern-lh': '#fdae61', 'pattern-hl': '#abd9e9', 'pattern-ll': '#d7191c', 'pattern-none': '#f0f0f0',
  hidden: '#d9d9d9',
} as const;

/** The colours of `tokens.css` in the light, written out: a file has no style sheet. */
export const PAPER_FILLS: Fills = {
  inks: INK,
  areas: { ...FIXED, 'step-1': '#e3f0ed', 'step-2': '#b5d8d0', 'step-3': '#79b5a9', 'step-4': '#2f7567', 'step-5': '#0e5a4f', 'no-number': '#ffffff' },
  gap: '#9f2317',
  water: '#8fb7d8',
  park: '#17663a',
};

/** The tokens themselves, so that a picture goes with the page's light or dark. */
export const PAGE_FILLS: Fills = {
  inks: PAGE_INKS,
  areas: {
    ...FIXED,
    ...Object.fromEntries([1, 2, 3, 4, 5].map((step) => [`step-${step}`, `var(--step-${step})`])),
    'no-number': 'var(--sheet)',
  },
  gap: 'var(--stop)',
  water: 'var(--water)',
  park: 'var(--good)',
};

/** Return what an area is filled with. */
export function fillOf(fills: Fills, name: string): string {
  return fills.areas[name] ?? fills.inks.sheet;
}

/** Whether areas of this look have a dashed outline: nothing is told of them. */
export function isUntold(name: string): boolean {
  return name === 'no-number' || name === 'hidden';
}
