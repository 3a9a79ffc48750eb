/**
 * Edits on their way to the server: kept on the device (`shelf.ts`) until answered, sent one at a
 * time, in order, each once. One tab of a map sends at a time (Web Locks), and it sends what the
 * others kept too. It knows nothing of maps: `care-map.svelte.ts` does.
 */

import type { Edit } from '../drawing/steps';
import { refusalOf } from './server';
import type { Answer, Refusal } from './server';
import type { Shelf, Waiting } from './shelf';

export type Trouble = 'offline' | 'failing';

/** What the outbox tells its owner. */
export interface Listener {
  answered(edit: Edit, answer: Answer): void | Promise<void>;
  refused(edit: Edit, refusal: Refusal): void;
  trouble(trouble: Trouble | null): void;
  stopped(status: 401 | 403 | 404): void;
  emptied(): void | Promise<void>;
}

/** Do something as the only tab that does it. */
export type Alone = (name: string, act: () => Promise<void>) => Promise<void>;

/** One tab at a time, by the browser's Web Locks; where there are none (an old browser), each tab for itself. */
export const alone: Alone = async (name, act) => {
  const locks = (globalThis.navigator as Navigator | undefined)?.locks;
  if (locks) await locks.request(name, act);
  else await act();
};

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

export class Outbox {
  readonly #shelf: Shelf;
  readonly #name: string;
  readonly #send: (edit: Edit) => Promise<Answer>;
  readonly #listener: Listener;
  readonly #alone: Alone;
  #sending = false;
  #again = false;
  #stopped = false;
  #finishing = false;
  #wait = FIRST_WAIT;
  #wake: (() => void) | null = null;

  constructor(options: { shelf: Shelf; name: string; send: (edit: Edit) => Promise<Answer>; listener: Listener; alone?: Alone }) {
    this.#shelf = options.shelf;
    this.#name = options.name;
    this.#send = options.send;
    this.#listener = options.listener;
    this.#alone = options.alone ?? alone;
  }

  /** Keep an edit, then send it when its turn comes. It is safe on the device once this resolves. */
  async add(waiting: Waiting): Promise<void> {
    await this.#shelf.add(waiting);
    void this.push();
  }

  /** Send what waits, now: after a reload, when the network is back, when asked to try again. */
  async push(): Promise<void> {
    this.#stopped = false;
    this.#again = true;
    this.#wake?.();
    if (this.#sending) return;
    this.#sending = true;
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        await this.#alone(this.#name, () => this.#sendAll());
        await this.#listener.emptied();
      }
    } finally {
      this.#sending = false;
    }
  }

  /** Stop sending; what waits stays on the device. */
  stop(): void {
    this.#stopped = true;
    this.#again = false;
    this.#wake?.();
  }

  /** Send what waits, but do not keep trying: the page goes elsewhere. What is left stays on the device. */
  finish(): void {
    this.#finishing = true;
    this.#wake?.();
  }

  async #sendAll(): Promise<void> {
    for (;;) {
      const next = await this.#shelf.first();
      if (!next || this.#stopped) return;
      await this.#sendOne(next.edit);
    }
  }

  async #sendOne(edit: Edit): Promise<void> {
    try {
      const answer = await this.#send(edit);
      this.#wait = FIRST_WAIT;
      this.#listener.trouble(null);
      await this.#listener.answered(edit, answer);
      await this.#shelf.remove(edit.id);
    } catch (thrown) {
      await this.#notSent(edit, refusalOf(thrown));
    }
  }

  async #notSent(edit: Edit, { status, detail }: Refusal): Promise<void> {
    if (status === 401 || status === 403 || status === 404) {
      this.#stopped = true;
      this.#listener.stopped(status);
    } else if (status === 0 || status === 429 || status >= 500) {
      this.#listener.trouble(status === 0 ? 'offline' : 'failing');
      if (this.#finishing) this.stop();
      else await this.#pause();
    } else {
      await this.#shelf.keep({ edit, why: detail });
      await this.#shelf.remove(edit.id);
      this.#listener.refused(edit, { status, detail });
    }
  }

  /** Wait longer each time, but not once somebody asks for another try. */
  async #pause(): Promise<void> {
    const wait = this.#wait;
    this.#wait = Math.min(LONGEST_WAIT, wait * 2);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait * (0.8 + 0.4 * Math.random()));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = null;
  }
}
