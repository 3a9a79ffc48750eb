/**
 * Every word the editor shows or says: the vocabulary, names and sentences. No other file of the
 * editor spells a sentence about a map. Words are those of the look; ids are the domain's.
 */

import { oncePerMap, sectorOf } from './model';
import type {
  CareMap, Connection, Element, Formality, Frequency, Id, Kind, Presence, Relation, Sector, State,
} from './model';
import type { Guess } from './quick-add';
import type { Chosen } from './several';
import type { Step } from './steps';

export const CARE_TYPES: Readonly<Record<string, string>> = {
  wellness: 'Wellbeing and listening',
  social: 'Company',
  recreation: 'Leisure and fun',
  education: 'Learning and skills',
  advocacy: 'Speaking up for someone',
  practical_help: 'Help at home',
  meals: 'Meals',
  errands: 'Errands and lifts',
  childcare: 'Looking after children',
  personal_care: 'Washing and dressing',
  medicines: 'Help with medicines',
  health_care: 'Health care',
  coordination: 'Organising care',
  money: 'Money and benefits',
  housing: 'Housing and repairs',
  digital: 'Phones and computers',
  faith: 'Faith and culture',
  arts: 'Arts and making',
  gardening: 'Gardens and nature',
  safety: 'Keeping safe',
  space: 'Space and equipment',
  respite: 'A break for carers',
  information: 'Advice and finding help',
};

export const FREQUENCIES: Readonly<Record<Frequency, string>> = {
  several_daily: 'several times a day',
  daily: 'every day',
  weekly: 'every week',
  monthly: 'every month',
  occasional: 'now and then',
};

export const FORMALITIES: Readonly<Record<Formality, string>> = { gifted: 'given freely', paid: 'paid for' };

export const STATES: Readonly<Record<State, string>> = {
  generative: 'care flows',
  engaged: 'in contact',
  inactive: 'inactive',
  potential: 'might help',
  unclassified: 'not said yet',
};

export const PRESENCES: Readonly<Record<Presence, string>> = {
  lives_with: 'lives with',
  nearby: 'nearby',
  within_2_hours: 'within 2 hours',
  further_away: 'further away',
};

export const KINDS: Readonly<Record<Kind, string>> = {
  person: 'person',
  pet: 'pet',
  group: 'group',
  organisation: 'charity or other organisation',
  business: 'shop or business',
  social_care_provider: 'home care',
  health_care_provider: 'health service',
  statutory_service: 'council or state',
  team: 'team',
  circle: 'circle',
  place: 'place',
};

/** What a figure can be said to be: kinds, and those that are one person. */
export const CHOICES_OF_KIND: readonly { readonly id: string; readonly kind: Kind; readonly individual: boolean; readonly words: string }[] = [
  { id: 'person', kind: 'person', individual: true, words: 'person' },
  { id: 'pet', kind: 'pet', individual: false, words: 'pet' },
  { id: 'health_professional', kind: 'health_care_provider', individual: true, words: 'professional: health' },
  { id: 'care_professional', kind: 'social_care_provider', individual: true, words: 'professional: care' },
  { id: 'state_professional', kind: 'statutory_service', individual: true, words: 'professional: council or state' },
  ...(['group', 'organisation', 'business', 'social_care_provider', 'health_care_provider', 'statutory_service', 'place', 'team', 'circle'] as const).map((kind) => ({ id: kind, kind, individual: false, words: KINDS[kind] })),
];

/** Return which of these an element is. */
export function kindChoice({ kind, individual }: Pick<Element, 'kind' | 'individual'>): string {
  const professional = { health_care_provider: 'health_professional', social_care_provider: 'care_professional', statutory_service: 'state_professional' };
  return (individual && professional[kind as keyof typeof professional]) || kind;
}

/** What stands under a body's name when nothing else was said. */
const SHORT_KINDS: Readonly<Partial<Record<Kind, string>>> = {
  group: 'group', organisation: 'charity', business: 'shop', social_care_provider: 'home care',
  health_care_provider: 'health', statutory_service: 'council or state', place: 'place', team: 'team', circle: 'circle',
};

export const SECTORS: Readonly<Record<Sector, string>> = {
  formal: 'formal, paid', community: 'community', informal: 'informal',
};

