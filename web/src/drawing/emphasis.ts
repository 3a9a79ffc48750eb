/**
 * Bringing out part of a map: the care of one type, given or paid, how often, how it is now, or what
 * one figure gives. The rest is drawn pale and thin. Pure; not an edit, and not saved.
 */

import type { CareMap, Connection, Formality, Frequency, Id, State } from './model';
import { careType, counted, FORMALITIES, FREQUENCIES, listed, nameOf, STATES } from './words';

/** What is brought out; null asks nothing. 'unsaid' is what nobody has said yet. */
export interface Emphasis {
  readonly care: string | null;
  readonly formality: Formality | 'unsaid' | null;
  readonly frequency: Frequency | 'unsaid' | null;
  readonly state: State | null;
  readonly giver: Id | null;
}

export const NOTHING: Emphasis = { care: null, formality: null, frequency: null, state: null, giver: null };

/** What is brought out of a map: lines, and who is at their ends. */
export interface BroughtOut {
  readonly lines: ReadonlySet<Id>;
  readonly figures: ReadonlySet<Id>;
}

/** Return whether anything is asked. */
export function asks(emphasis: Emphasis): boolean {
  return Object.values(emphasis).some((one) => one !== null);
}

/** Return what is brought out; null where nothing is asked, and all is drawn alike. */
export function broughtOut(map: CareMap, emphasis: Emphasis): BroughtOut | null {
  if (!asks(emphasis)) return null;
  const lines = matching(map, emphasis);
  const figures = new Set(lines.flatMap(({ from, to }) => [from, to]));
  if (emphasis.giver) figures.add(emphasis.giver);
  return { lines: new Set(lines.map(({ id }) => id)), figures };
}

/** Return the arrows of care that are asked for, in a steady order. */
export function matching(map: CareMap, { care, formality, frequency, state, giver }: Emphasis): Connection[] {
  const fits = (asked: string | null, said: string | null) => asked === null || (asked === 'unsaid' ? said === null : asked === said);
  return [...map.connections.values()]
    .filter((one) => one.type === 'cares_for')
    .filter((one) => (care === null || one.care_types.includes(care)) && (giver === null || one.from === giver))
    .filter((one) => fits(formality, one.formality) && fits(frequency, one.frequency) && fits(state, one.state))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Return the care types of a map, those of most arrows first. */
export function careTypesOf(map: CareMap): string[] {
  const counts = new Map<string, number>();
  for (const { type, care_types } of map.connections.values()) {
    if (type === 'cares_for') for (const one of care_types) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  return [...counts].sort(([one, few], [other, many]) => many - few || (careType(one) < careType(other) ? -1 : 1)).map(([id]) => id);
}

/** Return who gives any care on a map, by name. */
export function giversOf(map: CareMap): Id[] {
  const givers = new Set([...map.connections.values()].filter(({ type }) => type === 'cares_for').map(({ from }) => from));
  const order = new Intl.Collator('en-GB').compare;
  return [...givers].filter((id) => map.figures.has(id)).sort((one, other) => order(nameOf(map, one), nameOf(map, other)) || order(one, other));
}

/** Return what is brought out, in words: "4 of 30 arrows: meals, given freely." */
export function emphasisSentence(map: CareMap, emphasis: Emphasis): string {
  const all = matching(map, NOTHING).length;
  const asked = [
    emphasis.giver ? `what ${nameOf(map, emphasis.giver)} gives` : '',
    emphasis.care ? careType(emphasis.care).toLowerCase() : '',
    said(emphasis.formality, FORMALITIES, 'given or paid not said yet'),
    said(emphasis.frequency, FREQUENCIES, 'how often not said yet'),
    emphasis.state ? (emphasis.state === 'unclassified' ? 'how it is now not said yet' : STATES[emphasis.state]) : '',
  ].filter(Boolean);
  const count = matching(map, emphasis).length;
  return `${count === 0 ? 'None' : count.toLocaleString('en-GB')} of ${counted(all, 'arrow')}: ${asked.join(', ')}.`;
}

function said<T extends string>(value: T | 'unsaid' | null, words: Readonly<Record<T, string>>, unsaid: string): string {
  return value === null ? '' : value === 'unsaid' ? unsaid : words[value];
}

/** Return what somebody gives, in words: "Amina gives meals and company to Ivy and Desmond." */
export function givesSentence(map: CareMap, giver: Id): string {
  const arrows = matching(map, { ...NOTHING, giver }).filter(({ state }) => state !== 'potential');
  const name = nameOf(map, giver);
  if (arrows.length === 0) return `${name} gives no care on this map yet.`;
  const types = [...new Set(arrows.flatMap(({ care_types }) => care_types))].map((one) => careType(one).toLowerCase());
  const to = [...new Set(arrows.map((one) => nameOf(map, one.to)))];
  return `${name} gives ${types.length > 0 ? listed(types) : 'care'} to ${listed(to)}.`;
}
