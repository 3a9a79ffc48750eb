/** Being on a map together: hearing what others change as it happens, and who is here now. */

import type { CareMapState } from './care-map.svelte';
import { refusalOf } from './server';
import type { Present, Server, Standing } from './server';

/** Where events do not arrive, being here is said this often; the server forgets it soon. */
const SAY_HERE_EVERY = 10_000;

export class Together {
  /** Who else is at the map now. */
  others = $state.raw<readonly Present[]>([]);
  readonly #map: CareMapState;
  readonly #server: Server;
  readonly #say: (sentence: string) => void;
  readonly #traced: () => void;
  #said = -Infinity;

  constructor(options: { map: CareMapState; server: Server; say: (sentence: string) => void; traced: () => void }) {
    this.#map = options.map;
    this.#server = options.server;
    this.#say = options.say;
    this.#traced = options.traced;
  }

  /** Follow the map until the function that is returned is called. */
  start(): () => void {
    const map = this.#map;
    return this.#server.follow(map.id, {
      changed: (seq) => void this.#readUpTo(seq),
      here: () => void this.#look(this.#server.standing(map.id)),
      role: () => void this.#look(this.#server.standing(map.id)),
      traced: this.#traced,
      ask: (why) => this.#ask(why),
    });
  }

  /** Read what is new; again if it was on its way already and came without this. */
  async #readUpTo(seq: number | null): Promise<void> {
    for (let time = 0; time < 2 && (seq === null || seq > this.#map.confirmedSeq); time++) await this.#map.catchUp();
  }

  #ask(why: 'begins' | 'no-events'): void {
    void this.#map.catchUp();
    // Where events arrive, the stream itself says that somebody is here, and ends when they leave.
    if (why === 'begins' || performance.now() - this.#said < SAY_HERE_EVERY) return;
    this.#said = performance.now();
    void this.#look(this.#server.sayHere(this.#map.id));
  }

  async #look(asked: Promise<Standing>): Promise<void> {
    try {
      const { role, ask, here } = await asked;
      this.#map.standsAs(role, ask);
      this.#tell(here.filter(({ mine }) => !mine));
    } catch (thrown) {
      // No network, no session or no role any more: reading the map says which.
      refusalOf(thrown);
      void this.#map.catchUp();
    }
  }

  #tell(now: readonly Present[]): void {
    const has = (people: readonly Present[], { account_id }: Present) => people.some((one) => one.account_id === account_id);
    const before = this.others;
    this.others = now;
    for (const one of now) if (!has(before, one)) this.#say(`${one.first_name} is here now.`);
    for (const one of before) if (!has(now, one)) this.#say(`${one.first_name} has left.`);
  }
}