export const QUESTIONS = ['Who do you care for?', 'Who else cares for them?', 'Who cares for you?'] as const;

/** Roles that a figure can be said to have; of people or of bodies. */
export const ROLES: Readonly<Record<string, { readonly words: string; readonly of: 'person' | 'body' }>> = {
  care_worker: { words: 'Paid care worker', of: 'person' },
  supported_person: { words: 'Gets support too', of: 'person' },
  team_starter: { words: 'Team starter', of: 'person' },
  organiser: { words: 'Organiser', of: 'person' },
  convening_partner: { words: 'Convening partner', of: 'body' },
};

/** Return text with a capital first letter. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en-GB') + text.slice(1);
}

/** Return things as one phrase: "meals, errands and company". */
export function listed(things: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(things);
}

/** Return a number and its noun: "1 change", "6 changes". */
export function counted(n: number, one: string, more = `${one}s`): string {
  return `${n.toLocaleString('en-GB')} ${n === 1 ? one : more}`;
}

/** Return a care type in words; an id that is not known is kept as it is. */
export function careType(id: string): string {
  return CARE_TYPES[id] ?? capital(id.replaceAll('_', ' '));
}

/** Other words that people use for a kind of care, so that it is found. */
const CARE_ALSO: Readonly<Record<string, string>> = {
  wellness: 'mental health listening talking counselling emotional support', social: 'visiting visits chat friendship phone calls loneliness befriending', recreation: 'outings walks games sport holidays',
  education: 'school training teaching', advocacy: 'rights forms letters speaking up', practical_help: 'cleaning housework laundry ironing bins heavy lifting', meals: 'cooking food dinner lunch eating feeding',
  errands: 'shopping transport driving car post appointments prescriptions', childcare: 'babysitting school run kids', personal_care: 'bath shower toilet dressing bed getting up', medicines: 'pills tablets injections insulin dosette',
  health_care: 'doctor nurse dressings wounds physio therapy checks', coordination: 'planning diary rota appointments', money: 'bills bank pension paying attendance allowance', housing: 'rent home adaptations plumbing mending fixing',
  digital: 'internet computer tablet phone email', faith: 'church mosque temple prayer worship religion', arts: 'singing music painting crafts knitting', gardening: 'garden plants allotment nature lawn',
  safety: 'alarm checking in keys safeguarding falls', space: 'room venue hall wheelchair loan equipment', respite: 'sitting break rest holiday time off', information: 'signposting leaflet advice',
};

/** Return those kinds of care whose words have the text in them, those that begin with it first. */
export function findCare(care: readonly string[], text: string): string[] {
  const wanted = text.trim().toLocaleLowerCase('en-GB');
  const rank = (one: string) => {
    const words = careType(one).toLocaleLowerCase('en-GB');
    if (words.startsWith(wanted)) return 0;
    return words.includes(wanted) ? 1 : ` ${CARE_ALSO[one] ?? ''}`.includes(` ${wanted}`) ? 2 : 3;
  };
  return care.filter((one) => rank(one) < 3).toSorted((one, other) => rank(one) - rank(other));
}

/** Return what someone is called in a sentence: "Rosa", or the whole name where two share a first name. */
export function nameOf(map: CareMap, id: Id): string {
  const element = map.elements.get(id);
  if (!element) return 'someone who was removed';
  if (element.kind !== 'person') return element.name;
  const first = firstName(element.name);
  return (sharingFirstName(map).get(first) ?? 0) > 1 ? element.name : first;
}

/** How many people on a map have each first name. */
const sharingFirstName = oncePerMap((map) => {
  const sharing = new Map<string, number>();
  for (const id of map.figures.keys()) {
    const element = map.elements.get(id);
    if (element?.kind !== 'person') continue;
    const first = firstName(element.name);
    sharing.set(first, (sharing.get(first) ?? 0) + 1);
  }
  return sharing;
});

/** Titles that belong to a name. */
export const TITLES = 'dr|doctor|prof|professor|nurse|mr|mrs|ms|miss|mx|rev|reverend|canon|sir|dame|lady|lord|sister|father|mother|brother|auntie|aunty|aunt|uncle|cousin|nan|nana|nanna|nanny|gran|granny|grandma|grandad|granddad|grandpa|pc|rabbi|imam|pastor';
const NOT_A_NAME = new RegExp(`^(?:${TITLES}|the|my|our)\\.?$`, 'i');

