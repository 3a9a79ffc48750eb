/**
 * A care map as a list in easy words: who is near, and who gives what to whom. Plain sentences, one
 * idea a line, for those who would rather read than look. Pure: the page and the printed list are made
 * from the same lines.
 */

import { careMapOf, PRESENCES } from '../drawing/model';
import type { CareMap, Connection, Document, Id, Presence } from '../drawing/model';
import { capital, careType, counted, FREQUENCIES, listed, nameOf, underName } from '../drawing/words';
import { dayInFull, listedShort } from './day';
import { sentenceShown, whoWasThere } from './moment';
import type { Moment } from './moment';
import { withNames } from './names';
import type { Names } from './names';
import { upTo } from './parts';
import { withoutFont } from './widths';

/** One thing that is so, and what more is said of it, a line each. */
export interface Entry { readonly says: string; readonly more: readonly string[] }
export interface Section { readonly title: string; readonly entries: readonly Entry[] }

export interface EasyRead {
  readonly title: string;
  readonly when: string;
  /** Whether it is of what has not happened. */
  readonly plan: boolean;
  /** What was said of the drawing when it was kept, a line each. */
  readonly remarks: readonly string[];
  readonly sections: readonly Section[];
  readonly notes: readonly string[];
}

/** Words for somebody that end in no noun. */
const NO_NOUN = /(door|together|help|old|support|at work|at school|at church)$/;

type Callings = ReadonlyMap<Id, string>;

/** Return a care map as a list in easy words. */
export function easyRead(document: Document, moment: Moment, names: Names, part: Presence): EasyRead {
  const whole = withNames(careMapOf(document), names);
  const map = upTo(whole, part);
  const called = callings(map);
  const owner = called.get(map.owner_elements[0] ?? '') ?? 'this person';
  const sections = [
    ...PRESENCES.map((presence) => nearby(map, presence, owner, called)),
    ...careSections(map, owner, called),
    { title: 'Other ties', entries: others(map, called) },
  ];
  return {
    title: map.title,
    when: whenOf(moment),
    plan: moment.kept?.plan ?? false,
    remarks: remarksOf(moment, names),
    sections: sections.filter(({ entries }) => entries.length > 0),
    notes: notesOf(whole, map),
  };
}

function whenOf({ on, kept }: Moment): string {
  const day = dayInFull(on);
  if (kept?.plan) return `This is a plan of ${day}. It has not happened.`;
  return kept ? `Drawn on ${day}.` : `As it is on ${day}.`;
}

function remarksOf(moment: Moment, names: Names): string[] {
  return [capital(whoWasThere(moment, names)), sentenceShown(moment, names)].filter(Boolean);
}

/** Return what to call everyone: by name, or by what they are and a number where names are not shown. */
function callings(map: CareMap): Callings {
  const found = new Map<Id, string>();
  const times = new Map<string, number>();
  for (const id of [...map.owner_elements, ...map.figures.keys()]) {
    if (found.has(id)) continue;
    const name = nameOf(map, id);
    const plain = map.owner_elements.includes(id) ? 'this person' : plainly(withoutMight(map, id));
    const nth = (times.get(plain) ?? 0) + 1;
    if (!name) times.set(plain, nth);
    found.set(id, name || (nth > 1 ? `${plain} ${nth}` : plain));
  }
  return found;
}

/** What to call somebody by what they are: "the daughter", "the person (next door)". */
function plainly(what: string): string {
  if (!what) return 'the person';
  return NO_NOUN.test(what) ? `the person (${what})` : `the ${what}`;
}

/** What someone is, in a word or two: "next door", "district nurse". */
function withoutMight(map: CareMap, id: Id): string {
  return underName(map, id).replace(/(, )?might help$/, '');
}

function nearby(map: CareMap, presence: Presence, owner: string, called: Callings): Section {
  const here = [...map.figures.values()].filter((one) => one.presence === presence && !one.potential && !map.owner_elements.includes(one.element_id));
  const where: Readonly<Record<Presence, string>> = {
    lives_with: `lives with ${owner}.`, nearby: 'is nearby.', within_2_hours: 'is less than 2 hours away.', further_away: 'is further away.',
  };
  const titles: Readonly<Record<Presence, string>> = {
    lives_with: `Who lives with ${owner}`, nearby: 'Who is nearby', within_2_hours: 'Who is less than 2 hours away', further_away: 'Who is further away',
  };
  return { title: titles[presence], entries: here.map(({ element_id: id }) => ({ says: `${capital(inFull(map, id, called))} ${where[presence]}`, more: [] })) };
}

