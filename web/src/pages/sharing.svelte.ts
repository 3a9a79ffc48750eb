/** What the page "Who sees it" does about sharing: consents asked, given and taken back. */

import { api } from '../api/client';
import type { Problem } from '../api/problem';
import type { Detail, Purpose, SharedThing, Sharing, Told, Wording } from '../api/shapes';
import { Loaded } from '../loaded.svelte';
import { announcer } from '../parts/announcer.svelte';
import { session } from '../session.svelte';

type Id = string;

/** Something that waits until its wording has been read and agreed. */
export interface Asking {
  wording: Wording;
  agree: () => Promise<void>;
}

export class SharingState {
  readonly loaded: Loaded<Sharing>;
  asking = $state.raw<Asking | null>(null);
  problem = $state.raw<Problem | null>(null);
  #careMap: Id;
  #read: Id[] = [];
  #last: Promise<boolean> = Promise.resolve(true);

  #onchanged: () => void;

  constructor(careMap: Id, onchanged: () => void) {
    this.#careMap = careMap;
    this.#onchanged = onchanged;
    this.loaded = new Loaded(() => api.sharing(careMap));
  }

  /** Share one thing, once the wording of this map has been read; or stop sharing it. */
  async turn(thing: SharedThing, on: boolean, detail: Detail, words: string): Promise<void> {
    if (!on) {
      await this.#do(`${words}: private now.`, () =>
        api.withdraw(this.#careMap, [thing.about], 'neighbourhood'),
      );
      return;
    }
    await this.#once('neighbourhood', (wording) =>
      this.#do(`${words}: shared.`, () =>
        api.share(this.#careMap, {
          about: [thing.about],
          about_kind: thing.about_kind,
          purpose: 'neighbourhood',
          detail,
          wording: wording.id,
        }),
      ),
    );
  }

  /** Wait until what was asked for has been answered. */
  async settled(): Promise<void> {
    await this.#last;
  }

  /** Let what is shared be counted by researchers, or not. */
  async turnEvaluation(on: boolean): Promise<void> {
    if (!on) {
      await this.#do('Not used to learn from.', () =>
        api.withdraw(this.#careMap, 'everything', 'evaluation'),
      );
      return;
    }
    await this.#once('evaluation', (wording) =>
      this.#do('Used to learn from.', () => this.#shareForEvaluation(wording)),
    );
  }

  stopEverything(): Promise<boolean> {
    return this.#do('Nothing is shared now.', () =>
      api.withdraw(this.#careMap, 'everything', 'neighbourhood'),
    );
  }

  sayTold(element: Id, told: Told, toldOn: string): Promise<boolean> {
    const answer = told === 'not_told' || !toldOn ? { told } : { told, told_on: toldOn };
    return this.#do('Saved.', () => api.sayTold(this.#careMap, element, answer));
  }

  async #shareForEvaluation(wording: Wording): Promise<void> {
    for (const kind of ['element', 'connection'] as const) {
      const shared =
        this.loaded.value?.things.filter((thing) => thing.shared && thing.about_kind === kind) ?? [];
      if (shared.length === 0) continue;
      const about = shared.map((thing) => thing.about);
      await api.share(this.#careMap, {
        about,
        about_kind: kind,
        purpose: 'evaluation',
        detail: 'neighbour',
        wording: wording.id,
      });
    }
  }

  // The wording is shown before the first thing is shared under it, and not again for each.
  async #once(purpose: Purpose, share: (wording: Wording) => Promise<unknown>): Promise<void> {
    const wording = this.loaded.value?.wordings.findLast((each) => each.purpose === purpose);
    if (!wording) return;
    const inForce = this.loaded.value?.things.some((thing) => thing.shared && thing.wording === wording.id);
    const agree = async () => {
      this.#read.push(wording.id);
      this.asking = null;
      await share(wording);
    };
    if (this.#read.includes(wording.id) || inForce) await agree();
    else this.asking = { wording, agree };
  }

  // One change at a time, in the order they were asked for. Nothing is disabled meanwhile, so that
  // the focus stays where it is.
  #do(sentence: string, change: () => Promise<unknown>): Promise<boolean> {
    this.#last = this.#last.then(() => this.#doNow(sentence, change));
    return this.#last;
  }

  async #doNow(sentence: string, change: () => Promise<unknown>): Promise<boolean> {
    this.problem = null;
    try {
      await change();
      this.#onchanged();
      announcer.say(sentence);
      return true;
    } catch (thrown) {
      this.problem = session.heard(thrown);
      return false;
    } finally {
      await this.loaded.load();
    }
  }
}