/** Return a name's first word. A title alone is not one: "Dr Ahmed" stays whole. */
export function firstName(name: string): string {
  const [first = name, ...rest] = name.split(/\s+/);
  return rest.length > 0 && NOT_A_NAME.test(first) ? name : first;
}

/** Return whose map it is, in a word: "Ivy". */
export function ownerName(map: CareMap): string {
  const [owner] = map.owner_elements;
  return owner ? nameOf(map, owner) : 'the Team Owner';
}

/** Return a ring in words as a heading: "Lives with Ivy", "Nearby". */
export function ringHeading(map: CareMap, presence: Presence): string {
  return presence === 'lives_with' ? `Lives with ${ownerName(map)}` : capital(PRESENCES[presence]);
}

/** Return the line under a figure's name. */
export function underName(map: CareMap, id: Id): string {
  const [element, figure] = [map.elements.get(id), map.figures.get(id)];
  if (!element || !figure || map.owner_elements.includes(id)) return '';
  const worker = element.kind === 'person' && element.roles.includes('care_worker') ? 'care worker' : '';
  const kind = kindWords(element) === 'professional' ? '' : (SHORT_KINDS[element.kind] ?? '');
  const what = figure.relation || worker || kind;
  return [what, figure.potential ? 'might help' : ''].filter(Boolean).join(', ');
}

/** Return what a figure is, for a screen reader: "Rosa Delgado, person, next door, nearby. Cares for 2, cared for by 1." */
export function figureSentence(map: CareMap, id: Id): string {
  const [element, figure] = [map.elements.get(id), map.figures.get(id)];
  if (!element || !figure) return '';
  const parts = [
    element.name,
    kindWords(element),
    figure.relation,
    figure.potential ? 'might help' : '',
    figure.presence === 'lives_with' && !map.owner_elements.includes(id)
      ? `lives with ${ownerName(map)}`
      : PRESENCES[figure.presence],
  ];
  if (map.owner_elements.includes(id)) return `${element.name}, ${KINDS[element.kind]}. ${careCounts(map, id)}, whose map this is`;
  return `${parts.filter(Boolean).join(', ')}. ${careCounts(map, id)}.`;
}

/** Return care in both directions: "Cares for 2, cared for by 1". */
export function careCounts(map: CareMap, id: Id): string {
  const { gives, gets } = caring(map);
  return `Cares for ${gives.get(id)?.size ?? 'no one yet'}, cared for by ${gets.get(id)?.size ?? 'no one yet'}`;
}

/** Whom each gives care to, and whom they get it from. */
const caring = oncePerMap((map) => {
  const [gives, gets] = [new Map<Id, Set<Id>>(), new Map<Id, Set<Id>>()];
  const note = (all: Map<Id, Set<Id>>, one: Id, other: Id) => all.set(one, (all.get(one) ?? new Set()).add(other));
  for (const { type, from, to } of map.connections.values()) {
    if (type !== 'cares_for') continue;
    note(gives, from, to);
    note(gets, to, from);
  }
  return { gives, gets };
});

const TIES: Readonly<Record<Connection['type'], string>> = {
  cares_for: 'cares for', collaborates_with: 'works with', member_of: 'is a member of',
  related_to: 'is related to', located_at: 'is at', within: 'is within',
};

const TIES_IN_A_WORD: Readonly<Record<Connection['type'], string>> = {
  cares_for: 'Care', collaborates_with: 'Working together', member_of: 'Membership', related_to: 'A relation', located_at: 'A place', within: 'A place',
};

export const RELATIONS: Readonly<Record<Relation, string>> = {
  partner: 'partners', parent: 'parent and child', child: 'child and parent', sibling: 'brothers or sisters', other_family: 'family',
  friend: 'friends', neighbour: 'neighbours', colleague: 'colleagues',
};

/** Return what to do next while a connection is drawn. */
export function connectingWords(map: CareMap, giver: Id | null, tie: 'cares_for' | 'related_to' | 'collaborates_with'): string {
  const name = giver === null ? null : nameOf(map, giver);
  if (tie === 'related_to') return name ? `${name} is related. Choose to whom.` : 'Choose who is related.';
  if (tie === 'collaborates_with') return name ? `${name} works with others. Choose with whom.` : 'Choose who works together.';
  return name ? `${name} gives care. Choose who gets it.` : 'Choose who gives care.';
}

