/* eslint-disable svelte/prefer-svelte-reactivity -- maps here are replaced, never changed in place */
/**
 * The editor at work: what is chosen, asked and shown, and every change a person can make, in the
 * words of the drawing. Components and `actions.ts` call these; they turn them into edits of
 * `care-map.svelte.ts`. Passed by context.
 */

import { getContext, setContext, tick } from 'svelte';

import { placeAt, freePlace, liveAlone, liveWith, moveHome, moveTo, moveToRing } from '../drawing/placing';
import { connectionOf, elementOf, figureOf, newId } from '../drawing/model';
import type { CareMap, Connection, Element, Household, Id, Kind, Point, Presence } from '../drawing/model';
import { understood } from '../drawing/quick-add';
import type { Guess } from '../drawing/quick-add';
import type { Step, Thing } from '../drawing/steps';
import { careCounts, nameOf } from '../drawing/words';
import { answers, linesOf } from '../drawing/care';
import { apply } from '../drawing/edits';
import type { CareMapState } from './care-map.svelte';
import type { SearchDirectory } from './server';
import type { Speaker } from './speaker.svelte';
import { View } from './view.svelte';

export type Asked = Pick<Guess, 'kind' | 'individual'>;

/** What is being added: a kind from the palette or whatever is typed, and where it was asked for. */
export interface Adding {
  readonly asked: Asked | null;
  readonly at: Point | null;
}

/** An arrow that comes with a new figure: from it or to it, and the other end. */
export interface Care {
  readonly way: 'from' | 'to';
  readonly other: Id;
}

interface Options {
  map: CareMapState;
  speaker: Speaker;
  searchDirectory: SearchDirectory;
  narrow: boolean;
}

const NUDGES_PAUSE = 400;
const KEYS_SETTING = 'care-mapping-single-letter-keys';

export class Editor {
  readonly state: CareMapState;
  readonly view = new View();
  readonly speaker: Speaker;
  readonly searchDirectory: SearchDirectory;
  shows = $state<'drawing' | 'list'>('drawing');
  question = $state<0 | 1 | 2>(0);
  adding = $state.raw<Adding | null>(null);
  connecting = $state.raw<{ giver: Id | null } | null>(null);
  removing = $state.raw<Id | null>(null);
  focused = $state.raw<Id | null>(null);
  panelOpen = $state(false);
  singleLetterKeys = $state(globalThis.localStorage?.getItem(KEYS_SETTING) !== 'off');
  /** Figures under a finger, where it has them, before they are put down. */
  held = $state.raw<ReadonlyMap<Id, Point>>(new Map());
  map = $derived.by((): CareMap => this.state.map);
  chosen = $derived.by(() => this.state.chosen);
  owner = $derived(this.map.owner_elements[0] ?? null);
  chosenConnection = $derived(this.chosen === null ? undefined : this.map.connections.get(this.chosen));
  chosenFigure = $derived(this.chosen === null ? undefined : this.map.figures.get(this.chosen));
  root: HTMLElement | null = null;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor({ map, speaker, searchDirectory, narrow }: Options) {
    this.state = map;
    this.speaker = speaker;
    this.searchDirectory = searchDirectory;
    if (narrow) this.shows = 'list';
  }

  get canDraw(): boolean {
    return this.state.canDraw;
  }

  /** Put the keyboard on a part of the editor, once it is drawn. */
  focus(what: string): void {
    void tick().then(() => this.root?.querySelector<HTMLElement>(`[data-focus="${CSS.escape(what)}"]`)?.focus());
  }

  /** Ask the first question that no one answers yet; the last if all are begun. */
  startWhereLeft(): void {
    const first = answers(this.map).findIndex(({ drawn, might }) => drawn + might === 0);
    this.question = first === 0 || first === 1 ? first : 2;
  }

  choose(id: Id | null): void {
    this.state.chosen = id;
    this.removing = null;
    this.adding = null;
    if (id === null) this.panelOpen = false;
    if (id !== null && this.map.figures.has(id)) this.focused = id;
  }

  /** Stop whatever is being done, one thing at a time. Returns whether there was something. */
  stop(): boolean {
    if (this.connecting) {
      this.connecting = null;
      this.speaker.say('Stopped.');
    } else if (this.removing) this.removing = null;
    else if (this.adding) this.adding = null;
    else if (this.panelOpen) this.panelOpen = false;
    else if (this.chosen) this.choose(null);
    else return false;
    return true;
  }

