/**
 * A map while an edit is being applied to it, and what each kind of step does to it.
 * Used by `edits.ts` alone, which is the door; the twin of `mapping/sheet.py`.
 */

import { checkTogether, held, NotHeld, settable, TICKABLE } from './fields';
import { canonical, connectionOf, elementOf, figureOf, placeOf, ringOf, same } from './model';
import type { CareMap, Connection, Element, Figure, Household, Id, Place } from './model';
import type * as S from './steps';

export interface Overtaken { readonly step: number; readonly stored: unknown }
export interface NotDone { readonly step: number; readonly why: string }

/** What became of an edit: the new map, and the steps as they took effect. */
export interface Outcome {
  readonly map: CareMap;
  readonly steps: readonly S.Step[];
  readonly overtaken: readonly Overtaken[];
  readonly skipped: readonly NotDone[];
  readonly left_alone: readonly NotDone[];
}

/** An edit that cannot be applied to any version of this map; nothing was changed. */
export class EditRefused extends Error {
  readonly field: string;
  readonly sentence: string;

  constructor(field: string, sentence: string) {
    super(`${field}: ${sentence}`);
    this.field = field;
    this.sentence = sentence;
  }
}

/** What the step is about was rubbed out meanwhile. */
export class Skipped extends Error {}

/** Someone has since changed what the step would take back. */
export class LeftAlone extends Error {}

export class Sheet {
  index = 0;
  fields: Partial<CareMap> = {};
  readonly start: CareMap;
  readonly cautious: boolean;
  readonly elements: Map<Id, Element>;
  readonly figures: Map<Id, Figure>;
  readonly connections: Map<Id, Connection>;
  readonly households: Map<Id, Household>;
  readonly gone: Set<Id>;
  readonly overtaken: Overtaken[] = [];

  constructor(map: CareMap, cautious: boolean) {
    this.start = map;
    this.cautious = cautious;
    this.elements = new Map(map.elements);
    this.figures = new Map(map.figures);
    this.connections = new Map(map.connections);
    this.households = new Map(map.households);
    this.gone = new Set(map.rubbed_out);
  }

  map(): CareMap {
    const { elements, figures, connections, households, gone } = this;
    return { ...this.start, ...this.fields, elements, figures, connections, households, rubbed_out: gone };
  }

  /** Return the refusal of the step in hand; `where` is the field inside it. */
  refusal(where: string, sentence: string): EditRefused {
    return new EditRefused(`steps[${this.index}].${where}`, sentence);
  }

  /** Return a thing of this map; skip the step if it was rubbed out, refuse if it was never there. */
  find<T>(things: ReadonlyMap<Id, T>, id: Id, where: string, what: string): T {
    const thing = things.get(id);
    if (thing !== undefined) return thing;
    if (this.gone.has(id)) throw new Skipped(`The ${what} was taken off the map by someone else`);
    throw this.refusal(where, `No ${what} on this map has the id ${id}. Check the id.`);
  }

  /** Check that an id is free; leave alone what someone has already brought back. */
  checkNew(things: ReadonlyMap<Id, unknown>, id: Id, where: string, what: string): void {
    if (!things.has(id)) return;
    if (this.cautious) throw new LeftAlone(`The ${what} is on the map again already`);
    throw this.refusal(where, `The id ${id} is in use on this map already. Use a new id.`);
  }

  /** Leave the step alone if it takes something back that someone has changed since. */
  onlyIf(unchanged: boolean, what: string): void {
    if (this.cautious && !unchanged) throw new LeftAlone(`Someone has changed the ${what} since`);
  }

  /** Return the place, without its household if that was taken away meanwhile. */
  settled<P extends Place>(place: P, where: string): P {
    const { household } = place;
    if (household === null) {
      if (ringOf(place) !== place.presence) {
        throw new EditRefused(
          `steps[${this.index}].${where}`,
          `x and y lie in the ring ${ringOf(place)}, but presence says ${place.presence}. Send a place inside that ring.`,
        );
      }
      return place;
    }
    if (this.households.has(household)) return place;
    if (!this.gone.has(household)) {
      throw this.refusal(`${where}.household`, `No household on this map has the id ${household}. Check the id.`);
    }
    return { ...place, household: null, presence: ringOf(place) };
  }
}

type How = { readonly [Does in S.Step['does']]: (sheet: Sheet, step: Extract<S.Step, { does: Does }>) => S.Step[] };

const HOW: How = {
  add: add,
  pick: pick,
  rub_out: rubOut,
  move: move,
  set: set,
  tick: tick,
  untick: tick,
  connect: connect,
  disconnect: disconnect,
  house: house,
  unhouse: unhouse,
};

