/* eslint-disable svelte/prefer-svelte-reactivity -- maps here are replaced, never changed in place */
/**
 * The editor at work: what is chosen, asked and shown, and every change a person can make, in the
 * words of the drawing. Components and `actions.ts` call these; they turn them into edits of
 * `care-map.svelte.ts`. Passed by context.
 */

import { getContext, setContext, tick } from 'svelte';

import { adding, arrowFor, pickInstead, someoneElse } from '../drawing/adding';
import type { Added, Care } from '../drawing/adding';
import { placeAt, freePlace, moveHome, moveTo, moveToRing } from '../drawing/placing';
import { connectionOf, figureOf, newId } from '../drawing/model';
import type { CareMap, Element, Household, Id, Kind, Point, Presence } from '../drawing/model';
import type { Asked, Guess } from '../drawing/quick-add';
import type { Step, Thing } from '../drawing/steps';
import { careCounts, connectingWords, listed, nameOf, QUESTIONS } from '../drawing/words';
import { answers } from '../drawing/care';
import { allLiveWith, moveAllToRing, rubOutAll, sayOfAll, tickAll } from '../drawing/several';
import type { CareMapState } from './care-map.svelte';
import { Names } from './names.svelte';
import type { SearchDirectory } from './server';
import { SheetWork } from './sheet-work.svelte';
import { Several } from './several.svelte';
import type { Speaker } from './speaker.svelte';
import { View } from './view.svelte';

/** What is being added: a kind from the palette or whatever is typed, and where it was asked for. */
export interface Adding {
  readonly asked: Asked | null;
  readonly at: Point | null;
}

/** Stands for the ids of all that are chosen together. */
export const ALL_CHOSEN: Id = 'all chosen';

