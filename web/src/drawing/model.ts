/**
 * What a care map is made of, in TypeScript: the twin of `mapping/model.py`, with the same names.
 * Plain, unchanging data. A change makes a new map (`edits.ts`); nothing here draws or asks the server.
 */

export type Id = string;
export type Day = string;

export type Kind =
  | 'person' | 'pet' | 'group' | 'organisation' | 'business' | 'social_care_provider'
  | 'health_care_provider' | 'statutory_service' | 'team' | 'circle' | 'place';
export type Sector = 'formal' | 'community' | 'informal';
export type ConnectionType =
  | 'cares_for' | 'collaborates_with' | 'member_of' | 'related_to' | 'located_at' | 'within';
export type Formality = 'gifted' | 'paid';
export type Frequency = 'several_daily' | 'daily' | 'weekly' | 'monthly' | 'occasional';
export type State = 'generative' | 'engaged' | 'inactive' | 'potential' | 'unclassified';
export type Presence = 'lives_with' | 'nearby' | 'within_2_hours' | 'further_away';
export type Relation =
  | 'partner' | 'parent' | 'child' | 'sibling' | 'other_family' | 'friend' | 'neighbour' | 'colleague';
export type Told = 'not_told' | 'told' | 'agreed' | 'objected';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Element {
  readonly id: Id;
  readonly scope: Id;
  readonly kind: Kind;
  readonly name: string;
  readonly sector: Sector | null;
  readonly individual: boolean;
  readonly child: boolean;
  readonly roles: readonly string[];
  readonly offers: readonly string[];
  readonly contact: string | null;
  readonly address: string | null;
  readonly area: string | null;
  readonly at_home: boolean;
  readonly opening: string | null;
  readonly access: readonly string[];
  readonly languages: readonly string[];
  readonly faith: string | null;
  readonly extra: Readonly<Record<string, string>>;
}

/** Where a figure is drawn: sheet units from the middle, x to the right and y down. */
export interface Place extends Point {
  readonly presence: Presence;
  readonly household: Id | null;
}

export interface Figure extends Place {
  readonly element_id: Id;
  readonly relation: string | null;
  readonly potential: boolean;
  readonly note: string | null;
  readonly told: Told;
  readonly told_on: Day | null;
}

/** The outline round people who live together; x and y are its middle. */
export interface Household extends Point {
  readonly id: Id;
  readonly width: number;
  readonly height: number;
}

export interface Connection {
  readonly id: Id;
  readonly type: ConnectionType;
  readonly from: Id;
  readonly to: Id;
  readonly care_types: readonly string[];
  readonly formality: Formality | null;
  readonly frequency: Frequency | null;
  readonly state: State;
  readonly relation: Relation | null;
  readonly hats: readonly string[];
  readonly shared_plan: boolean | null;
  readonly since: Day | null;
  readonly until: Day | null;
  readonly note: string | null;
}

interface MapFields {
  readonly id: Id;
  readonly title: string;
  readonly neighbourhood: Id | null;
  readonly state: 'open' | 'closed';
  readonly review_on: Day | null;
  readonly edit_seq: number;
  readonly owner_elements: readonly Id[];
}

/** A care map as plain lists: what comes over HTTP, and what thumbnails and print take. */
export interface Document extends MapFields {
  readonly elements: readonly Element[];
  readonly figures: readonly Figure[];
  readonly connections: readonly Connection[];
  readonly households: readonly Household[];
}

/** The live state of one care map. `rubbed_out` are ids that were once in it. */
export interface CareMap extends MapFields {
  readonly elements: ReadonlyMap<Id, Element>;
  readonly figures: ReadonlyMap<Id, Figure>;
  readonly connections: ReadonlyMap<Id, Connection>;
  readonly households: ReadonlyMap<Id, Household>;
  readonly rubbed_out: ReadonlySet<Id>;
}

/** Return the same function, which works each map out once: a map is never changed, only replaced. */
export function oncePerMap<T>(work: (map: CareMap) => T): (map: CareMap) => T {
  const known = new WeakMap<CareMap, { readonly found: T }>();
  return (map) => {
    let once = known.get(map);
    if (!once) known.set(map, (once = { found: work(map) }));
    return once.found;
  };
}

/** Half width and half height of each ring; beyond the last is further away. */
export const RINGS: readonly (readonly [Presence, number, number])[] = [
  ['lives_with', 170, 150],
  ['nearby', 350, 260],
  ['within_2_hours', 450, 335],
];
export const PRESENCES: readonly Presence[] = ['lives_with', 'nearby', 'within_2_hours', 'further_away'];

/** No figure lies further than this from the middle of the sheet. */
export const SHEET_LIMIT = 5_000;

/** The paper that is shown when nothing lies outside it. */
export const PAPER = { x: -540, y: -400, width: 1080, height: 800 } as const;