/** Do one step, and return the steps as they took effect. */
export function take(sheet: Sheet, step: S.Step): S.Step[] {
  return (HOW[step.does] as (sheet: Sheet, step: S.Step) => S.Step[])(sheet, step);
}

function add(sheet: Sheet, step: S.Add): S.Step[] {
  const element = elementOf(step.element);
  if (element.scope !== sheet.start.id) {
    throw sheet.refusal('element.scope', `Say ${sheet.start.id}: the map that is drawn on.`);
  }
  if (step.figure.element_id !== element.id) {
    throw sheet.refusal('figure.element_id', `Say ${element.id}, as in element.id.`);
  }
  sheet.checkNew(sheet.elements, element.id, 'element.id', 'figure');
  const name = held('element', 'name', element.name) as string;
  const figure = draw(sheet, step.figure);
  const tidied = { ...element, name };
  sheet.elements.set(element.id, tidied);
  sheet.gone.delete(element.id);
  return [{ does: 'add', element: tidied, figure }];
}

function pick(sheet: Sheet, step: S.Pick): S.Step[] {
  const id = step.element_id;
  if (step.figure.element_id !== id) throw sheet.refusal('figure.element_id', `Say ${id}, as in element_id.`);
  if (sheet.figures.has(id)) {
    throw new (sheet.cautious ? LeftAlone : Skipped)('It is drawn on this map already');
  }
  const element = sheet.elements.get(id);
  if (!element || element.scope === sheet.start.id) {
    throw sheet.refusal('element_id', "The neighbourhood's directory has no such entry. Choose one from it.");
  }
  const figure = draw(sheet, step.figure);
  sheet.gone.delete(id);
  return [{ does: 'pick', element_id: id, figure }];
}

function draw(sheet: Sheet, given: Figure): Figure {
  if ((given.told ?? 'not_told') !== 'not_told' && !sheet.cautious) {
    throw sheet.refusal('figure.told', 'Say not_told. What they said is recorded on its own.');
  }
  const figure = sheet.settled(figureOf(given), 'figure');
  sheet.figures.set(figure.element_id, figure);
  return figure;
}

function rubOut(sheet: Sheet, step: S.RubOut): S.Step[] {
  const id = step.element_id;
  const figure = sheet.find(sheet.figures, id, 'element_id', 'figure');
  if (sheet.start.owner_elements.includes(id)) {
    throw sheet.refusal('element_id', 'This is whose map it is, so they stay on it.');
  }
  const stored = sheet.elements.get(id);
  const element = stored && stored.scope === sheet.start.id ? stored : null;
  const ends = [...sheet.connections.values()]
    .filter(({ from, to }) => from === id || to === id)
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const listed = (lines: readonly Connection[]) => Object.fromEntries(lines.map((one) => [one.id, connectionOf(one)]));
  sheet.onlyIf(
    same(figure, figureOf(step.figure)) &&
      same(element, step.element ? elementOf(step.element) : null) &&
      same(listed(ends), listed(step.connections ?? [])),
    'figure',
  );
  for (const { id: line } of ends) sheet.connections.delete(line);
  sheet.figures.delete(id);
  if (element) sheet.elements.delete(id);
  for (const one of [id, ...ends.map((line) => line.id)]) sheet.gone.add(one);
  return [{ does: 'rub_out', element_id: id, figure, element, connections: ends }];
}

function move(sheet: Sheet, step: S.Move): S.Step[] {
  const figure = sheet.find(sheet.figures, step.element_id, 'element_id', 'figure');
  const was = placeOf(figure);
  const now = placeOf(sheet.settled({ ...step.now, household: step.now.household ?? null }, 'now'));
  sheet.onlyIf(same(was, { ...placeOf(step.was), household: step.was.household ?? null }), 'place');
  if (same(was, now)) return [];
  sheet.figures.set(step.element_id, { ...figure, ...now });
  return [{ does: 'move', element_id: step.element_id, was, now }];
}

function set(sheet: Sheet, step: S.Set): S.Step[] {
  if (!settable(step.on).includes(step.field)) {
    throw sheet.refusal('field', `Use one of ${settable(step.on).join(', ')}.`);
  }
  if (step.on === 'map') return setOnMap(sheet, step);
  const { things, thing } = target(sheet, step);
  const now = heldHere(sheet, step);
  const changed = { ...thing, [step.field]: now };
  if (step.on === 'connection') together(sheet, changed as unknown as Connection);
  const was = thing[step.field as never] as unknown;
  if (!replaces(sheet, step, was, now)) return [];
  things.set(step.id, changed);
  return [{ ...step, was, now }];
}

