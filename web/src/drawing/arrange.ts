/**
 * Arranging a map neatly: everyone in lanes along their ring, those who share a home in rows in it,
 * few lines that cross. Presence and households stay as they are, and what somebody placed stays
 * near. Pure, and the same for the same map.
 *
 * It looks for better places one figure at a time, and swaps two where that helps, until nothing
 * gets better. What a place costs is how untidy it is (`arrange-cost.ts`) and how far it is from
 * where the figure stood, as the crow flies. So arranging what is arranged changes nothing: a place
 * that would be worth going to from the new one was worth going to from the old one, since the way
 * there is never longer than by way of the new one.
 */

import { Untidiness } from './arrange-cost';
import type { Thing, Tie } from './arrange-cost';
import { symbolBox } from './geometry';
import { placeOf, ringOf, RINGS } from './model';
import type { CareMap, Household, Id, Point, Presence } from './model';
import type { Step } from './steps';

/** What it costs to be a unit of the sheet away from where one stood, and to stand in no lane. */
const MOVED = 0.6;
const NOT_NEAT = 60;
/** Less than this is not worth moving for. */
const GAIN = 0.5;
const SWAP_REACH = 260;
const MOST_ROUNDS = 60;
/** Over so many figures only what is near is looked at, and only a few times: it must not take long. */
const MANY = 120;
const NEAR_SPOTS = 24;
const FEW_ROUNDS = 4;
/** How far apart spots in a lane are, and the room that somebody has in a home. */
const SLOT = 26;
const CELL = { x: 96, y: 84 } as const;
const ROOF = 46;
/** The room a name needs: the width of a letter, the height of two lines. */
const LETTER = 7.4;
const LABEL = 30;
const FURTHER_LANE = 30;
const ORIGIN: Point = { x: 0, y: 0 };
/** Where in a ring its lanes are, as shares of the way out, for so many at most. */
const LANE_SHARES: Readonly<Partial<Record<Presence, readonly { most: number; shares: readonly number[] }[]>>> = {
  lives_with: [{ most: Infinity, shares: [0.6, 0.93] }],
  nearby: [{ most: 24, shares: [0.3, 0.78] }, { most: Infinity, shares: [0.15, 0.5, 0.85] }],
  within_2_hours: [{ most: 24, shares: [0.5] }, { most: Infinity, shares: [0.22, 0.8] }],
};
/** Where the middles of homes may be. */
const LATTICE: readonly Point[] = Array.from({ length: 41 * 31 }, (_, n) => ({ x: ((n % 41) - 20) * 30, y: (Math.floor(n / 41) - 15) * 30 }));

/** Somewhere to stand; `neat` is in a lane of the ring, or in a row of the home. */
interface Spot extends Point { readonly neat: boolean }

/** What can be moved: a figure, or a home with everyone in it. Spots of who lives in a home are from its middle. */
interface Item {
  readonly thing: number;
  readonly home: number | null;
  readonly members: readonly number[];
  readonly from: Spot;
  /** The nearest to `from` first. */
  readonly spots: readonly Spot[];
  readonly presence: Presence;
  at: Spot;
}

/** Return the steps that arrange a map neatly, as one edit; none if it is neat already. */
export function arrange(map: CareMap): Step[] {
  const table = new Table(map);
  table.improve();
  return [...homeSteps(map, table), ...figureSteps(map, table)];
}

/** Return how many lines of a map cross, each drawn straight. */
export function crossings(map: CareMap): number {
  return new Table(map).untidy.crossings();
}

class Table {
  readonly ids: readonly Id[];
  readonly homes: readonly Household[];
  readonly untidy: Untidiness;
  readonly #map: CareMap;
  readonly #number: ReadonlyMap<Id, number>;
  readonly #things: readonly Thing[];
  readonly #items: readonly Item[];

