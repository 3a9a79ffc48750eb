/** The colours of paper: those of `tokens.css` in the light, written out, because a file has no style sheet. */

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
