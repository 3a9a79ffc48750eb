/** What things are drawn in: on paper the colours of `tokens.css` in the light, written out, because a file has no style sheet. */

export const INK = {
  sheet: '#ffffff',
  ink: '#18253b',
  soft: '#46566a',
  faint: '#617187',
  rule: '#c6d4d1',
  edge: '#66787c',
  brand: '#0e5a4f',
  brandTint: '#dcefe9',
  formal: '#1f5fb0',
  onFormal: '#ffffff',
  communityBand: '#e2a52a',
  informal: '#a61c52',
  informalTint: '#fbe6ee',
  ring1: '#dcebe7',
  ring2: '#e8f2ef',
  ring3: '#f2f8f6',
  ring4: '#fafcfb',
  ringLine: '#86a09b',
} as const;

export type Inks = Readonly<Record<keyof typeof INK, string>>;

/** On a page the tokens themselves, so that a picture goes with the page's light or dark. */
export const PAGE_INKS: Inks = {
  sheet: 'var(--sheet)', ink: 'var(--ink)', soft: 'var(--ink-soft)', faint: 'var(--ink-faint)', rule: 'var(--rule)', edge: 'var(--edge)',
  brand: 'var(--brand)', brandTint: 'var(--brand-tint)', formal: 'var(--formal)', onFormal: 'var(--on-formal)', communityBand: 'var(--community-band)',
  informal: 'var(--informal)', informalTint: 'var(--informal-tint)',
  ring1: 'var(--ring-1)', ring2: 'var(--ring-2)', ring3: 'var(--ring-3)', ring4: 'var(--ring-4)', ringLine: 'var(--ring-line)',
};
