/* eslint-disable svelte/prefer-svelte-reactivity -- maps, sets and dates here are values, replaced and never changed in place */
/**
 * One care map while it is drawn on: what the server confirmed, one's own edits on top, undo and
 * redo, what others changed, and whether it is saved. The one stateful class of the editor; the
 * view (zoom, tools) is `view.svelte.ts`, rules are in `../drawing`, sending in `outbox.ts`.
 */

import { apply, EditRefused } from '../drawing/edits';
import { careMapOf, documentOf, elementOf, newId, same } from '../drawing/model';
import type { CareMap, Document, Element, Id } from '../drawing/model';
import type { Edit, Set as SetStep, Step } from '../drawing/steps';
import { counted, listed, whatHappened } from '../drawing/words';
import type { Saving } from '../drawing/words';
import { after, lately, NO_HISTORY, settled, takingBack, withdrawn } from './history';
import type { History, Own } from './history';
import { Notices } from './notices.svelte';
import type { Notice } from './notices.svelte';
import { Outbox } from './outbox';
import type { Alone, Trouble } from './outbox';
import { refusalOf } from './server';
import type { Answer, Entry, Opened, Role, Server } from './server';
import type { Kept, Shelf, Waiting } from './shelf';

interface Options {
  id: Id;
  account: Id;
  server: Server;
  shelf: Shelf;
  say: (sentence: string, urgent?: boolean) => void;
  onSignedOut?: () => void;
  /** Told that the server confirmed something; the function gives the map as it is confirmed. */
  onConfirmed?: (confirmed: () => Opened) => void;
  alone?: Alone;
}

const SLOW = 1_000;
const DRAW = 'let you draw';
/** As the server says it of an address that is no map's. */
const NOT_THERE = 'It is not here, or it was not shared with you. Check the link, or ask who sent it.';
const LAST_SEEN = 'last-seen';

export class CareMapState {
  readonly id: Id;
  opened = $state.raw(false);
  /** Why the map is not shown: it could not be opened, or may not be seen any more. */
  gone = $state.raw<string | null>(null);
  /** Whether that is because there is no such map, or it is not for this account. */
  notThere = $state.raw(false);
  role = $state.raw<Role>('viewer');
  /** Who can let this person draw, by first name. */
  ask = $state.raw<readonly string[]>([]);
  owners = $state.raw(0);
  map = $state.raw<CareMap>(careMapOf(EMPTY));
  chosen = $state.raw<Id | null>(null);
  #pending = $state.raw<readonly Waiting[]>([]);
  #history = $state.raw(NO_HISTORY);
  #trouble = $state.raw<Trouble | null>(null);
  #stopped = $state.raw<'refused' | 'signed-out' | null>(null);
  #slow = $state.raw(false);
  #sent = $state.raw(0);
  canUndo = $derived(this.#history.done.length > 0 && this.canDraw);
  canRedo = $derived(this.#history.undone.length > 0 && this.canDraw);
  saving = $derived.by((): Saving => this.#savingNow());

  readonly #options: Options;
  readonly #notices: Notices;
  readonly #outbox: Outbox;
  #confirmed: CareMap = careMapOf(EMPTY);
  /** What can be undone and redone of what is confirmed. */
  #own = NO_HISTORY;
  #seq = 0;
  #reading: Promise<void> | null = null;
  #slowTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: Options) {
    this.id = options.id;
    this.#options = options;
    this.#notices = new Notices(options.say);
    this.#outbox = new Outbox({
      shelf: options.shelf,
      name: `care-mapping/${options.account}/${options.id}`,
      send: (edit) => options.server.send(edit),
      ...(options.alone ? { alone: options.alone } : {}),
      listener: {
        answered: (edit, answer) => this.#answered(edit, answer),
        refused: (edit, { detail }) => this.#refused(edit, detail),
        trouble: (trouble) => this.#troubled(trouble),
        stopped: (status) => this.#stop(status),
        emptied: () => this.#forgetWhatOthersSent(),
      },
    });
  }