/** The ties that can be drawn, and the first end of the one in hand. */
export type Tie = 'cares_for' | 'related_to' | 'collaborates_with';
export interface Connecting {
  readonly giver: Id | null;
  readonly tie: Tie;
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
  readonly names = new Names();
  shows = $state<'drawing' | 'list'>('drawing');
  question = $state<0 | 1 | 2>(0);
  /** Of those cared for, whom question 2 is about now. */
  about = $state.raw<Id | null>(null);
  adding = $state.raw<Adding | null>(null);
  connecting = $state.raw<Connecting | null>(null);
  /** What Remove asks about: one thing, or all that are chosen. */
  removing = $state.raw<Id | null>(null);
  /** What the list shows: who is drawn, or the arrows between them. */
  listOf = $state<'people' | 'arrows'>('people');
  /** Whether all kinds of care are shown, to be found by typing. */
  findingCare = $state(false);
  /** Whether the panel tells the whole map in words. */
  telling = $state(false);
  readonly several: Several;
  readonly sheet: SheetWork;
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
    this.sheet = new SheetWork(this);
    this.several = new Several(() => this.map, (sentence) => this.speaker.say(sentence));
    if (narrow) this.shows = 'list';
  }

  get canDraw(): boolean {
    return this.state.canDraw;
  }

  /** Whether somebody else says what is right here: they are asked, where one may not draw or should not alone. */
  get asksOwner(): boolean {
    return this.state.role === 'viewer' || (this.state.role === 'editor' && this.state.owners > 0);
  }

  /** Put the keyboard on a part of the editor, once it is drawn. */
  focus(what: string): void {
    void tick().then(() => this.root?.querySelector<HTMLElement>(`[data-focus="${CSS.escape(what)}"]`)?.focus());
  }

  /** Put the keyboard somewhere if what had it is gone. */
  keepFocus(what: string): void {
    void tick().then(() => { if (document.activeElement === document.body) this.focus(what); });
  }

  /** Ask the first question that no one answers yet; the last if all are begun. */
  startWhereLeft(): void {
    const first = answers(this.map).findIndex(({ drawn, might }) => drawn + might === 0);
    this.question = first === 0 || first === 1 ? first : 2;
  }

  /** Go on to the next question; while names are being typed, they go on being typed. */
  nextQuestion(): void {
    this.question = ((this.question + 1) % 3) as 0 | 1 | 2;
    if (this.adding) this.adding = { asked: null, at: null };
    this.speaker.say(QUESTIONS[this.question] ?? '');
    if (this.adding) this.focus('name');
  }

  choose(id: Id | null): void {
    this.state.chosen = id;
    this.removing = null;
    this.adding = null;
    this.telling = false;
    this.findingCare = false;
    this.sheet.tool = null;
    if (!this.several.mode) this.several.clear();
    if (id === null) this.panelOpen = false;
    if (id !== null && this.map.figures.has(id)) this.focused = id;
  }

  /** Choose a figure or an arrow as a press does: the end of an arrow in hand, one of several, or the one chosen. */
  press(id: Id, also = false): void {
    if (this.map.figures.has(id)) this.focused = id;
    if (this.map.figures.has(id) && this.takeEnd(id)) return;
    if (also || this.several.mode) {
      const first = this.chosen;
      this.state.chosen = null;
      this.adding = null;
      this.several.toggle(id, first);
      return;
    }
    this.choose(id);
    if (this.map.connections.has(id)) this.panelOpen = true;
  }

  /** Stop whatever is being done, one thing at a time. Returns whether there was something. */
  stop(): boolean {
    if (this.connecting) {
      this.connecting = null;
      this.speaker.say('Stopped.');
    } else if (this.removing) this.removing = null;
    else if (this.adding) this.adding = null;
    else if (this.telling) this.telling = false;
    else if (this.sheet.tool) this.sheet.close();
    else if (this.panelOpen) this.panelOpen = false;
    else if (this.several.stop()) this.speaker.say(this.several.mode ? 'Nothing chosen.' : 'Stopped.');
    else if (this.chosen) this.choose(null);
    else return false;
    return true;
  }

  /** Close the panel, and give the keyboard back to what it was about. While several are chosen one by one, that goes on. */
  closePanel(): void {
    const back = this.adding ? 'palette' : this.whereFrom();
    this.several.stop();
    const { mode } = this.several;
    this.adding = null;
    this.choose(null);
    this.several.mode = mode;
    this.focus(back);
  }

  /** What has the keyboard when it leaves the panel: the arrow or the figure that the panel is about. */
  whereFrom(): string {
    const line = this.chosenConnection?.id ?? this.several.now.connections.at(-1)?.id;
    const figure = this.chosenFigure?.element_id ?? this.focused ?? this.owner;
    if (this.shows === 'drawing') return line ? `line-${line}` : `figure-${figure}`;
    if (this.listOf === 'arrows') return line ? `row-${line}` : 'list';
    return `row-${figure}`;
  }

  /** Show the map the other way, with the keyboard on the same figure. */
  showOther(): void {
    this.settle();
    this.shows = this.shows === 'drawing' ? 'list' : 'drawing';
    this.focus(this.whereFrom());
  }

  /** Open the panel with the keyboard on one of its questions. */
  ask(question: 'where' | 'lives-with' | 'panel'): void {
    if (this.several.count === 0 && this.focused) this.choose(this.focused);
    this.panelOpen = true;
    this.focus(question);
  }

  /** Ask what care, of these arrows: kinds are found by typing. */
  askWhatCare(id: Id | null): void {
    if (id && !this.several.ids.has(id)) this.choose(id);
    if (this.arrowsInHand.length === 0) return;
    this.panelOpen = true;
    this.findingCare = true;
    this.focus('find-care');
  }

  setSingleLetterKeys(on: boolean): void {
    this.singleLetterKeys = on;
    globalThis.localStorage?.setItem(KEYS_SETTING, on ? 'on' : 'off');
  }

  /** Choose one after another from now on, to change them together. */
  chooseSeveral(): void {
    this.choose(null);
    this.several.mode = true;
    this.speaker.say('Choose as many as you like, then change them together.');
  }

  /** Tell the whole map in words, where the panel is. */
  tellInWords(): void {
    this.choose(null);
    this.telling = true;
    this.panelOpen = true;
    this.focus('panel');
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

  /** Draw everyone who was typed, each with an arrow if one was asked for. Returns what became of each. */
  addNames(guesses: readonly Guess[], care: Care | null): readonly Added[] {
    const at = this.adding?.at ?? null;
    const { steps, added } = adding(this.map, guesses, { at, care });
    if (steps.length === 0) {
      if (added.length > 0) this.speaker.say(`${listed(added.map(({ id }) => nameOf(this.map, id)))}: on the map already.`);
    } else if (!this.state.do(added.length > 1 ? 'Add several' : 'Add', steps)) return [];
    if (this.adding) this.adding = { ...this.adding, at: null };
    this.focused = added.at(-1)?.id ?? this.focused;
    return added;
  }

  /** Draw somebody else of the same name as one who was there already. */
  addSomeoneElse(one: Added, care: Care | null): Added {
    const { steps, added } = someoneElse(this.map, one, care);
    return this.state.do('Add', steps) ? added : one;
  }

  /** Put a body of the directory in the place of what was typed. Returns whether it was done. */
  pickInstead(id: Id, body: Element): boolean {
    return this.state.do('Add from the directory', pickInstead(this.map, id, body), { bodies: [body] });
  }

  /** Draw a body of the neighbourhood's directory; of one that is there already, its arrow. */
  pick(body: Element, care: Care | null): boolean {
    const there = this.map.figures.has(body.id);
    const connection = care ? arrowFor(this.map, body.id, care) : null;
    const arrow: Step[] = connection ? [{ does: 'connect', connection }] : [];
    if (there && !connection) {
      this.speaker.say(`${body.name} is on the map already.`);
      return false;
    }
    const at = this.adding?.at ?? null;
    const place = at ? placeAt(this.map, at) : freePlace(this.map, 'nearby');
    const drawn: Step[] = there ? [] : [{ does: 'pick', element_id: body.id, figure: figureOf({ element_id: body.id, ...place }) }];
    return this.state.do('Add from the directory', [...drawn, ...arrow], { bodies: [body] });
  }

  // Connecting

  startConnecting(giver: Id | null, tie: Tie = 'cares_for'): void {
    if (!this.canDraw) return;
    this.adding = null;
    this.sheet.tool = null;
    this.several.clear();
    this.connecting = { giver, tie };
    this.panelOpen = false;
    this.speaker.say(connectingWords(this.map, giver, tie));
  }

  /** Take a figure as the next end of the arrow in hand. Returns whether it was wanted. */
  takeEnd(id: Id): boolean {
    if (!this.connecting) return false;
    const { giver, tie } = this.connecting;
    if (giver === null) this.startConnecting(id, tie);
    else if (giver !== id) this.connect(giver, id, tie);
    return true;
  }

  /** Draw a connection that says nothing yet, and open its questions. */
  connect(giver: Id, receiver: Id, tie: Tie = 'cares_for'): void {
    this.connecting = null;
    if (giver === receiver) return;
    const connection = connectionOf({ id: newId(), type: tie, from: giver, to: receiver, state: tie === 'cares_for' ? 'generative' : 'unclassified' });
    const there = [...this.map.connections.values()].find(({ type, from, to }) => type === tie && from === connection.from && to === connection.to);
    if (there) this.speaker.say(tie === 'cares_for' ? 'That arrow is on the map already.' : 'That line is on the map already.');
    else if (!this.state.do('Connect', [{ does: 'connect', connection }])) return;
    this.choose(there?.id ?? connection.id);
    this.panelOpen = true;
  }

  // Changing

  /** Say one field of something, or of several things at once. */
  say(on: Thing, ids: Id | readonly Id[], field: string, now: unknown): void {
    this.#change('Change', sayOfAll(this.map, on, [ids].flat(), field, now));
  }

  /** Put a value into a list of one or several, or take it out. */
  tick(on: 'element' | 'connection', ids: Id | readonly Id[], field: string, value: string, ticked: boolean): void {
    this.#change('Change', tickAll(this.map, on, [ids].flat(), field, value, ticked));
  }

  /** The arrows that a key answers for: those chosen together, or the one chosen. */
  get arrowsInHand(): readonly Id[] {
    const chosen = this.several.count > 0 ? this.several.now.connections : [this.chosenConnection ?? []].flat();
    return chosen.filter(({ type }) => type === 'cares_for').map(({ id }) => id);
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

  moveToRing(ids: Id | readonly Id[], presence: Presence): void {
    const [first = '', ...others] = [ids].flat();
    this.#change('Move', others.length > 0 ? moveAllToRing(this.map, [first, ...others], presence) : moveToRing(this.map, first, presence));
    const figure = this.map.figures.get(first);
    if (figure && this.shows === 'drawing') this.view.show(figure);
  }

  moveHome(home: Household, by: Point): void {
    this.state.do('Move a home', moveHome(this.map, home, by));
  }

  liveWith(ids: Id | readonly Id[], other: Id | null): void {
    this.#change('Lives with', allLiveWith(this.map, [ids].flat(), other));
  }

  changeKind(ids: Id | readonly Id[], kind: Kind, individual: boolean): void {
    const all = [ids].flat();
    this.#change('Change what it is', [...sayOfAll(this.map, 'element', all, 'kind', kind), ...sayOfAll(this.map, 'element', all, 'individual', individual)]);
  }

  askToRemove(id: Id): void {
    if (!this.canDraw) return;
    if (this.map.owner_elements.includes(id)) {
      this.speaker.say('This is whose map it is, so they stay on it.');
      return;
    }
    if (id !== ALL_CHOSEN) this.choose(id);
    this.panelOpen = true;
    this.removing = id;
    this.focus('remove');
  }

  remove(id: Id): void {
    const ids = id === ALL_CHOSEN ? [...this.several.ids] : [id];
    this.several.clear();
    this.choose(null);
    if (ids.some((one) => this.map.figures.has(one))) this.focused = this.owner;
    this.#change('Remove', rubOutAll(this.map, ids));
  }

  #change(label: string, steps: readonly Step[]): void {
    if (steps.length > 0) this.state.do(label, steps);
  }
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
