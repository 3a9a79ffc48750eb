/** Words and sets that the compare page makes of a comparison. Pure. */

import type { Changed, Compared, Side } from '../../api/shapes';
import type { Document, Id } from '../../drawing/model';
import { fullDay } from '../../words';

export const SHOWN_AS = ['beside', 'overlaid', 'table'] as const;
export type ShownAs = (typeof SHOWN_AS)[number];

export type What = Changed['what'];

/** How each change is told: its word, its mark, and the colour that goes with both. */
export const WHATS: Record<What, { words: string; mark: string; tone: 'good' | 'notice' | 'stop' | 'brand' }> = {
  new: { words: 'New', mark: '+', tone: 'good' },
  stronger: { words: 'Stronger', mark: '▲', tone: 'good' },
  weaker: { words: 'Weaker', mark: '▼', tone: 'notice' },
  formality: { words: 'Given or paid', mark: '⇄', tone: 'brand' },
  care_types: { words: 'Other care', mark: '≠', tone: 'brand' },
  gone: { words: 'Gone', mark: '–', tone: 'stop' },
};

/** Return a side's date: "20 May 2026", or "Today, 22 November 2026" of the map as it is now. */
export function dateOf({ at, kept }: Side): string {
  const day = fullDay(new Date(at));
  return kept ? `${kept.plan ? 'Plan of ' : ''}${day}` : `Today, ${day}`;
}

/** Return a number then or now as it is shown: at most three decimals, and a dash where there is none. */
export function numberWords(value: number | null): string {
  return value === null ? '–' : String(Math.round(value * 1000) / 1000);
}

/** Return a fact's number: a count, or a share in per cent. */
export function factWords(value: number | null, unit: 'count' | 'share'): string {
  if (value === null) return '–';
  return unit === 'share' ? `${Math.round(value * 100)}%` : String(value);
}

export interface Strong {
  readonly faint: ReadonlySet<Id>;
  readonly named: ReadonlySet<Id>;
}

/** Return what is drawn pale and who is named on one side: only what changed is strong. */
export function strongOn({ comparison }: Compared, side: Side, which: 'before' | 'after'): Strong {
  const lines = new Set(comparison.connections.flatMap((one) => (which === 'before' ? one.before_ids : one.after_ids)));
  const ends = comparison.connections.flatMap(({ giver, receiver }) => [giver, receiver]);
  const changed = comparison.figures.flatMap(({ elements }) => elements);
  const named = new Set([...ends, ...changed, ...side.document.owner_elements]);
  const all = [...side.document.connections.map(({ id }) => id), ...side.document.figures.map((one) => one.element_id)];
  return { faint: new Set(all.filter((id) => !lines.has(id) && !named.has(id))), named };
}

/** Return both drawings as one: the later, and what is on the earlier only, where it was. */
export function overlaid({ earlier, later }: Compared): Document {
  const [was, now] = [earlier.document, later.document];
  const drawn = new Set(now.figures.map(({ element_id }) => element_id));
  const lines = new Set(now.connections.map(({ id }) => id));
  const ends = new Set([...drawn, ...was.figures.map(({ element_id }) => element_id)]);
  const homes = new Set(now.households.map(({ id }) => id));
  return {
    ...now,
    elements: [...now.elements, ...was.elements.filter(({ id }) => !drawn.has(id))],
    figures: [...now.figures, ...was.figures.filter(({ element_id }) => !drawn.has(element_id))],
    connections: [...now.connections, ...was.connections.filter(({ id, from, to }) => !lines.has(id) && ends.has(from) && ends.has(to))],
    households: [...now.households, ...was.households.filter(({ id }) => !homes.has(id))],
  };
}

/** Return the mark of each changed connection on the overlaid picture. */
export function marksOf({ comparison, later }: Compared): Map<Id, What> {
  const now = new Set(later.document.connections.map(({ id }) => id));
  return new Map(
    comparison.connections.flatMap(({ what, before_ids, after_ids }) => {
      const ids = what === 'gone' ? [...before_ids.filter((id) => !now.has(id)), ...after_ids] : after_ids;
      return ids.map((id) => [id, what] as const);
    }),
  );
}