/** Return a connection as a heading: "Rosa cares for Ivy". */
export function connectionHeading(map: CareMap, connection: Connection): string {
  const might = connection.type === 'cares_for' && connection.state === 'potential';
  if (connection.type === 'related_to' && connection.relation) {
    return `${nameOf(map, connection.from)} and ${nameOf(map, connection.to)} are ${RELATIONS[connection.relation]}`;
  }
  const words = might ? 'might help' : TIES[connection.type];
  return `${nameOf(map, connection.from)} ${words} ${nameOf(map, connection.to)}`;
}

/** Return all that is said of a connection: "Rosa cares for Ivy: meals. Every day, given freely, care flows." */
export function connectionSentence(map: CareMap, connection: Connection): string {
  const care = connection.care_types.map((one) => careType(one).toLowerCase());
  const how = [
    connection.frequency ? FREQUENCIES[connection.frequency] : 'how often not said yet',
    connection.formality ? FORMALITIES[connection.formality] : 'given or paid not said yet',
    STATES[connection.state],
  ];
  const heading = connectionHeading(map, connection) + (care.length > 0 ? `: ${care.join(', ')}` : '');
  return connection.type === 'cares_for' ? `${heading}. ${capital(how.join(', '))}.` : `${heading}.`;
}

/** Return a connection in few words, for a row of the list: "Meals, company, every day". */
export function connectionRow(connection: Connection): string {
  if (connection.state === 'potential') return connection.type === 'cares_for' ? 'Might help' : 'Might be';
  const care = connection.care_types.map((one) => careType(one).toLowerCase());
  const often = connection.frequency ? FREQUENCIES[connection.frequency] : '';
  const now = connection.state === 'generative' ? '' : STATES[connection.state];
  const all = [...care, often, now].filter(Boolean);
  if (all.length > 0) return capital(all.join(', '));
  return connection.type === 'cares_for' ? 'Not said yet what care or how often' : TIES_IN_A_WORD[connection.type];
}

/** Return what an edit's steps did, in one sentence, from the map before and after. */
export function whatHappened(steps: readonly Step[], before: CareMap, after: CareMap): string {
  const order: Step['does'][] = ['rub_out', 'add', 'pick', 'connect', 'disconnect', 'set', 'tick', 'untick', 'move', 'house', 'unhouse'];
  const [main] = [...steps].sort((one, other) => order.indexOf(one.does) - order.indexOf(other.does));
  if (!main) return 'Nothing changed.';
  const added = steps.flatMap((step) => (step.does === 'add' ? [step.element.id] : step.does === 'pick' ? [step.element_id] : []));
  if (added.length > 1) return `${added.length} added: ${added.map((id) => whatItIs(after, id)).join('. ')}.`;
  const gone = steps.filter(({ does }) => does === 'rub_out' || does === 'disconnect').length;
  if (gone > 1) return `${gone} removed.`;
  const together = ofSeveral(steps, after);
  if (together) return together;
  const moved = steps.filter(({ does }) => does === 'move').length;
  if (moved > 1 && (main.does === 'move' || (main.does === 'set' && main.on === 'household'))) return `${moved} moved.`;
  return stepSentence(main, before, after);
}

/** Return one sentence on the same thing said of several: "5 arrows: every week." */
function ofSeveral(steps: readonly Step[], after: CareMap): string {
  const [first] = steps;
  if (!first || (first.does !== 'set' && first.does !== 'tick' && first.does !== 'untick')) return '';
  const alike = steps.every((one) => one.does === first.does && one.on === first.on && one.field === first.field);
  const ids = new Set(steps.map((one) => ('id' in one ? one.id : '')));
  if (!alike || ids.size < 2) return '';
  const what = counted(ids.size, first.on === 'connection' ? 'arrow' : 'figure');
  if (first.does !== 'set') return `${what}: ${first.field === 'care_types' ? careType(first.value).toLowerCase() : fieldWords(first.field)}${first.does === 'tick' ? '' : ' taken away'}.`;
  const connection = first.on === 'connection' ? after.connections.get(first.id) : undefined;
  const said: Readonly<Record<string, string | undefined>> = {
    frequency: connection?.frequency ? FREQUENCIES[connection.frequency] : undefined,
    formality: connection?.formality ? FORMALITIES[connection.formality] : undefined,
    state: connection ? STATES[connection.state] : undefined,
    potential: first.now ? 'might help' : 'helping now',
  };
  return `${what}: ${said[first.field] ?? `${fieldWords(first.field)} changed`}.`;
}