  /** What stays on screen until it is answered. */
  get notices(): readonly Notice[] {
    return this.#notices.all;
  }

  /** Whether this person may change the map now. */
  get canDraw(): boolean {
    return this.role !== 'viewer' && this.map.state === 'open' && this.#stopped !== 'refused';
  }

  /** How far the map is confirmed by the server. */
  get confirmedSeq(): number {
    return this.#seq;
  }

  /** How many edits wait to be sent. */
  get waiting(): number {
    return this.#pending.length;
  }

  /** Whether closing the page now would lose something. */
  get wouldLose(): boolean {
    return this.#pending.length > 0 && !this.#options.shelf.lasting;
  }

  /** Read the map, put what waits on the device on top, and start sending it. */
  async open(): Promise<void> {
    const waiting = this.#options.shelf.all();
    try {
      const [past, remembered] = await Promise.all([this.#past(), this.#read()]);
      for (const entry of past ?? []) if (entry.mine && entry.seq <= this.#seq) this.#own = after(this.#own, entry);
      if (!past) this.#own = remembered ?? NO_HISTORY;
      this.#history = this.#own;
      if (!past) this.#tellLastSeen();
    } catch (thrown) {
      const { status, detail } = refusalOf(thrown);
      if (status === 401) return this.#options.onSignedOut?.();
      this.gone = detail || 'We could not open this map. Check your network, then try again.';
      this.notThere = status === 404;
      if (status === 404) this.#pending = await waiting;
      return;
    }
    this.#pending = await waiting;
    this.#redraw();
    for (const { edit } of this.#pending) this.#history = after(this.#history, { ...edit });
    this.opened = true;
    if (this.#pending.length > 0) void this.#outbox.push();
  }

  /** Change the map. Returns whether anything changed; what it says is the change in words. */
  do(label: string, steps: readonly Step[], { bodies = [] }: { bodies?: readonly Element[] } = {}): boolean {
    return this.#do({ label, steps, undoes: null }, bodies, '');
  }

  undo(): void {
    this.#takeBack(this.#history.done.at(-1), 'Undone: ');
  }

  redo(): void {
    this.#takeBack(this.#history.undone.at(-1), 'Done again: ');
  }

  /** Learn what others did since; called every few seconds and when the page is looked at again. */
  async catchUp(): Promise<void> {
    if (!this.opened || this.#stopped === 'signed-out') return;
    try {
      await this.#readOn();
      if (this.#pending.length > 0 && this.#trouble) this.tryAgain();
      else this.#troubled(null);
    } catch (thrown) {
      const { status } = refusalOf(thrown);
      if (status === 401 || status === 403 || status === 404) this.#stop(status);
      else if (status === 0) this.#trouble = 'offline';
    }
  }

  /** The browser lost its network: say so before an edit finds out. */
  networkGone(): void {
    this.#troubled('offline');
  }

  /** The server says how this person stands on the map now. */
  standsAs(role: Role, ask: readonly string[]): void {
    this.ask = ask;
    if (role === this.role) return;
    const couldDraw = this.role !== 'viewer';
    this.role = role;
    if (couldDraw === (role !== 'viewer')) return;
    if (couldDraw) return this.#notices.add(`You can look at this map, but not change it any more. ${this.whomToAsk(DRAW)}`, { field: 'access' });
    this.#notices.drop(({ field }) => field === 'access');
    this.#notices.add('You can draw on this map now.', { field: 'access' });
    this.tryAgain();
  }

  /** Whom to ask, in a sentence: "Ask Ivy, whose map it is, to let you draw." */
  whomToAsk(to: string): string {
    const names = this.ask.length > 0 ? listed(this.ask) : null;
    if (this.owners > 0) return `Ask ${names ? `${names}, whose map it is,` : 'the Team Owner'} to ${to}.`;
    return `Ask ${names ?? 'the person who invited you'} to ${to}.`;
  }

  /** The same person has signed in again: go on where it stopped. */
  async signedInAgain(): Promise<void> {
    if (!this.opened) return this.open();
    this.tryAgain();
    await this.catchUp();
  }

  tryAgain(): void {
    this.#stopped = null;
    void this.#outbox.push();
  }

  dismiss(notice: Notice): void {
    this.#notices.drop(({ id }) => id === notice.id);
  }

  /** Answer "Undo or keep?" with undo: one's own value again, as an ordinary edit. */
  undoTheirs(notice: Notice): void {
    this.dismiss(notice);
    this.do('Put back', notice.undo);
  }

  /** Return the edits that were not taken, for a copy to download. */
  async keptCopies(): Promise<{ map: Id; kept: Kept[]; waiting: Edit[] }> {
    const kept = await this.#options.shelf.kept();
    return { map: this.id, kept, waiting: this.#pending.map(({ edit }) => edit) };
  }

  /** Delete what this person drew and could not send, once they have a copy or do not want it. */
  async discard(): Promise<void> {
    for (const { edit } of this.#pending) {
      await this.#options.shelf.remove(edit.id);
      this.#history = withdrawn(this.#history, edit.id);
    }
    await this.#options.shelf.forgetKept();
    this.#pending = [];
    this.#redraw();
    this.#notices.drop(({ kept }) => kept);
  }

  /** The page goes elsewhere: what waits is still sent if it can be, else it stays on the device. */
  close(): void {
    this.#outbox.finish();
    clearTimeout(this.#slowTimer);
  }

  #takeBack(edit: Own | undefined, said: string): void {
    if (!edit || !this.canDraw) return;
    const { undoes, steps } = takingBack(edit);
    const changed = this.#do({ label: said === 'Undone: ' ? 'Undo' : 'Redo', steps, undoes }, [], said);
    if (changed) return;
    this.#history = withdrawn(this.#history, edit.id);
    this.#notices.add('Someone has changed this since, so it was left as it is.');
  }

  #do(wanted: Pick<Edit, 'label' | 'steps' | 'undoes'>, bodies: readonly Element[], said: string): boolean {
    if (!this.canDraw || wanted.steps.length === 0) return false;
    const edit: Edit = { ...wanted, id: newId(), scope: this.id, base: this.#seq, made_at: new Date().toISOString() };
    const before = withBodies(this.map, bodies);
    const outcome = apply(before, edit);
    if (outcome.steps.length === 0) return false;
    this.map = outcome.map;
    this.#sent = 0;
    this.#pending = [...this.#pending, { edit, bodies }];
    this.#history = after(this.#history, { ...edit, steps: outcome.steps });
    this.#options.say(said + whatHappened(outcome.steps, before, outcome.map));
    if (outcome.left_alone.length > 0) {
      this.#notices.add(`${counted(outcome.left_alone.length, 'thing')} that someone has changed since ${outcome.left_alone.length === 1 ? 'was' : 'were'} left as ${outcome.left_alone.length === 1 ? 'it is' : 'they are'}.`);
    }
    this.#watchForSlowness();
    void this.#outbox.add({ edit, bodies });
    return true;
  }

  /** Read the whole map. Returns what this device remembers of one's own edits, where it says so. */
  async #read(): Promise<History | undefined> {
    const { document, role, edit_seq, owners, own } = await this.#options.server.read(this.id);
    this.#confirmed = careMapOf({ ...document, edit_seq }, this.#confirmed.rubbed_out);
    this.#seq = edit_seq;
    this.role = role;
    this.owners = owners;
    return own;
  }

  /** Return what was done before, or null if there is no network to ask. */
  async #past(): Promise<readonly Entry[] | null> {
    try {
      return (await this.#options.server.history(this.id)).edits;
    } catch (thrown) {
      if (refusalOf(thrown).status !== 0) throw thrown;
      return null;
    }
  }

  #tellLastSeen(): void {
    this.#troubled('offline');
    this.#notices.add('No network. This is the map as this device last had it. What others drew since comes when you are back.', { field: LAST_SEEN });
  }

  /** Fetch what is new, one fetch at a time. */
  #readOn(): Promise<void> {
    this.#reading ??= this.#fetchNew().finally(() => (this.#reading = null));
    return this.#reading;
  }

  async #fetchNew(): Promise<void> {
    for (;;) {
      const { edits, edit_seq } = await this.#options.server.editsAfter(this.id, this.#seq);
      for (const entry of edits) await this.#confirm(entry);
      if (this.#seq >= edit_seq || edits.length === 0) break;
    }
    this.#redraw();
  }

  async #answered(edit: Edit, answer: Answer): Promise<void> {
    if (answer.seq > this.#seq + 1) await this.#readOn();
    if (answer.seq === this.#seq + 1) {
      await this.#confirm({ ...edit, seq: answer.seq, at: answer.at, by: null, mine: true, steps: answer.steps });
    }
    this.#pending = this.#pending.filter((one) => one.edit.id !== edit.id);
    this.#history = settled(this.#history, answer);
    this.#redraw();
    this.#tellOvertaken(edit, answer);
    if (this.#sent > 0) this.#sent += 1;
    this.#watchForSlowness();
  }

  /** Take one edit of the server into what is confirmed. */
  async #confirm(entry: Entry): Promise<void> {
    if (entry.seq <= this.#seq) return;
    const own = this.#pending.find(({ edit }) => edit.id === entry.id);
    try {
      const { map } = apply(withBodies(this.#confirmed, own?.bodies ?? []), { steps: entry.steps, undoes: null });
      this.#confirmed = { ...map, edit_seq: entry.seq };
      this.#seq = entry.seq;
    } catch (refused) {
      // A body picked elsewhere, or something kept from before this page: the whole map has it.
      if (!(refused instanceof EditRefused)) throw refused;
      await this.#read();
    }
    if (entry.mine) this.#own = after(this.#own, entry);
    if (own) this.#history = settled(this.#history, entry);
    else if (entry.mine) this.#history = after(this.#history, entry);
    else this.#tellChangedElsewhere(entry);
    this.#pending = this.#pending.filter(({ edit }) => edit.id !== entry.id);
  }

  /** Draw one's own waiting edits on top of what is confirmed. */
  #redraw(): void {
    let map = this.#confirmed;
    for (const { edit, bodies } of this.#pending) {
      try {
        map = apply(withBodies(map, bodies), edit).map;
      } catch (refused) {
        // It is still sent: the server's refusal is said when it comes, and a copy is kept.
        if (!(refused instanceof EditRefused)) throw refused;
      }
    }
    this.map = map;
    this.#tellConfirmed();
    if (this.chosen && !map.figures.has(this.chosen) && !map.connections.has(this.chosen)) this.chosen = null;
  }

  #tellConfirmed(): void {
    const [confirmed, role, owners, own] = [this.#confirmed, this.role, this.owners, this.#own];
    this.#options.onConfirmed?.(() => ({ document: documentOf(confirmed), role, owners, edit_seq: confirmed.edit_seq, own: lately(own) }));
  }

  #refused(edit: Edit, detail: string): void {
    this.#pending = this.#pending.filter((one) => one.edit.id !== edit.id);
    this.#history = withdrawn(this.#history, edit.id);
    this.#redraw();
    const sentence = `One change could not be kept on the map, and was taken off. ${detail}`.trim();
    this.#notices.add(sentence, { kept: true, urgent: true });
  }

  #stop(status: 401 | 403 | 404): void {
    this.#stopped = status === 401 ? 'signed-out' : 'refused';
    if (status === 401) return this.#options.onSignedOut?.();
    this.#outbox.stop();
    if (status === 404) {
      // Nothing of the map stays on the page but this person's own strokes, and it says what it says
      // where there never was a map: nobody is to learn here that somebody shut them out.
      this.gone = NOT_THERE;
      this.notThere = true;
      this.#options.say(this.gone, true);
      return;
    }
    if (this.notices.some(({ field }) => field === 'access')) return;
    const sentence = `You can no longer change this map. ${this.whomToAsk(DRAW)}`;
    this.#notices.add(sentence, { field: 'access', urgent: true });
  }

  #troubled(trouble: Trouble | null): void {
    if (trouble && !this.#trouble) {
      this.#sent = 0;
      if (trouble === 'failing') this.#options.say('We could not save the last change. It is safe on this device.', true);
    }
    if (!trouble && this.#trouble) {
      this.#sent = 1;
      this.#notices.drop(({ field }) => field === LAST_SEEN);
    }
    this.#trouble = trouble;
  }

  /** Edits that another tab sent are in the map, or were refused there. */
  async #forgetWhatOthersSent(): Promise<void> {
    if (this.#stopped || this.#pending.length === 0) return;
    const mine = this.#pending.map(({ edit }) => edit.id);
    const here = new Set((await this.#options.shelf.all()).map(({ edit }) => edit.id));
    const elsewhere = new Set(mine.filter((id) => !here.has(id)));
    if (elsewhere.size === 0) return;
    await this.catchUp();
    this.#pending = this.#pending.filter(({ edit }) => !elsewhere.has(edit.id));
    this.#redraw();
  }

  #tellOvertaken(edit: Edit, answer: Answer): void {
    for (const { step, stored, by } of answer.overtaken) {
      const mine = edit.steps[step];
      if (!by || mine?.does !== 'set') continue;
      this.#notices.offerUndo(this.map, { ...mine, was: mine.now, now: stored }, by.name, 'Yours was kept. Undo or keep?');
    }
  }

  /** Someone set what I had set before them: say so, and offer my value again. */
  #tellChangedElsewhere(entry: Entry): void {
    for (const step of entry.steps) {
      if (step.does !== 'set') continue;
      const mine = this.#history.done.some((own) => own.steps.some((one) => one.does === 'set' && sameField(one, step)));
      if (mine) this.#notices.offerUndo(this.map, { ...step, was: step.now, now: step.was }, entry.by?.name ?? 'Someone', 'Undo or keep?');
    }
  }

  /** "Saving…" is said only of what takes over a second. */
  #watchForSlowness(): void {
    clearTimeout(this.#slowTimer);
    this.#slow = false;
    if (this.#pending.length > 0) this.#slowTimer = setTimeout(() => (this.#slow = true), SLOW);
  }

  #savingNow(): Saving {
    const changes = this.#pending.length;
    if (this.#stopped === 'refused') return { is: 'refused' };
    if (this.#stopped === 'signed-out') return { is: 'signed-out', changes };
    if (this.#trouble === 'offline') return { is: 'offline', changes };
    if (this.#trouble === 'failing' && changes > 0) return { is: 'failing', changes };
    if (changes > 0) return { is: this.#slow ? 'slow' : 'waiting', changes };
    return this.#sent > 1 ? { is: 'sent', changes: this.#sent - 1 } : { is: 'saved' };
  }
}

const EMPTY: Document = {
  id: '', title: '', neighbourhood: null, state: 'open', review_on: null, edit_seq: 0, owner_elements: [],
  elements: [], figures: [], connections: [], households: [],
};

function sameField(one: SetStep, other: SetStep): boolean {
  return one.on === other.on && one.id === other.id && one.field === other.field && !same(one.now, other.now);
}

/** Return the map with bodies of the directory known, so that they can be picked. */
function withBodies(map: CareMap, bodies: readonly Element[]): CareMap {
  const unknown = bodies.filter(({ id }) => !map.elements.has(id));
  if (unknown.length === 0) return map;
  const elements = new Map([...map.elements, ...unknown.map((one) => [one.id, elementOf(one)] as const)]);
  return { ...map, elements };
}
