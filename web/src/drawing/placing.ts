/** Where a figure goes: a free spot in a ring or in a home, and the steps that put it there. Whole numbers only. */

import { houseAt } from './geometry';
import { newId, placeOf, PRESENCES, ringOf, RINGS, same } from './model';
import type { CareMap, Figure, Household, Id, Place, Point, Presence } from './model';
import type { Step } from './steps';

const ROOM = 92;
const SPOTS = 360;
/** Steps that spread points over a plane evenly, however many there are (Roberts' R2 sequence). */
const EVENLY = [0.7548777, 0.5698403] as const;
const HOME_WIDTH = 240;
const HOME_HEIGHT = 200;

/** Return the household of whose map it is. */
export function ownersHousehold(map: CareMap): Id | null {
  const [owner] = map.owner_elements;
  return (owner && map.figures.get(owner)?.household) || null;
}

/** Return who is in a household. */
export function membersOf(map: CareMap, household: Id): Figure[] {
  return [...map.figures.values()].filter((figure) => figure.household === household);
}

/** Return how near a home is: those who live together are equally near, though its walls cross a ring. */
function presenceIn(map: CareMap, household: Id, at: Point, but: Id | null = null): Presence {
  if (household === ownersHousehold(map)) return 'lives_with';
  return membersOf(map, household).find((one) => one.element_id !== but)?.presence ?? ringOf(at);
}

/** Return the place of a point: its ring, and the home it lies in; with the Team Owner, it lives with them. */
export function placeAt(map: CareMap, point: Point): Place {
  const at = whole(point);
  const household = houseAt(map, at)?.id ?? null;
  return { ...at, presence: household === null ? ringOf(at) : presenceIn(map, household, at), household };
}

/** Return a free place in a ring; "lives with" is in the Team Owner's home, where there is one. */
export function freePlace(map: CareMap, presence: Presence, but: Id | null = null): Place {
  const home = presence === 'lives_with' ? map.households.get(ownersHousehold(map) ?? '') : undefined;
  if (home) return { ...freeInHome(map, home, but), presence, household: home.id };
  const taken = [...map.figures.values()].filter((figure) => figure.element_id !== but);
  let best: Point = { x: 0, y: 0 };
  let most = -Infinity;
  for (const at of spotsOf(presence)) {
    if ([...map.households.values()].some((home) => byHouse(home, at))) continue;
    const room = Math.min(ROOM * 1.5, ...taken.map((one) => Math.hypot(one.x - at.x, (one.y - at.y) * 1.15)));
    if (room > most + 0.5) [best, most] = [at, room];
    if (room >= ROOM * 1.5) break;
  }
  return { ...best, presence, household: null };
}

/** Whether someone drawn at a point would stand in a home, or across its wall. */
function byHouse({ x, y, width, height }: Household, at: Point): boolean {
  return Math.abs(at.x - x) < width / 2 + 50 && Math.abs(at.y - y) < height / 2 + 55;
}

/** Spots of a ring in an order that spreads people out, none in another ring. */
function spotsOf(presence: Presence): Point[] {
  const nth = PRESENCES.indexOf(presence);
  const [, innerWide, innerHigh] = RINGS[nth - 1] ?? [presence, 0, 0];
  const [, wide, high] = RINGS[nth] ?? [presence, 540, 390];
  const spots: Point[] = [];
  for (let n = 0; n < SPOTS; n += 1) {
    const angle = n * EVENLY[0] * 2 * Math.PI + 3.5;
    const share = 0.15 + 0.72 * ((n * EVENLY[1] + 0.55) % 1);
    const x = (innerWide + (wide - innerWide) * share) * Math.cos(angle);
    const y = (innerHigh + (high - innerHigh) * share) * Math.sin(angle);
    const spot = whole({ x: Math.max(-505, Math.min(505, x)), y: Math.max(-360, Math.min(350, y)) });
    if (ringOf(spot) === presence) spots.push(spot);
  }
  return spots;
}

function freeInHome(map: CareMap, home: Household, but: Id | null): Point {
  const taken = membersOf(map, home.id).filter((figure) => figure.element_id !== but);
  let best: Point = whole(home);
  let most = -Infinity;
  const across = Math.max(1, Math.floor((home.width - 70) / 12));
  const down = Math.max(1, Math.floor((home.height - 120) / 12));
  for (let row = 0; row <= down; row += 1) {
    for (let column = 0; column <= across; column += 1) {
      const at = whole({
        x: home.x - home.width / 2 + 42 + ((home.width - 84) * column) / across,
        y: home.y - home.height / 2 + 84 + ((home.height - 140) * row) / down,
      });
      const room = Math.min(200, ...taken.map((one) => Math.hypot(one.x - at.x, (one.y - at.y) * 0.85)));
      if (room > most + 0.5) [best, most] = [at, room];
    }
  }
  return best;
}