  constructor(map: CareMap) {
    this.#map = map;
    this.homes = [...map.households.values()].sort(byId).map((home) => roomy(map, home));
    const figures = [...map.figures.keys()].sort();
    this.ids = [...figures, ...this.homes.map(({ id }) => id)];
    this.#number = new Map(this.ids.map((id, n) => [id, n]));
    this.#things = [...figures.map((id) => this.#figureThing(id)), ...this.homes.map(homeThing)];
    const places = [...figures.map((id) => map.figures.get(id) ?? ORIGIN), ...this.homes];
    this.untidy = new Untidiness(this.#things, this.#ties(), places);
    this.#items = [...figures.flatMap((id) => this.#figureItem(id)), ...this.homes.flatMap((home) => this.#homeItem(home))];
  }

  /** Look for better places until there are none. */
  improve(): void {
    for (const item of this.#items) this.#put(item, item.at);
    const many = this.#items.length > MANY;
    for (let round = 0, better = true; better && round < (many ? FEW_ROUNDS : MOST_ROUNDS); round += 1) {
      better = false;
      for (const item of this.#items) if (this.#moves(item, many ? NEAR_SPOTS : Infinity)) better = true;
      if (!better && !many) better = this.#swaps();
    }
  }

  /** Return where a figure or a home stands now. */
  placeOf(id: Id): Point {
    const n = this.#number.get(id) ?? 0;
    return { x: this.untidy.x[n] ?? 0, y: this.untidy.y[n] ?? 0 };
  }

  #figureThing(id: Id): Thing {
    const [element, figure] = [this.#map.elements.get(id), this.#map.figures.get(id)];
    const home = figure?.household ? this.#number.get(figure.household) ?? null : null;
    if (!element) return { id, half: { x: 28, y: 40 }, home, solid: false };
    const { height } = symbolBox(element, this.#map.owner_elements.includes(id));
    const letters = Math.min(16, Math.max(...element.name.split(/\s/).map((word) => word.length), element.name.length / 2));
    return { id, half: { x: Math.max(32, letters * LETTER / 2), y: (height + LABEL) / 2 }, home, solid: false };
  }

  #ties(): Tie[] {
    const ties = new Map<string, Tie>();
    for (const { from, to } of this.#map.connections.values()) {
      const [one, other] = [this.#number.get(from), this.#number.get(to)];
      if (one === undefined || other === undefined || one === other) continue;
      const tie: Tie = one < other ? [one, other] : [other, one];
      ties.set(tie.join(' '), tie);
    }
    return [...ties.values()].sort(([a, b], [c, d]) => a - c || b - d);
  }

  #figureItem(id: Id): Item[] {
    const figure = this.#map.figures.get(id);
    const thing = this.#number.get(id);
    if (!figure || thing === undefined) return [];
    const home = this.#things[thing]?.home ?? null;
    const { presence } = figure;
    if (home === null) {
      if (this.#map.owner_elements.includes(id)) return [];
      const alike = [...this.#map.figures.values()].filter((one) => one.household === null && one.presence === presence);
      return [itemOf({ thing, home, members: [], presence }, figure, lanes(presence, alike.length))];
    }
    const house = this.homes[home - this.#map.figures.size];
    if (!house) return [];
    return [itemOf({ thing, home, members: [], presence }, { x: figure.x - house.x, y: figure.y - house.y }, rows(house))];
  }

  #homeItem(home: Household): Item[] {
    const thing = this.#number.get(home.id) ?? 0;
    const members = [...this.#map.figures.values()].filter(({ household }) => household === home.id);
    const stays = members.length === 0 || members.some((one) => this.#map.owner_elements.includes(one.element_id) || ringOf(one) !== one.presence);
    if (stays) return [];
    const numbers = members.map(({ element_id }) => this.#number.get(element_id) ?? 0);
    return [itemOf({ thing, home: null, members: numbers, presence: 'nearby' }, home, LATTICE)];
  }

  /** Put an item somewhere. */
  #put(item: Item, spot: Spot): void {
    const { x, y } = this.untidy;
    const middle = item.home === null ? ORIGIN : { x: x[item.home] ?? 0, y: y[item.home] ?? 0 };
    const shift = { x: middle.x + spot.x - (x[item.thing] ?? 0), y: middle.y + spot.y - (y[item.thing] ?? 0) };
    for (const one of [item.thing, ...item.members]) {
      x[one] = (x[one] ?? 0) + shift.x;
      y[one] = (y[one] ?? 0) + shift.y;
    }
    item.at = spot;
  }

  /** Move one item to the best of its spots. Returns whether that is another. */
  #moves(item: Item, tries: number): boolean {
    const was = item.at;
    let [best, least] = [was, this.#cost([item]) - GAIN];
    for (const spot of item.spots.slice(0, tries)) {
      if (wayFrom(item, spot) >= least) break;
      if (spot === was) continue;
      this.#put(item, spot);
      if (!this.#inItsRing(item)) continue;
      const cost = this.#cost([item], least);
      if (cost < least) [best, least] = [spot, cost];
    }
    this.#put(item, best);
    return best !== was;
  }

  /** Swap two of a ring, or of a home, where that helps. Returns whether it did anywhere. */
  #swaps(): boolean {
    let better = false;
    for (const [n, one] of this.#items.entries()) {
      for (const other of this.#items.slice(n + 1)) if (this.#swap(one, other)) better = true;
    }
    return better;
  }

  #swap(one: Item, other: Item): boolean {
    const alike = one.home === other.home && one.presence === other.presence && one.members.length + other.members.length === 0;
    if (!alike || Math.hypot(one.at.x - other.at.x, one.at.y - other.at.y) > SWAP_REACH) return false;
    const before = this.#cost([one, other]);
    const [first, second] = [one.at, other.at];
    this.#put(one, second);
    this.#put(other, first);
    if (this.#inItsRing(one) && this.#inItsRing(other) && this.#cost([one, other], before) < before - GAIN) return true;
    this.#put(one, first);
    this.#put(other, second);
    return false;
  }

  #cost(items: readonly Item[], enough = Infinity): number {
    const way = items.reduce((sum, item) => sum + wayFrom(item, item.at) + (item.at.neat ? 0 : NOT_NEAT), 0);
    return way >= enough ? way : way + this.untidy.of(items.flatMap(({ thing, members }) => [thing, ...members]), enough - way);
  }

  /** Whether everyone of an item is in the ring that they are said to be in; the Team Owner's home is theirs wherever it is. */
  #inItsRing({ thing, members, home }: Item): boolean {
    const all = members.length > 0 ? members : [thing];
    return all.every((one) => {
      const figure = this.#map.figures.get(this.ids[one] ?? '');
      const anyRing = home !== null && (figure?.presence === 'lives_with' || (figure && ringOf(figure) !== figure.presence));
      return !figure || anyRing || ringOf({ x: this.untidy.x[one] ?? 0, y: this.untidy.y[one] ?? 0 }) === figure.presence;
    });
  }
}

/** What it costs to have gone from where an item stood to a spot. */
function wayFrom({ from, members }: Item, spot: Spot): number {
  return MOVED * Math.max(1, members.length) * Math.hypot(spot.x - from.x, spot.y - from.y);
}

function itemOf(fixed: Pick<Item, 'thing' | 'home' | 'members' | 'presence'>, at: Point, neat: readonly Point[]): Item {
  const spots = neat.map(({ x, y }): Spot => ({ x, y, neat: true }));
  const here = spots.find(({ x, y }) => x === at.x && y === at.y);
  const from = here ?? { x: at.x, y: at.y, neat: neat === LATTICE };
  const way = (spot: Spot) => Math.hypot(spot.x - from.x, spot.y - from.y);
  return { ...fixed, from, at: from, spots: [...(here ? [] : [from]), ...spots].sort((one, other) => way(one) - way(other)) };
}

/** Return the spots in the lanes of a ring; the more stand in it, the more lanes. */
function lanes(presence: Presence, count: number): Point[] {
  const nth = RINGS.findIndex(([ring]) => ring === presence);
  const [, innerWide, innerHigh] = RINGS[nth < 0 ? RINGS.length - 1 : nth - 1] ?? [presence, 0, 0];
  const [, wide, high] = RINGS[nth] ?? [presence, 0, 0];
  if (nth < 0) {
    return Array.from({ length: Math.max(1, Math.ceil(count / FURTHER_LANE)) }, (_, n) => lane(482 + 85 * n, 355 + 75 * n, 4)).flat();
  }
  const shares = LANE_SHARES[presence]?.find(({ most }) => count <= most)?.shares ?? [];
  const spots = shares.flatMap((share) => lane(innerWide + (wide - innerWide) * share, innerHigh + (high - innerHigh) * share, 2));
  return spots.filter((spot) => ringOf(spot) === presence);
}

/** Spots along an ellipse, or with a greater power along a rectangle with round corners. */
function lane(wide: number, high: number, power: number): Point[] {
  const count = Math.round((Math.PI * (wide + high)) / SLOT);
  return Array.from({ length: count }, (_, n) => {
    const angle = (2 * Math.PI * n) / count;
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    return whole({
      x: wide * Math.sign(x) * Math.abs(x) ** (2 / power),
      y: high * Math.sign(y) * Math.abs(y) ** (2 / power),
    });
  });
}

/** Return the spots in a home, from its middle: rows under the roof. */
function rows({ width, height }: Household): Point[] {
  const { across, down } = cells({ width, height });
  const eaves = Math.min(ROOF, height * 0.2);
  return Array.from({ length: across * down }, (_, n) => whole({
    x: -width / 2 + (width * ((n % across) + 0.5)) / across,
    y: -height / 2 + eaves + ((height - eaves) * (Math.floor(n / across) + 0.5)) / down - 10,
  }));
}

function cells({ width, height }: Pick<Household, 'width' | 'height'>): { across: number; down: number } {
  const eaves = Math.min(ROOF, height * 0.2);
  return { across: Math.max(1, Math.floor((width - 20) / CELL.x)), down: Math.max(1, Math.floor((height - eaves) / CELL.y)) };
}

/** Return a home with room for everyone who lives in it. */
function roomy(map: CareMap, home: Household): Household {
  const members = [...map.figures.values()].filter(({ household }) => household === home.id).length;
  let { width, height } = home;
  for (let { across, down } = cells(home); across * down < members; { across, down } = cells({ width, height })) {
    if (width <= height * 1.3) width += CELL.x;
    else height += CELL.y;
  }
  return { ...home, width, height };
}

function homeThing({ id, width, height }: Household): Thing {
  return { id, half: { x: width / 2 + 6, y: height / 2 + 6 }, home: null, solid: true };
}

function homeSteps(map: CareMap, table: Table): Step[] {
  return table.homes.flatMap((wider) => {
    const was = map.households.get(wider.id);
    const now = { ...wider, ...table.placeOf(wider.id) };
    if (!was) return [];
    return (['x', 'y', 'width', 'height'] as const).flatMap((field): Step[] =>
      was[field] === now[field] ? [] : [{ does: 'set', on: 'household', id: was.id, field, was: was[field], now: now[field] }]);
  });
}

function figureSteps(map: CareMap, table: Table): Step[] {
  return [...map.figures.values()].sort((one, other) => (one.element_id < other.element_id ? -1 : 1)).flatMap((figure): Step[] => {
    const was = placeOf(figure);
    const at = table.placeOf(figure.element_id);
    if (at.x === was.x && at.y === was.y) return [];
    return [{ does: 'move', element_id: figure.element_id, was, now: { ...was, ...at } }];
  });
}

function byId(one: { readonly id: Id }, other: { readonly id: Id }): number {
  return one.id < other.id ? -1 : 1;
}

function whole({ x, y }: Point): Point {
  return { x: Math.round(x) + 0, y: Math.round(y) + 0 };
}