  /** Close the panel, and give the keyboard back to what it was about. */
  closePanel(): void {
    const id = this.chosenFigure?.element_id ?? this.focused ?? this.owner;
    const adding = this.adding !== null;
    this.adding = null;
    this.choose(null);
    this.focus(adding ? 'palette' : `${this.shows === 'drawing' ? 'figure' : 'row'}-${id}`);
  }

  setSingleLetterKeys(on: boolean): void {
    this.singleLetterKeys = on;
    globalThis.localStorage?.setItem(KEYS_SETTING, on ? 'on' : 'off');
  }

  // Adding

  startAdding(asked: Asked | null, at: Point | null = null): void {
    if (!this.canDraw) return;
    this.connecting = null;
    this.choose(null);
    this.adding = { asked, at };
    this.panelOpen = true;
    this.focus('name');
  }

  /** Draw everyone who was typed, each with an arrow if one was asked for. Returns their ids. */
  addNames(text: string, care: Care | null): Id[] {
    const { asked = null, at = null } = this.adding ?? {};
    let map = this.map;
    const steps: Step[] = [];
    const ids: Id[] = [];
    for (const { relation, ...guess } of understood(text, asked)) {
      const id = newId();
      const place = at && ids.length === 0 ? placeAt(map, at) : freePlace(map, 'nearby');
      const element = elementOf({ ...guess, id, scope: map.id });
      const figure = figureOf({ element_id: id, relation, ...place });
      const next: Step[] = [{ does: 'add', element, figure }, ...arrowFor(id, care)];
      map = apply(map, { steps: next, undoes: null }).map;
      steps.push(...next);
      ids.push(id);
    }
    if (!this.state.do(ids.length > 1 ? 'Add several' : 'Add', steps)) return [];
    if (this.adding) this.adding = { ...this.adding, at: null };
    this.focused = ids.at(-1) ?? this.focused;
    return ids;
  }

  /** Draw a body of the neighbourhood's directory. */
  pick(body: Element, care: Care | null): boolean {
    if (this.map.figures.has(body.id)) {
      this.speaker.say(`${body.name} is on the map already.`);
      return false;
    }
    const at = this.adding?.at ?? null;
    const place = at ? placeAt(this.map, at) : freePlace(this.map, 'nearby');
    const figure = figureOf({ element_id: body.id, ...place });
    return this.state.do('Add from the directory', [{ does: 'pick', element_id: body.id, figure }, ...arrowFor(body.id, care)], { bodies: [body] });
  }

  // Connecting

  startConnecting(giver: Id | null): void {
    if (!this.canDraw) return;
    this.adding = null;
    this.connecting = { giver };
    this.panelOpen = false;
    this.speaker.say(giver ? `${nameOf(this.map, giver)} gives care. Choose who gets it.` : 'Choose who gives care.');
  }

  /** Take a figure as the next end of the arrow in hand. Returns whether it was wanted. */
  takeEnd(id: Id): boolean {
    if (!this.connecting) return false;
    const { giver } = this.connecting;
    if (giver === null) this.startConnecting(id);
    else if (giver !== id) this.connect(giver, id);
    return true;
  }

  /** Draw an arrow that says nothing yet, and open its questions. */
  connect(giver: Id, receiver: Id): void {
    this.connecting = null;
    if (giver === receiver) return;
    const there = [...this.map.connections.values()].find((one) => one.type === 'cares_for' && one.from === giver && one.to === receiver);
    if (there) {
      this.speaker.say('That arrow is on the map already.');
      this.choose(there.id);
      this.panelOpen = true;
      return;
    }
    const connection = newCare(giver, receiver);
    if (!this.state.do('Connect', [{ does: 'connect', connection }])) return;
    this.choose(connection.id);
    this.panelOpen = true;
  }

  // Changing