/** Return the steps that move a figure to a place; none if it is there already. */
export function moveTo(map: CareMap, id: Id, now: Place): Step[] {
  const figure = map.figures.get(id);
  if (!figure || same(placeOf(figure), now)) return [];
  return [{ does: 'move', element_id: id, was: placeOf(figure), now }];
}

/** Return the steps that put a figure into a ring. A home that people share moves as one. */
export function moveToRing(map: CareMap, id: Id, presence: Presence): Step[] {
  const figure = map.figures.get(id);
  if (!figure) return [];
  const home = figure.household === null ? undefined : map.households.get(figure.household);
  const shared = home && home.id !== ownersHousehold(map) && membersOf(map, home.id).length > 1;
  if (!shared || presence === 'lives_with') return joinOrMove(map, id, freePlace(map, presence, id));
  const to = freePlace(map, presence, id);
  return moveHome(map, home, { x: to.x - figure.x, y: to.y - figure.y }, presence);
}

function joinOrMove(map: CareMap, id: Id, place: Place): Step[] {
  const home = place.household === null ? undefined : map.households.get(place.household);
  const widened = home ? widen(map, home, id) : [];
  if (widened.length === 0 || !home) return moveTo(map, id, place);
  const wider = { ...home, width: home.width + 100 };
  return [...widened, ...moveTo(map, id, { ...place, ...freeInHome(map, wider, id) })];
}

/** Make room for one more: a home that is full is drawn wider. */
function widen(map: CareMap, home: Household, but: Id | null): Step[] {
  const spot = freeInHome(map, home, but);
  const others = membersOf(map, home.id).filter((figure) => figure.element_id !== but);
  const room = Math.min(...others.map((one) => Math.hypot(one.x - spot.x, one.y - spot.y)), Infinity);
  if (room >= 70) return [];
  return [{ does: 'set', on: 'household', id: home.id, field: 'width', was: home.width, now: home.width + 100 }];
}

/** Return the steps that move a home with everyone in it, into the ring that its middle then lies in unless one is said. */
export function moveHome(map: CareMap, home: Household, by: Point, ring?: Presence): Step[] {
  const to = whole({ x: home.x + by.x, y: home.y + by.y });
  const presence = home.id === ownersHousehold(map) ? 'lives_with' : (ring ?? ringOf(to));
  const shift = { x: to.x - home.x, y: to.y - home.y };
  const axis = (field: 'x' | 'y'): Step[] =>
    shift[field] === 0 ? [] : [{ does: 'set', on: 'household', id: home.id, field, was: home[field], now: to[field] }];
  const members = membersOf(map, home.id).flatMap((figure) => {
    const at = whole({ x: figure.x + shift.x, y: figure.y + shift.y });
    return moveTo(map, figure.element_id, { ...at, presence, household: home.id });
  });
  return [...axis('x'), ...axis('y'), ...members];
}

/** Return the steps after which one figure lives with another, in a home that is drawn if there is none. */
export function liveWith(map: CareMap, id: Id, other: Id): Step[] {
  const [figure, host] = [map.figures.get(id), map.figures.get(other)];
  if (!figure || !host || id === other) return [];
  const home = host.household === null ? undefined : map.households.get(host.household);
  if (home) {
    if (figure.household === home.id) return [];
    return joinOrMove(map, id, { ...freeInHome(map, home, id), presence: presenceIn(map, home.id, host, id), household: home.id });
  }
  const drawn: Household = { id: newId(), ...whole({ x: host.x + 40, y: host.y - 20 }), width: HOME_WIDTH, height: HOME_HEIGHT };
  const mine = map.owner_elements.includes(id) || map.owner_elements.includes(other);
  const inHome = (at: Point): Place => ({ ...at, presence: mine ? 'lives_with' : host.presence, household: drawn.id });
  return [
    { does: 'house', household: drawn },
    ...moveTo(map, other, inHome({ x: host.x, y: host.y })),
    ...moveTo(map, id, inHome(whole({ x: host.x + 90, y: host.y }))),
  ];
}

/** Return the steps after which a figure lives with no one on the map; a home left to one person is taken away. */
export function liveAlone(map: CareMap, id: Id): Step[] {
  const figure = map.figures.get(id);
  const home = figure?.household ? map.households.get(figure.household) : undefined;
  if (!figure || !home) return [];
  const ring = figure.presence === 'lives_with' ? 'nearby' : figure.presence;
  const steps = moveTo(map, id, freePlace(map, ring, id));
  const left = membersOf(map, home.id).filter((one) => one.element_id !== id);
  if (left.length > 1 || home.id === ownersHousehold(map)) return steps;
  const out = left.flatMap((one) => moveTo(map, one.element_id, { x: one.x, y: one.y, presence: ringOf(one), household: null }));
  return [...steps, ...out, { does: 'unhouse', household: home }];
}

function whole({ x, y }: Point): Point {
  return { x: Math.round(x) + 0, y: Math.round(y) + 0 };
}
