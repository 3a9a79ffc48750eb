/**
 * Names typed at the table, understood: "Mum, Rosa next door, Dr Ahmed" is three people. Guesses
 * only: each is shown to whoever typed it, and all of it can be changed. Nothing is guessed that was
 * not typed: how often, or that somebody might help, is taken only from words that say so.
 */

import {
  BODY_WORDS, CARE_WORKERS, CHILDREN, HEALTH_PROFESSIONALS, HOW_FAR, HOW_OFTEN, KNOWN_BODIES, MIGHT_HELP, OCCUPATIONS, PETS, RELATIONS,
  STATE_PROFESSIONALS, SURNAMES_TOO, WHERE,
} from './kitchen-words';
import type { Frequency, Kind, Presence } from './model';
import { TITLES } from './words';

export interface Guess {
  readonly name: string;
  readonly kind: Kind;
  readonly individual: boolean;
  readonly relation: string | null;
  readonly child: boolean;
  readonly roles: readonly string[];
  readonly potential: boolean;
  /** What was typed of it; null where nobody said. */
  readonly frequency: Frequency | null;
  readonly presence: Presence | null;
}

/** A kind that was chosen before anything was typed. */
export type Asked = Pick<Guess, 'kind' | 'individual'>;

const any = (words: readonly string[]) => words.join('|');
const KIN = `(?:(?:step|great|half|foster|ex|god|older|younger|big|little|late)[- ]?)*(?:${any(RELATIONS)})(?:[- ]in[- ]law)?`;
const PROFESSION = `${any(HEALTH_PROFESSIONALS)}|${any(STATE_PROFESSIONALS)}`;
const ROLE = `${any(CARE_WORKERS)}|${PROFESSION}|${any(OCCUPATIONS)}`;
const OWN = '(?:my|our|the|a|an|his|her|their|your) ';
const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`, 'iu');
const word = (pattern: string) => new RegExp(`(?:^|[\\s(])(?:${pattern})(?=$|[\\s).,!?])`, 'iu');

const SEPARATORS = /[,;\n،؛、，]+(?![^(]*\))/u;
const BRACKETS = /^(.+?)\s*[([](.+?)[)\]]$/u;
const AGE = /^(.*?)[\s,(]*(?:aged?\s+)?(\d{1,3})(?:\s*(?:years?(?: old)?|yrs?|y\/o))?\)?$/iu;
const AFTER = HOW_OFTEN.map(([frequency, words]) => ({ frequency, pattern: new RegExp(`[\\s(-]+(?:comes? |visits? |helps? )?(?:${words})\\)?$`, 'iu') }));
const FAR_OFF = HOW_FAR.map(([presence, words]) => ({ presence, pattern: new RegExp(`[\\s(-]+(?:${words})\\)?$`, 'iu') }));
const MAYBE_FIRST = /^(?:maybe|perhaps|possibly) (?=\p{L})/iu;
const MAYBE = new RegExp(`(?:[\\s(-]+(?:${MIGHT_HELP})\\)?|\\s*\\?)$`, 'iu');
const PLACE_AFTER = new RegExp(`^(.+?)[\\s(]+(?:who lives |in )?(${WHERE})\\)?$`, 'iu');
const FROM = /^(\p{Lu}[\p{L}’'-]*(?:\s\p{Lu}[\p{L}’'-]*)*|(?:the |that |an? )?(?:old |nice |young )?(?:lady|man|woman|boy|girl|couple|family|lad))\s+((?:from|at|in|down|up)\s+(?:\p{Ll}|\d|the ).*|(?:from|in)\s+\p{Lu}.*)$/u;
const FAR = new RegExp(`^((?:\\p{L}+['’]s |${OWN})?(?:.+? )?(?:${OWN})?(?:${KIN}|${ROLE})(?: \\p{L}+)?) ((?:in|from) \\p{L}.*)$`, 'iu');
const PET_LAST = new RegExp(`^(.+?)[\\s(]+(?:${OWN})?(${any(PETS)})\\)?$`, 'iu');
const PET_FIRST = new RegExp(`^(?:${OWN})?(${any(PETS)}),?\\s+(\\p{L}[\\p{L}’'-]*)$`, 'iu');
const PET_ALONE = new RegExp(`^(?:${OWN})?(${any(PETS)})$`, 'iu');
const WHO_FIRST = new RegExp(`^(?:${OWN})?((?:\\p{L}+['’]s )*(?:${KIN}|${ROLE}))(?:,? (?:called|named))?\\s+(\\p{L}.*)$`, 'iu');
const WHO_LAST = new RegExp(`^(.+?)[\\s(-]+(?:${OWN})?((?:\\p{L}+['’]s )?(?:${KIN}|${ROLE}))\\)?$`, 'iu');
const WHO_ALONE = whole(`(?:${OWN})?(${KIN}|${ROLE})`);
const TITLED = new RegExp(`^(?:${TITLES})\\b\\.?\\s+\\p{L}`, 'iu');
const DOCTOR = /^(?:dr|doctor|prof|professor|nurse)\b\.?\s+\p{L}/iu;
const SAINT = /^(?:st\.?|saint) \p{L}+[’']?s?$/iu;
const KNOWN = KNOWN_BODIES.map(([kind, names]) => [kind, word(any(names))] as const);
const WORDS = BODY_WORDS.map(([kind, words]) => [kind, word(words)] as const);
const HEALTH = whole(any(HEALTH_PROFESSIONALS));
const STATE = whole(any(STATE_PROFESSIONALS));
const CARER = whole(any(CARE_WORKERS));

/** Return the parts of what was typed that each name somebody: commas part them, and "Mum and Dad" is two. */
export function parts(text: string): string[] {
  const pieces = text.split(SEPARATORS).map(tidy).filter(Boolean);
  const joined: string[] = [];
  for (const piece of pieces) {
    const before = joined.at(-1);
    if (before !== undefined && !namesSomebody(piece)) joined[joined.length - 1] = `${before}, ${piece}`;
    else joined.push(...twoNames(piece.replace(/^and\s+/iu, '')));
  }
  return joined;
}

/** Whether a piece between commas can be somebody: an age, a place or how often says more of the one before. */
function namesSomebody(piece: string): boolean {
  if (/^(?:aged? )?\d{1,3}$/iu.test(piece) || whole(WHERE).test(piece)) return false;
  return ![...AFTER, ...FAR_OFF].some(({ pattern }) => pattern.exec(` ${piece}`)?.index === 0) && !whole(MIGHT_HELP).test(piece);
}

function twoNames(piece: string): string[] {
  const found = /^(.+?)\s+(?:and|&|\+)\s+(.+)$/iu.exec(piece);
  if (!found?.[1] || !found[2] || bodyKind(piece) || /morning|night|natter/iu.test(piece)) return [piece];
  const plain = (half: string) => whole(`(?:${OWN})?(?:${KIN}|${any(PETS)})(?: \\p{L}+)?`).test(half) || /^\p{Lu}\p{L}+$/u.test(half) || /^\p{L}+ next[- ]door$/iu.test(half);
  return plain(found[1]) && plain(found[2]) ? [found[1], found[2]] : [piece];
}

/** Return who and what was typed, one guess a name. `asked` is the kind that was chosen from the palette. */
export function understood(text: string, asked: Asked | null = null): Guess[] {
  return parts(text).map((part) => guess(part, asked));
}

interface Said { readonly rest: string; readonly frequency: Frequency | null; readonly potential: boolean; readonly presence: Presence | null; readonly age: number | null }

function guess(typed: string, asked: Asked | null): Guess {
  const { rest, age, ...said } = saidAfter(typed);
  const who = whoOrWhat(rest, asked);
  const relation = [who.relation, age !== null ? String(age) : ''].filter(Boolean).join(', ') || null;
  const child = who.kind === 'person' && (age === null ? CHILDREN.test(typed) : age < 18);
  return { roles: [], ...who, ...said, relation, child };
}

/** Take from the end what is said of somebody beside who they are. */
function saidAfter(typed: string): Said {
  let [rest, frequency, potential, presence, age]: [string, Frequency | null, boolean, Presence | null, number | null] = [typed, null, false, null, null];
  let before = '';
  while (before !== rest) {
    before = rest;
    const often: (typeof AFTER)[number] | undefined = frequency ? undefined : AFTER.find(({ pattern }) => pattern.test(rest));
    if (often) [rest, frequency] = [less(rest, often.pattern), often.frequency];
    if (MAYBE_FIRST.test(rest)) [rest, potential] = [less(rest, MAYBE_FIRST), true];
    if (MAYBE.test(rest)) [rest, potential] = [less(rest, MAYBE), true];
    const far: (typeof FAR_OFF)[number] | undefined = presence ? undefined : FAR_OFF.find(({ pattern }) => pattern.test(rest));
    if (far) [rest, presence] = [less(rest, far.pattern), far.presence];
    const aged: RegExpExecArray | null = age === null && !/\b(?:number|no\.?|ward|flat|door) ?\d+\w?$/iu.test(rest) ? AGE.exec(rest) : null;
    if (aged?.[1]?.trim() && Number(aged[2]) <= 120) [rest, age] = [trimmed(aged[1]), Number(aged[2])];
  }
  return { rest, frequency, potential, presence, age };
}

function less(text: string, pattern: RegExp): string {
  const rest = trimmed(text.replace(pattern, ''));
  return rest || text;
}

type Who = Pick<Guess, 'name' | 'kind' | 'individual' | 'relation'> & Partial<Pick<Guess, 'roles'>>;

function whoOrWhat(typed: string, asked: Asked | null): Who {
  const inBrackets = BRACKETS.exec(typed);
  const said = inBrackets?.[1] && inBrackets[2] ? { name: inBrackets[1], relation: inBrackets[2] } : null;
  if (asked?.kind === 'pet' || !asked) {
    const pet = petOf(typed);
    if (pet && (asked || !bodyKind(typed))) return pet;
    if (asked) return { ...asked, name: nameOfPerson(said?.name ?? typed), relation: said?.relation ?? null };
  }
  const mayBeBody = !asked || (asked.kind !== 'person' && !asked.individual);
  const body = mayBeBody ? bodyKind(said?.name ?? typed) ?? (asked && !asked.individual ? asked.kind : undefined) : undefined;
  if (body) return { name: capital(said?.name ?? typed), kind: body, individual: false, relation: said?.relation ?? null };
  return person(typed, asked);
}

function petOf(typed: string): Who | null {
  const asPet = (name: string, what: string | undefined): Who => ({ name: what ? capitals(name) : name, kind: 'pet', individual: false, relation: what?.toLowerCase() ?? null });
  const alone = PET_ALONE.exec(typed);
  if (alone?.[1]) return asPet(capital(alone[1]), undefined);
  const first = PET_FIRST.exec(typed);
  if (first?.[1] && first[2] && !whole(`${ROLE}|walker`).test(`${first[1]} ${first[2]}`)) return asPet(first[2], first[1]);
  const last = PET_LAST.exec(typed);
  if (!last?.[1] || !last[2]) return null;
  return /['’]s$/u.test(last[1]) ? asPet(capital(typed), undefined) : asPet(last[1], last[2]);
}

/** Return what kind of body the words say, if any. */
function bodyKind(typed: string): Kind | undefined {
  const known = KNOWN.find(([, names]) => names.test(typed));
  if (known) return whole(`.*(?:${ROLE})`).test(typed) && !/\b(?:of|for) \w+$/iu.test(typed) && WHO_LAST.test(typed) ? undefined : known[0];
  if (/^mind$/iu.test(typed) || /\bmind$/u.test(typed)) return 'organisation';
  if (SAINT.test(typed) && /s$/iu.test(typed)) return 'group';
  if (FROM.test(typed) && !WORDS.some(([, words]) => words.test(FROM.exec(typed)?.[1] ?? ''))) return undefined;
  if (PLACE_AFTER.test(typed) || WHO_ALONE.test(typed) || TITLED.test(typed)) return undefined;
  if (/^(?:my|our) /iu.test(typed) && WHO_FIRST.test(typed)) return undefined;
  const found = WORDS.find(([, words]) => words.test(typed));
  if (!found) return undefined;
  const [first = '', second = '', ...more] = typed.split(/\s+/u);
  const twoCapitals = more.length === 0 && /^\p{Lu}/u.test(second) && /^\p{Lu}\p{Ll}+$/u.test(first) && !/^the$/iu.test(first);
  return twoCapitals && SURNAMES_TOO.test(second) ? undefined : found[0];
}

function person(typed: string, asked: Asked | null): Who {
  const { name, relation } = nameAndRelation(typed);
  const what = relation?.replace(/^(?:paid|private) /iu, '') ?? name.replace(/^(?:the|my|our) /iu, '');
  const roles = CARER.test(what) ? ['care_worker'] : [];
  // The role says it already, under the name and in the list.
  if (relation === 'care worker') return { name, relation: null, roles, ...(asked ?? { kind: 'person', individual: true }) };
  if (asked?.kind === 'person') return { ...asked, name, relation, roles };
  if (STATE.test(what)) return { name, relation, kind: 'statutory_service', individual: true };
  if (asked) return { ...asked, name, relation };
  if (HEALTH.test(what) || DOCTOR.test(name)) return { name, relation, kind: 'health_care_provider', individual: true };
  return { name, relation, kind: 'person', individual: true, roles };
}

function nameAndRelation(typed: string): { name: string; relation: string | null } {
  const brackets = BRACKETS.exec(typed);
  if (brackets?.[1] && brackets[2]) return { name: nameOfPerson(brackets[1]), relation: lower(brackets[2]) };
  const place = PLACE_AFTER.exec(typed);
  if (place?.[1] && place[2]) {
    const inner = nameAndRelation(trimmed(place[1]));
    return { name: inner.name, relation: [inner.relation, lower(place[2])].filter(Boolean).join(', ') };
  }
  if (WHO_ALONE.test(typed)) return { name: capital(typed.replace(new RegExp(`^${OWN}`, 'iu'), '')), relation: null };
  if (TITLED.test(typed) && !/^(?:sister|father|mother|brother|cousin|nurse|uncle|aunt|doctor|nan|gran)\s+\p{L}/u.test(typed)) return titled(typed);
  const from = FROM.exec(typed) ?? FAR.exec(typed);
  if (from?.[1] && from[2]) {
    const inner = nameAndRelation(from[1]);
    return { name: inner.name, relation: [inner.relation, from[2]].filter(Boolean).join(' ') };
  }
  const first = WHO_FIRST.exec(typed);
  if (first?.[1] && first[2] && !/^(?:of|from|at|in|and|who|to|for)\b/iu.test(first[2])) return { name: nameOfPerson(first[2].replace(/^(?:is|called) /iu, '')), relation: lower(first[1]) };
  const last = WHO_LAST.exec(typed);
  if (last?.[1] && last[2]) return { name: nameOfPerson(last[1]), relation: lower(last[2]) };
  return { name: nameOfPerson(typed), relation: null };
}

/** "Auntie Jean", "Dr Ahmed GP": the title stays with the name; one of kin says who they are, too. */
function titled(typed: string): { name: string; relation: string | null } {
  const last = WHO_LAST.exec(typed);
  const names = last?.[1] && last[2] && last[1].includes(' ') ? last[1] : typed;
  const said = names === typed ? null : lower(last?.[2] ?? '');
  const [title = ''] = names.split(/\s+/u);
  const kin = whole(KIN).test(title) && !/^(?:sister|father|mother|brother)$/iu.test(title) ? title.toLowerCase() : null;
  return { name: nameOfPerson(names), relation: said ?? kin };
}

function nameOfPerson(typed: string): string {
  return capitals(tidy(typed).replace(/^(?:my|our) /iu, ''));
}

/** Give each word of a name that was typed in small letters its capital; leave any other as it was typed. */
function capitals(text: string): string {
  const letters = /^[\p{L}\p{M} '’.-]+$/u.test(text);
  if (!letters || text !== text.toLocaleLowerCase('en-GB') || /^(?:the|that|an?) /iu.test(text)) return capital(text);
  return text.replace(/(^|[\s-])(\p{Ll})/gu, (_, before: string, letter: string) => before + letter.toLocaleUpperCase('en-GB'));
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en-GB') + text.slice(1);
}

/** Small letters for who somebody is; names and short forms in it stay as they were typed. */
function lower(text: string): string {
  const words = text.trim().split(/\s+/u);
  return words.map((one) => (/^\p{Lu}{2,}$/u.test(one) || /^\p{Lu}\p{Ll}+['’]s$/u.test(one) ? one : whole(`${KIN}|${ROLE}|${WHERE}`).test(one) || words.length === 1 ? short(one) : one)).join(' ').replace(/^\p{Lu}(?=\p{Ll}+ (?:nurse|friend|worker|neighbour))/u, (letter) => letter.toLowerCase());
}

function short(one: string): string {
  const small = one.toLowerCase();
  return /^(?:gp|ot|cpn|pa|pcso)$/u.test(small) ? small.toUpperCase() : small;
}

function tidy(text: string): string {
  return text.trim().replace(/\s+/gu, ' ').replace(/^[-–•*]\s*/u, '').replace(/[.!]+$/u, '');
}

function trimmed(text: string): string {
  return text.replace(/[\s,(–-]+$/u, '').trim();
}
