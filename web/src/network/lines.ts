/** How the picture of a network draws each state of a connection: never by colour alone. */

import type { State } from '../drawing/model';

export interface Line {
  /** The name of its colour in `tokens.css`. */
  readonly colour: string;
  readonly width: number;
  /** Pixels drawn and left out; none is a whole line. */
  readonly dash: readonly [on: number, off: number] | null;
}

export const LINES: Readonly<Record<State, Line>> = {
  generative: { colour: '--ink', width: 2, dash: null },
  engaged: { colour: '--ink', width: 2, dash: [6, 4] },
  inactive: { colour: '--ink-faint', width: 1.5, dash: [2, 4] },
  potential: { colour: '--brand', width: 2.5, dash: [5, 3] },
  unclassified: { colour: '--ink-faint', width: 1, dash: null },
};

/** How much wider a line is that joins formal care to the rest. */
export const ACROSS = 1.7;

/** Where two are joined more than once, the line is that of the first of these. */
const STRONGEST: readonly State[] = ['generative', 'engaged', 'unclassified', 'potential', 'inactive'];

/** Return connections with those first that are drawn where two are joined more than once. */
export function strongestFirst<T extends { state: State }>(connections: readonly T[]): T[] {
  return [...connections].sort((a, b) => STRONGEST.indexOf(a.state) - STRONGEST.indexOf(b.state));
}