/** Return how many are chosen, in words: "2 on the map and 3 arrows". */
export function chosenWords({ figures, connections }: Chosen): string {
  const parts = [figures.length > 0 ? counted(figures.length, 'figure') : '', connections.length > 0 ? counted(connections.length, 'arrow') : ''];
  return listed(parts.filter(Boolean)) || 'Nothing';
}

/** Return what a figure or a connection is called: "Rosa", "Rosa cares for Ivy". */
export function whatIsCalled(map: CareMap, id: Id): string {
  const connection = map.connections.get(id);
  return connection ? connectionHeading(map, connection) : nameOf(map, id);
}

/** Return a figure's name with what it is taken for: "Rosa, person, next door". */
export function whatItIs(map: CareMap, id: Id): string {
  const [element, figure] = [map.elements.get(id), map.figures.get(id)];
  return element ? [element.name, kindWords(element), figure?.relation, element.child ? 'child' : ''].filter(Boolean).join(', ') : '';
}

/** Return what an element is in words; one professional is not a whole service. */
export function kindWords(element: Pick<Element, 'kind' | 'individual' | 'roles'>): string {
  if (element.individual && ['health_care_provider', 'social_care_provider', 'statutory_service'].includes(element.kind)) return 'professional';
  return element.kind === 'person' && element.roles.includes('care_worker') ? 'care worker' : KINDS[element.kind];
}

/** Return what a typed name was taken for: "person, next door, every day". */
export function guessWords(guess: Guess): string {
  const { relation, child, frequency, potential, presence } = guess;
  const said = [kindWords(guess), relation, child ? 'child' : '', presence ? PRESENCES[presence] : '', frequency ? FREQUENCIES[frequency] : '', potential ? 'might help' : ''];
  return said.filter(Boolean).join(', ');
}

function stepSentence(step: Step, before: CareMap, after: CareMap): string {
  switch (step.does) {
    case 'add':
      return `${nameOf(after, step.element.id)} added.`;
    case 'pick':
      return `${nameOf(after, step.element_id)} added.`;
    case 'rub_out':
      return `${nameOf(before, step.element_id)} removed.`;
    case 'move':
      return moveSentence(step.element_id, step.was.presence, after);
    case 'connect':
      return `${connectionHeading(after, step.connection)}.`;
    case 'disconnect':
      return `Removed: ${connectionHeading(before, step.connection)}.`;
    case 'set':
      return setSentence(step, after);
    case 'tick':
    case 'untick':
      return tickSentence(step, after);
    case 'house':
      return 'A home drawn.';
    case 'unhouse':
      return 'A home taken away.';
  }
}

function moveSentence(id: Id, was: Presence, after: CareMap): string {
  const now = after.figures.get(id)?.presence;
  if (!now || now === was) return `${nameOf(after, id)} moved.`;
  const where = now === 'lives_with' ? `in ${ownerName(after)}’s daily life at home` : PRESENCES[now];
  return now === 'lives_with' ? `${nameOf(after, id)} now lives with ${ownerName(after)}.` : `${nameOf(after, id)} is now ${where}.`;
}

function setSentence(step: Extract<Step, { does: 'set' }>, after: CareMap): string {
  if (step.on === 'connection') {
    const connection = after.connections.get(step.id);
    if (!connection) return 'A connection changed.';
    const heading = connectionHeading(after, connection);
    if (step.field === 'frequency') {
      return `${heading}, ${connection.frequency ? FREQUENCIES[connection.frequency] : 'how often not said yet'}.`;
    }
    if (step.field === 'formality') {
      return `${heading}, ${connection.formality ? FORMALITIES[connection.formality] : 'given or paid not said yet'}.`;
    }
    if (step.field === 'state') return `${heading}: ${STATES[connection.state]}.`;
    return `${heading}: ${fieldWords(step.field)} changed.`;
  }
  if (step.on === 'map') return 'The map’s title changed.';
  if (step.on === 'household') return 'A home changed.';
  const name = nameOf(after, step.id);
  if (step.field === 'name') return `Now called ${after.elements.get(step.id)?.name ?? name}.`;
  if (step.field === 'potential') return step.now ? `${name} might help.` : `${name} helps now.`;
  return `${name}: ${fieldWords(step.field)} changed.`;
}