/** Someone's whole name and who they are: "Rosa Delgado (next door)". */
function inFull(map: CareMap, id: Id, called: Callings): string {
  const name = map.elements.get(id)?.name;
  const what = withoutMight(map, id);
  return name && what ? `${name} (${what})` : name || (called.get(id) ?? '');
}

function careSections(map: CareMap, owner: string, called: Callings): Section[] {
  const care = [...map.connections.values()].filter(({ type }) => type === 'cares_for');
  const now = care.filter(({ state }) => state === 'generative' || state === 'unclassified');
  const [whose] = map.owner_elements;
  const say = (verb: string) => (one: Connection): Entry => entry(one, verb, called);
  return [
    { title: `Who ${owner} cares for`, entries: now.filter(({ from }) => from === whose).map(say('cares for')) },
    { title: `Who cares for ${owner}`, entries: now.filter(({ to }) => to === whose).map(say('cares for')) },
    { title: 'Who else gives care', entries: now.filter(({ from, to }) => from !== whose && to !== whose).map(say('cares for')) },
    { title: 'Who is in contact', entries: care.filter(({ state }) => state === 'engaged').map(say('is in contact with')) },
    { title: 'Who might help', entries: mightHelp(map, care, called) },
    { title: 'What has stopped', entries: care.filter(({ state }) => state === 'inactive').map((one) => ({ says: `${capital(called.get(one.from) ?? '')} does not come to ${called.get(one.to) ?? ''} any more.`, more: [] })) },
  ];
}

function mightHelp(map: CareMap, care: readonly Connection[], called: Callings): Entry[] {
  const tied = care.filter(({ state }) => state === 'potential');
  const alone = [...map.figures.values()].filter(({ potential, element_id: id }) => potential && !tied.some(({ from }) => from === id));
  return [
    ...tied.map((one) => entry(one, 'might help', called)),
    ...alone.map(({ element_id: id }) => ({ says: `${capital(inFull(map, id, called))} might help.`, more: [] })),
  ];
}

function entry(one: Connection, verb: string, called: Callings): Entry {
  const care = one.care_types.map((type) => careType(type).toLowerCase());
  return {
    says: `${capital(called.get(one.from) ?? '')} ${verb} ${called.get(one.to) ?? ''}.`,
    more: [
      care.length > 0 ? `With ${listed(care)}.` : '',
      one.frequency ? `${capital(FREQUENCIES[one.frequency])}.` : '',
      one.formality === 'paid' ? 'This is paid for.' : one.formality === 'gifted' ? 'This is given freely.' : '',
    ].filter(Boolean),
  };
}

function others(map: CareMap, called: Callings): Entry[] {
  return [...map.connections.values()].filter(({ type }) => type !== 'cares_for').map((one) => {
    const [from, to] = [called.get(one.from) ?? '', called.get(one.to) ?? ''];
    const words: Readonly<Record<Connection['type'], string>> = {
      cares_for: 'cares for', collaborates_with: 'works with', member_of: 'is a member of', located_at: 'is at', within: 'is in',
      related_to: one.relation === 'friend' ? 'is a friend of' : one.relation === 'neighbour' ? 'is a neighbour of' : one.relation === 'colleague' ? 'works with' : 'is family of',
    };
    return { says: `${capital(from)} ${words[one.type]} ${to}.`, more: [] };
  });
}

function notesOf(whole: CareMap, map: CareMap): string[] {
  const left = whole.figures.size - map.figures.size;
  const strange = [...map.figures.keys()].map((id) => map.elements.get(id)?.name ?? '').filter((name) => withoutFont(name).length > 0);
  return [
    left > 0 ? `${counted(left, 'figure')} further out ${left === 1 ? 'is' : 'are'} not in this list.` : '',
    strange.length > 0 ? `There is no font here for some letters of ${counted(strange.length, 'name')} (${listedShort([...new Set(strange.flatMap(withoutFont))])}), which may print as boxes.` : '',
  ].filter(Boolean);
}
