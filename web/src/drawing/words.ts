/**
 * Every word the editor shows or says: the vocabulary, names and sentences. No other file of the
 * editor spells a sentence about a map. Words are those of the look; ids are the domain's.
 */

import { sectorOf } from './model';
import type {
  CareMap, Connection, Element, Formality, Frequency, Id, Kind, Presence, Sector, State,
} from './model';
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

/** What stands under a body's name when nothing else was said. */
const SHORT_KINDS: Readonly<Partial<Record<Kind, string>>> = {
  group: 'group', organisation: 'charity', business: 'shop', social_care_provider: 'home care',
  health_care_provider: 'health', statutory_service: 'council or state', place: 'place', team: 'team', circle: 'circle',
};

export const SECTORS: Readonly<Record<Sector, string>> = {
  formal: 'formal, paid', community: 'community', informal: 'informal',
};

export const QUESTIONS = ['Who do you care for?', 'Who else cares for them?', 'Who cares for you?'] as const;

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

/** Return what someone is called in a sentence: "Rosa", or the whole name where two share a first name. */
export function nameOf(map: CareMap, id: Id): string {
  const element = map.elements.get(id);
  if (!element) return 'someone who was removed';
  if (element.kind !== 'person') return element.name;
  const first = firstName(element.name);
  const sharing = [...map.figures.keys()].filter((other) => {
    const one = map.elements.get(other);
    return one?.kind === 'person' && firstName(one.name) === first;
  });
  return sharing.length > 1 ? element.name : first;
}

/** Return a name's first word. A title alone is not one: "Dr Ahmed" stays whole. */
export function firstName(name: string): string {
  const [first = name, ...rest] = name.split(/\s+/);
  return rest.length > 0 && /^(dr|doctor|nurse|mr|mrs|ms|miss|mx|sister|rev|prof|the)\.?$/i.test(first) ? name : first;
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
  const kind = element.kind === 'health_care_provider' && element.individual ? '' : (SHORT_KINDS[element.kind] ?? '');
  const what = figure.relation || worker || kind;
  return [what, figure.potential ? 'might help' : ''].filter(Boolean).join(', ');
}

/** Return what a figure is, for a screen reader: "Rosa Delgado, person, next door, nearby. Cares for 2, cared for by 1." */
export function figureSentence(map: CareMap, id: Id): string {
  const [element, figure] = [map.elements.get(id), map.figures.get(id)];
  if (!element || !figure) return '';
  const parts = [
    element.name,
    element.kind === 'health_care_provider' && element.individual ? 'professional' : KINDS[element.kind],
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
  const care = [...map.connections.values()].filter(({ type }) => type === 'cares_for');
  const gives = new Set(care.filter(({ from }) => from === id).map(({ to }) => to)).size;
  const gets = new Set(care.filter(({ to }) => to === id).map(({ from }) => from)).size;
  return `Cares for ${gives || 'no one yet'}, cared for by ${gets || 'no one yet'}`;
}

const TIES: Readonly<Record<Connection['type'], string>> = {
  cares_for: 'cares for', collaborates_with: 'works with', member_of: 'is a member of',
  related_to: 'is related to', located_at: 'is at', within: 'is within',
};

/** Return a connection as a heading: "Rosa cares for Ivy". */
export function connectionHeading(map: CareMap, connection: Connection): string {
  const might = connection.type === 'cares_for' && connection.state === 'potential';
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
  if (connection.state === 'potential') return 'Might help';
  const care = connection.care_types.map((one) => careType(one).toLowerCase());
  const often = connection.frequency ? FREQUENCIES[connection.frequency] : '';
  const now = connection.state === 'generative' ? '' : STATES[connection.state];
  const all = [...care, often, now].filter(Boolean);
  return all.length > 0 ? capital(all.join(', ')) : 'Not said yet what care or how often';
}

/** Return what an edit's steps did, in one sentence, from the map before and after. */
export function whatHappened(steps: readonly Step[], before: CareMap, after: CareMap): string {
  const order: Step['does'][] = ['rub_out', 'add', 'pick', 'connect', 'disconnect', 'set', 'tick', 'untick', 'move', 'house', 'unhouse'];
  const [main] = [...steps].sort((one, other) => order.indexOf(one.does) - order.indexOf(other.does));
  if (!main) return 'Nothing changed.';
  const added = steps.filter(({ does }) => does === 'add' || does === 'pick').length;
  if (added > 1) return `${added} added.`;
  const gone = steps.filter(({ does }) => does === 'rub_out').length;
  if (gone > 1) return `${gone} removed.`;
  return stepSentence(main, before, after);
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