function tickSentence(step: Extract<Step, { does: 'tick' | 'untick' }>, after: CareMap): string {
  if (step.on === 'element') return `${nameOf(after, step.id)}: ${fieldWords(step.field)} changed.`;
  const connection = after.connections.get(step.id);
  const care = careType(step.value).toLowerCase();
  if (!connection) return 'A connection changed.';
  return step.does === 'tick'
    ? `${connectionHeading(after, connection)}: ${care}.`
    : `${connectionHeading(after, connection)}: ${care} taken away.`;
}

const FIELDS: Readonly<Record<string, string>> = {
  name: 'name', kind: 'what it is', sector: 'whose care it is', child: 'child or not', relation: 'who they are',
  potential: 'might help or not', note: 'note', frequency: 'how often', formality: 'given or paid', state: 'how it is now',
  shared_plan: 'the shared plan', since: 'since when', until: 'until when', roles: 'role', care_types: 'what care',
};

/** Return a field in words: "how often". */
export function fieldWords(field: string): string {
  return FIELDS[field] ?? field.replaceAll('_', ' ');
}

/** Return what someone else changed: "Grace changed how often Rosa comes." */
export function overtakenSentence(map: CareMap, who: string, step: Extract<Step, { does: 'set' }>): string {
  const connection = step.on === 'connection' ? map.connections.get(step.id) : undefined;
  if (connection && step.field === 'frequency') return `${who} changed how often ${nameOf(map, connection.from)} comes.`;
  if (connection) return `${who} changed ${fieldWords(step.field)} of “${connectionHeading(map, connection)}”.`;
  if (step.on === 'map') return `${who} changed the map’s title.`;
  return `${who} changed ${fieldWords(step.field)} of ${nameOf(map, step.id)}.`;
}

export type Saving =
  | { readonly is: 'saved' } | { readonly is: 'waiting'; readonly changes: number } | { readonly is: 'slow'; readonly changes: number }
  | { readonly is: 'offline'; readonly changes: number } | { readonly is: 'failing'; readonly changes: number }
  | { readonly is: 'sent'; readonly changes: number } | { readonly is: 'refused' } | { readonly is: 'signed-out'; readonly changes: number };

/** Return the save state in words. `device` is "tablet", "phone" or "computer". */
export function savingWords(saving: Saving, device: string): string {
  switch (saving.is) {
    case 'saved':
      return 'All changes saved';
    case 'waiting':
    case 'slow':
      return 'Saving…';
    case 'offline':
      return saving.changes > 0
        ? `No network. ${counted(saving.changes, 'change')} kept on this ${device}`
        : 'No network. What you draw is kept here';
    case 'failing':
      return saving.changes === 1
        ? `We could not save the last change. It is safe on this ${device}. Try again`
        : `We could not save the last ${saving.changes} changes. They are safe on this ${device}. Try again`;
    case 'sent':
      return saving.changes === 1 ? 'The change is sent' : `All ${saving.changes} changes sent`;
    case 'refused':
      return 'You can no longer change this map';
    case 'signed-out':
      return `Signed out. ${counted(saving.changes, 'change')} kept on this ${device}`;
  }
}

/** Return how many are drawn: "10 drawn, 1 might". */
export function drawnWords(drawn: number, might: number): string {
  if (drawn + might === 0) return 'No one yet';
  return [drawn > 0 || might === 0 ? `${drawn} drawn` : '', might > 0 ? `${might} might` : ''].filter(Boolean).join(', ');
}

/** Return the whole of what a sector's fill says, for a legend. */
export function sectorWords(element: Element): string {
  const sector = sectorOf(element);
  return sector ? SECTORS[sector] : '';
}
