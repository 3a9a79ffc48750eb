/** Saying one thing of several at once: the steps of one edit, so that it is undone as one. */

import { linesOf } from './care';
import { apply } from './edits';
import { same } from './model';
import type { CareMap, Connection, Id, Presence } from './model';
import { liveAlone, liveWith, moveToRing } from './placing';
import type { Step, Thing } from './steps';

/** What of a map can be chosen: its figures and its connections. */
export interface Chosen {
  readonly figures: readonly Id[];
  readonly connections: readonly Connection[];
}

/** Return what these ids are on the map now; what was rubbed out meanwhile is not among them. */
export function chosenOf(map: CareMap, ids: Iterable<Id>): Chosen {
  const all = [...ids];
  return { figures: all.filter((id) => map.figures.has(id)), connections: all.flatMap((id) => map.connections.get(id) ?? []) };
}

/** Return the value that all of these have; undefined where they differ. */
export function shared<T extends object, K extends keyof T>(things: readonly T[], field: K): T[K] | undefined {
  const [first, ...others] = things.map((one) => one[field]);
  return others.every((one) => same(one, first)) ? first : undefined;
}

/** Return the steps that say one field of each; of those that say it already, none. */
export function sayOfAll(map: CareMap, on: Thing, ids: readonly Id[], field: string, now: unknown): Step[] {
  return ids.flatMap((id): Step[] => {
    const thing = thingOf(map, on, id);
    const was = thing?.[field] ?? null;
    return !thing || same(was, now) ? [] : [{ does: 'set', on, id, ...endsOf(map, on, id), field, was, now }];
  });
}

/** Return the steps that put a value into a list of each, or take it out of each. */
export function tickAll(map: CareMap, on: 'element' | 'connection', ids: readonly Id[], field: string, value: string, ticked: boolean): Step[] {
  return ids.flatMap((id): Step[] => {
    const values = thingOf(map, on, id)?.[field];
    if (!Array.isArray(values) || values.includes(value) === ticked) return [];
    return [{ does: ticked ? 'tick' : 'untick', on, id, ...endsOf(map, on, id), field, value }];
  });
}

/** Return the steps that put each into a ring; a home goes there once, with everyone in it. */
export function moveAllToRing(map: CareMap, ids: readonly Id[], presence: Presence): Step[] {
  return oneByOne(map, ids, (now, id) => (now.figures.get(id)?.presence === presence ? [] : moveToRing(now, id, presence)));
}

/** Return the steps after which each lives with another, or, of no one, with nobody on the map. */
export function allLiveWith(map: CareMap, ids: readonly Id[], other: Id | null): Step[] {
  return oneByOne(map, ids, (now, id) => (other === null ? liveAlone(now, id) : id === other ? [] : liveWith(now, id, other)));
}

/** Return the steps that take each off the map; whose map it is stays. */
export function rubOutAll(map: CareMap, ids: Iterable<Id>): Step[] {
  return oneByOne(map, [...ids].filter((id) => !map.owner_elements.includes(id)), (now, id): Step[] => {
    const [figure, connection, element] = [now.figures.get(id), now.connections.get(id), now.elements.get(id)];
    if (connection) return [{ does: 'disconnect', connection }];
    if (!figure) return [];
    return [{ does: 'rub_out', element_id: id, figure, element: element?.scope === map.id ? element : null, connections: linesOf(now, id) }];
  });
}

/** Return the steps of each in turn, every one made on the map that those before it leave. */
function oneByOne(map: CareMap, ids: readonly Id[], stepsFor: (now: CareMap, id: Id) => Step[]): Step[] {
  let now = map;
  return ids.flatMap((id) => {
    const steps = stepsFor(now, id);
    if (steps.length > 0) now = apply(now, { steps, undoes: null }).map;
    return steps;
  });
}

function thingOf({ elements, figures, connections, households }: CareMap, on: Thing, id: Id): Record<string, unknown> | undefined {
  return { element: elements, figure: figures, connection: connections, household: households }[on].get(id) as Record<string, unknown> | undefined;
}

function endsOf(map: CareMap, on: Thing, id: Id): Partial<Pick<Connection, 'type' | 'from' | 'to'>> {
  const connection = on === 'connection' ? map.connections.get(id) : undefined;
  return connection ? { type: connection.type, from: connection.from, to: connection.to } : {};
}