function setOnMap(sheet: Sheet, step: S.Set): S.Step[] {
  if (step.id !== sheet.start.id) throw sheet.refusal('id', `Say ${sheet.start.id}: the map that is drawn on.`);
  const field = step.field as 'title' | 'review_on';
  const was = { ...sheet.start, ...sheet.fields }[field];
  const now = heldHere(sheet, step);
  if (!replaces(sheet, step, was, now)) return [];
  sheet.fields = { ...sheet.fields, [field]: now };
  return [{ ...step, was, now }];
}

function replaces(sheet: Sheet, step: S.Set, stored: unknown, now: unknown): boolean {
  sheet.onlyIf(same(stored, step.was ?? null), step.field.replaceAll('_', ' '));
  if (same(stored, now)) return false;
  if (!same(stored, step.was ?? null)) sheet.overtaken.push({ step: sheet.index, stored });
  return true;
}

function heldHere(sheet: Sheet, step: S.Set): unknown {
  try {
    return held(step.on, step.field, step.now ?? null);
  } catch (error) {
    if (error instanceof NotHeld) throw new EditRefused(`steps[${sheet.index}]`, `${step.field} ${error.message}.`);
    throw error;
  }
}

function together(sheet: Sheet, connection: Connection): void {
  try {
    checkTogether(connection);
  } catch (error) {
    if (error instanceof NotHeld) throw new EditRefused(`steps[${sheet.index}]`, `now ${error.message}.`);
    throw error;
  }
}

function target(sheet: Sheet, step: S.Set | S.Tick): { things: Map<Id, object>; thing: object } {
  const all: Record<S.Thing, Map<Id, object>> = {
    element: sheet.elements,
    figure: sheet.figures,
    connection: sheet.connections,
    household: sheet.households,
  };
  const on = step.on as S.Thing;
  const things = all[on];
  const thing = sheet.find(things, step.id, 'id', on);
  if (on === 'element' && (thing as Element).scope !== sheet.start.id) {
    throw sheet.refusal('id', 'This entry belongs to the neighbourhood. Ask an organiser to change it.');
  }
  return { things, thing };
}

function tick(sheet: Sheet, step: S.Tick): S.Step[] {
  const fields = TICKABLE[step.on];
  if (!fields.has(step.field)) throw sheet.refusal('field', `Use one of ${[...fields].sort().join(', ')}.`);
  const { things, thing } = target(sheet, step);
  const values = new Set(thing[step.field as never] as readonly string[]);
  if (values.has(step.value) === (step.does === 'tick')) return [];
  if (step.does === 'tick') values.add(step.value);
  else values.delete(step.value);
  const changed = { ...thing, [step.field]: canonical(values) };
  if (step.on === 'connection') together(sheet, changed as unknown as Connection);
  things.set(step.id, changed);
  return [step];
}

function connect(sheet: Sheet, step: S.Connect): S.Step[] {
  const connection = connectionOf(step.connection);
  sheet.checkNew(sheet.connections, connection.id, 'connection.id', 'connection');
  sheet.find(sheet.figures, connection.from, 'connection.from', 'figure');
  sheet.find(sheet.figures, connection.to, 'connection.to', 'figure');
  together(sheet, connection);
  sheet.connections.set(connection.id, connection);
  sheet.gone.delete(connection.id);
  return [{ does: 'connect', connection }];
}

function disconnect(sheet: Sheet, step: S.Disconnect): S.Step[] {
  const stored = sheet.find(sheet.connections, step.connection.id, 'connection.id', 'connection');
  sheet.onlyIf(same(stored, connectionOf(step.connection)), 'connection');
  sheet.connections.delete(stored.id);
  sheet.gone.add(stored.id);
  return [{ does: 'disconnect', connection: stored }];
}

function house(sheet: Sheet, step: S.House): S.Step[] {
  sheet.checkNew(sheet.households, step.household.id, 'household.id', 'household');
  sheet.households.set(step.household.id, step.household);
  sheet.gone.delete(step.household.id);
  return [step];
}

function unhouse(sheet: Sheet, step: S.Unhouse): S.Step[] {
  const stored = sheet.find(sheet.households, step.household.id, 'household.id', 'household');
  const inside = [...sheet.figures.values()]
    .filter((figure) => figure.household === stored.id)
    .sort((one, other) => (one.element_id < other.element_id ? -1 : 1));
  sheet.onlyIf(same(stored, step.household) && inside.length === 0, 'household');
  const moved = inside.flatMap((figure) =>
    move(sheet, {
      does: 'move',
      element_id: figure.element_id,
      was: placeOf(figure),
      now: { x: figure.x, y: figure.y, presence: ringOf(figure), household: null },
    }),
  );
  sheet.households.delete(stored.id);
  sheet.gone.add(stored.id);
  return [...moved, { does: 'unhouse', household: stored }];
}