export const KIND_SECTOR: Readonly<Partial<Record<Kind, Sector>>> = {
  person: 'informal',
  pet: 'informal',
  group: 'community',
  organisation: 'community',
  business: 'community',
  social_care_provider: 'formal',
  health_care_provider: 'formal',
  statutory_service: 'formal',
};

const UNDIRECTED: ReadonlySet<ConnectionType> = new Set(['collaborates_with', 'related_to']);

/** Return the ring that a point of the sheet lies in. */
export function ringOf({ x, y }: Point): Presence {
  const ring = RINGS.find(([, wide, high]) => (x / wide) ** 2 + (y / high) ** 2 <= 1);
  return ring ? ring[0] : 'further_away';
}

/** Return an element's own sector, else formal for a care worker, else its kind's; some have none. */
export function sectorOf(element: Pick<Element, 'kind' | 'roles' | 'sector'>): Sector | null {
  if (element.sector) return element.sector;
  if (element.kind === 'person' && element.roles.includes('care_worker')) return 'formal';
  return KIND_SECTOR[element.kind] ?? null;
}

/** Return where a figure is drawn. */
export function placeOf({ x, y, presence, household }: Place): Place {
  return { x, y, presence, household };
}

/** Return a new id: UUIDv7 text, which sorts by the time it was made. */
export function newId(now: number = Date.now()): Id {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const time = now.toString(16).padStart(12, '0');
  const random = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const variant = ((bytes[8] ?? 0) % 4 + 8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(13, 16)}-${variant}${random.slice(17, 20)}-${random.slice(20)}`;
}

type Given<T, Needed extends keyof T> = Pick<T, Needed> & { readonly [K in keyof T]?: T[K] | undefined };

/** Return a whole element: what is not given is not said. */
export function elementOf(given: Given<Element, 'id' | 'scope' | 'kind' | 'name'>): Element {
  return filled<Element>(given, {
    sector: null, individual: false, child: false, roles: [], offers: [], contact: null, address: null,
    area: null, at_home: false, opening: null, access: [], languages: [], faith: null, extra: {},
  });
}

/** Return a whole figure. */
export function figureOf(given: Given<Figure, 'element_id' | 'x' | 'y' | 'presence'>): Figure {
  return filled<Figure>(given, {
    household: null, relation: null, potential: false, note: null, told: 'not_told', told_on: null,
  });
}

/** Return a whole connection; undirected ones go from the smaller id to the greater. */
export function connectionOf(given: Given<Connection, 'id' | 'type' | 'from' | 'to'>): Connection {
  const whole = filled<Connection>(given, {
    care_types: [], formality: null, frequency: null, state: 'unclassified', relation: null, hats: [],
    shared_plan: null, since: null, until: null, note: null,
  });
  const turned = UNDIRECTED.has(whole.type) && whole.to < whole.from;
  return turned ? { ...whole, from: whole.to, to: whole.from } : whole;
}

/** Fill in what was not given; lists are sorted and without repeats, as they are stored. */
function filled<T extends object>(given: object, unsaid: Partial<T>): T {
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  const whole: Record<string, unknown> = { ...unsaid, ...Object.fromEntries(said) };
  for (const [key, value] of Object.entries(whole)) {
    if (Array.isArray(value)) whole[key] = canonical(value as string[]);
  }
  return whole as T;
}

/** Return values as a list is kept: sorted, each once. */
export function canonical(values: Iterable<string>): string[] {
  return [...new Set(values)].sort(byCodePoint);
}

/** Order text as Python does, so that both keep the same lists. */
function byCodePoint(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Return the map that a document describes. */
export function careMapOf(document: Document, rubbedOut: Iterable<Id> = []): CareMap {
  const { elements, figures, connections, households, ...fields } = document;
  return {
    ...fields,
    elements: new Map(elements.map((one) => [one.id, elementOf(one)])),
    figures: new Map(figures.map((one) => [one.element_id, figureOf(one)])),
    connections: new Map(connections.map((one) => [one.id, connectionOf(one)])),
    households: new Map(households.map((one) => [one.id, one])),
    rubbed_out: new Set(rubbedOut),
  };
}

/** Return a map as plain lists, each sorted by id. */
export function documentOf(map: CareMap): Document {
  const drawn = [...map.figures.keys()].sort(byCodePoint);
  const inOrder = <T>(things: ReadonlyMap<Id, T>) =>
    [...things].sort(([one], [other]) => byCodePoint(one, other)).map(([, thing]) => thing);
  return {
    id: map.id, title: map.title, neighbourhood: map.neighbourhood, state: map.state,
    review_on: map.review_on, edit_seq: map.edit_seq, owner_elements: map.owner_elements,
    elements: drawn.map((id) => map.elements.get(id)).filter((one) => one !== undefined),
    figures: inOrder(map.figures),
    connections: inOrder(map.connections),
    households: inOrder(map.households),
  };
}

/** Return whether two plain values are equal, whatever the order of their keys. */
export function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => key in other && same(one[key as never], other[key as never]))
  );
}
