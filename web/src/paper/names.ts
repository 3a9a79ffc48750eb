/**
 * How much of people's names paper shows. The map is changed before anything is drawn of it, so that
 * what may not be shown is nowhere: not in a label, a title, a description or a sentence.
 */

import type { CareMap, Element } from '../drawing/model';
import { isolated } from '../drawing/scene';
import { firstName, nameOf } from '../drawing/words';

/** `first`: people by their first name, bodies whole. `initials` and `none` hold for bodies too. */
export type Names = 'full' | 'first' | 'initials' | 'none';

/** What stands in the place of a name that was erased: it names nobody. */
const REMOVED = 'Someone who was removed';
/** Words that say who someone is and name nobody: what is left of "sister, Lagos" is "sister". */
const KNOWN = new Set(
  `aunt auntie baby befriender boyfriend brother buddy care carer cat church cleaner club colleague companion council
  counsellor cousin dad daughter daughter-in-law dentist district doctor dog door family father father-in-law foster friend
  gardener girlfriend godchild godparent gp grandad granddaughter grandchild grandfather grandma grandmother grandpa
  grandparent grandson granny great-grandchild half-brother half-sister help helper home hospital household husband
  landlord lodger manager midwife mother mother-in-law mum nan neighbour nephew next niece nurse occupational old older
  paid parent partner personal pharmacist physiotherapist professional school sister sister-in-law social son son-in-law
  step-daughter step-son stepdaughter stepfather stepmother stepson teacher team therapist together uncle volunteer
  warden widow widower wife work worked worker young younger best close good former ex ex-husband ex-wife brother-in-law
  and in-law of the shop support`.split(/\s+/),
);

/** Return the map with no more of its names than may be shown. */
export function withNames(map: CareMap, names: Names): CareMap {
  if (names === 'full') return map;
  const elements = new Map([...map.elements].map(([id, one]) => [id, { ...one, name: shownName(one, names) }]));
  const figures = new Map([...map.figures].map(([id, one]) => [id, { ...one, relation: withoutNames(one.relation), note: null }]));
  const shown = { ...map, elements, figures };
  return { ...shown, title: titleOf(shown) };
}

function shownName(element: Pick<Element, 'kind' | 'individual' | 'name'>, names: Names): string {
  if (names === 'none') return '';
  if (element.name === REMOVED) return REMOVED;
  if (names === 'initials') return initialsOf(element.name);
  if (element.kind !== 'person' && !element.individual) return element.name;
  return firstNameOnly(element.name);
}

/** Return the name of somebody who is on no map, with no more of it than may be shown. */
export function personShown(name: string, names: Names): string {
  if (name === REMOVED) return names === 'none' ? '' : REMOVED.replace('S', 's');
  return names === 'full' ? name : names === 'first' ? firstNameOnly(name) : names === 'initials' ? initialsOf(name) : '';
}

/** Return a first name; of a title and a surname alone, the title and the surname's first letter. */
export function firstNameOnly(name: string): string {
  const first = firstName(name);
  return first === name && /\s/.test(first) ? initialsOf(first) : first;
}

/** Return a name's first letters: "R. D.", "Dr R." */
export function initialsOf(name: string): string {
  const parts = name.split(/\s+/).filter(Boolean);
  const titled = parts.length > 1 && firstName(name) === name;
  const letters = (titled ? parts.slice(1) : parts).flatMap((part) => /[^\p{P}\p{S}\p{M}]\p{M}*/u.exec(part)?.[0] ?? []);
  return [titled ? parts[0] : '', ...letters.map((letter) => `${letter}.`)].filter(Boolean).join(' ');
}

/** Return what of a relation names nobody. */
function withoutNames(relation: string | null): string | null {
  const parts = (relation ?? '').split(',').map((part) => part.trim());
  const known = parts.filter((part) => part && part.split(/\s+/).every((word) => KNOWN.has(word.toLowerCase())));
  return known.join(', ') || null;
}

function titleOf(map: CareMap): string {
  const [owner] = map.owner_elements;
  const name = owner ? nameOf(map, owner) : '';
  return name && name !== REMOVED ? `${isolated(name)}’s care map` : 'A care map';
}