  /** Say one field of something. */
  say(on: Thing, id: Id, field: string, now: unknown): void {
    const thing = this.#thing(on, id) as Record<string, unknown> | undefined;
    if (!thing) return;
    this.state.do('Change', [{ does: 'set', on, id, ...this.#ends(on, id), field, was: thing[field] ?? null, now }]);
  }

  /** Put a value into a list, or take it out. */
  tick(on: 'element' | 'connection', id: Id, field: string, value: string, ticked: boolean): void {
    this.state.do('Change', [{ does: ticked ? 'tick' : 'untick', on, id, ...this.#ends(on, id), field, value }]);
  }

  moveTo(id: Id, to: Point): boolean {
    const limit = (value: number) => Math.max(-5_000, Math.min(5_000, value));
    return this.state.do('Move', moveTo(this.map, id, placeAt(this.map, { x: limit(to.x), y: limit(to.y) })));
  }

  /** Move by keyboard: presses that follow each other are one edit, made when they pause. */
  nudge(id: Id, to: Point): void {
    this.held = new Map([[id, to]]);
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.settle(), NUDGES_PAUSE);
    this.view.show(to);
  }

  /** Put down what is held. */
  settle(): void {
    clearTimeout(this.#pause);
    const moved = [...this.held];
    this.held = new Map();
    for (const [id, to] of moved) this.moveTo(id, to);
  }

  moveToRing(id: Id, presence: Presence): void {
    this.state.do('Move', moveToRing(this.map, id, presence));
    const figure = this.map.figures.get(id);
    if (figure && this.shows === 'drawing') this.view.show(figure);
  }

  moveHome(home: Household, by: Point): void {
    this.state.do('Move a home', moveHome(this.map, home, by));
  }

  liveWith(id: Id, other: Id | null): void {
    this.state.do('Lives with', other === null ? liveAlone(this.map, id) : liveWith(this.map, id, other));
  }

  changeKind(id: Id, kind: Kind, individual: boolean): void {
    const element = this.map.elements.get(id);
    if (!element) return;
    const set = (field: 'kind' | 'individual', now: unknown): Step => ({ does: 'set', on: 'element', id, field, was: element[field], now });
    this.state.do('Change what it is', [set('kind', kind), set('individual', individual)]);
  }

  askToRemove(id: Id): void {
    if (!this.canDraw) return;
    if (this.map.owner_elements.includes(id)) {
      this.speaker.say('This is whose map it is, so they stay on it.');
      return;
    }
    this.choose(id);
    this.panelOpen = true;
    this.removing = id;
    this.focus('remove');
  }

  remove(id: Id): void {
    const [figure, connection] = [this.map.figures.get(id), this.map.connections.get(id)];
    this.choose(null);
    if (connection) this.state.do('Remove', [{ does: 'disconnect', connection }]);
    if (!figure) return;
    const element = this.map.elements.get(id);
    const own = element?.scope === this.map.id ? element : null;
    const connections = linesOf(this.map, id);
    this.state.do('Remove', [{ does: 'rub_out', element_id: id, figure, element: own, connections }]);
    this.focused = this.owner;
  }

  #thing(on: Thing, id: Id): unknown {
    const { elements, figures, connections, households } = this.map;
    return { element: elements, figure: figures, connection: connections, household: households }[on].get(id);
  }

  #ends(on: Thing, id: Id): Partial<Pick<Connection, 'type' | 'from' | 'to'>> {
    const connection = on === 'connection' ? this.map.connections.get(id) : undefined;
    return connection ? { type: connection.type, from: connection.from, to: connection.to } : {};
  }
}

/** Return a new arrow of care: it invents nothing. */
function newCare(from: Id, to: Id): Connection {
  return connectionOf({ id: newId(), type: 'cares_for', from, to, state: 'generative' });
}

function arrowFor(id: Id, care: Care | null): Step[] {
  if (!care) return [];
  const connection = care.way === 'from' ? newCare(id, care.other) : newCare(care.other, id);
  return [{ does: 'connect', connection }];
}

/** Return one line on a figure for the phone's sheet: "Next door. Cares for 2, cared for by 1." */
export function inShort(map: CareMap, id: Id): string {
  const relation = map.figures.get(id)?.relation;
  return `${relation ? `${relation.charAt(0).toUpperCase()}${relation.slice(1)}. ` : ''}${careCounts(map, id)}.`;
}

const KEY = Symbol('editor');

export function provideEditor(editor: Editor): Editor {
  return setContext(KEY, editor);
}

export function useEditor(): Editor {
  return getContext<Editor>(KEY);
}
