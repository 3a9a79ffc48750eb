/**
 * Who is signed in, and whether the service is ready. Read once at the start, and after each sign-in.
 * Without a network a map that was open here (`offline/last-seen.ts`) is opened again as who had it open.
 */

import { api } from './api/client';
import { asProblem, type Problem } from './api/problem';
import type { Me } from './api/shapes';
import { navigation } from './navigation.svelte';
import { forgetLastSeen, lastSeen } from './offline/last-seen';
import { signInAddress } from './router';

class Session {
  /** Nothing is known yet; the service is not ready; or `me` says who is signed in. */
  state = $state.raw<'loading' | 'starting' | 'known' | 'unreachable'>('loading');
  me = $state.raw<Me | null>(null);
  /** Whether there was no answer at all, as without a network: then what this device has may be shown. */
  unanswered = $state.raw(false);
  /** Why the reader was asked to sign in again, said on the sign-in page. */
  ended = $state.raw(false);

  /** Find out who is signed in. */
  async load(): Promise<void> {
    try {
      this.me = await api.me();
      this.state = 'known';
      await forget({ except: this.me.id });
    } catch (thrown) {
      await this.#without(asProblem(thrown));
    }
  }

  /** Go on as who has just signed in. */
  begin(me: Me, next: string): void {
    this.me = me;
    this.ended = false;
    navigation.go(next, { replace: true });
  }

  /** Read again which maps and neighbourhoods are the reader's. */
  async refresh(): Promise<void> {
    this.me = await api.me();
  }

  /** Sign out, and forget on this page all that was shown. */
  async signOut(): Promise<void> {
    await api.signOut();
    await forget();
    location.assign('/sign-in');
  }

  /** Hide the page from whoever is there now: time has signed the reader out. */
  timeOut(): void {
    if (!this.me) return;
    void forget();
    this.me = null;
    this.ended = true;
    navigation.go(signInAddress(navigation.address), { replace: true });
  }

  /** Return the problem to show for what was thrown. Being signed out leads to the sign-in page. */
  heard(thrown: unknown): Problem {
    const problem = asProblem(thrown);
    if (problem.slug === 'not-signed-in') this.timeOut();
    return problem;
  }

  async #without(problem: Problem): Promise<void> {
    this.unanswered = problem.status === 0;
    this.me = this.unanswered ? await this.#whoDrewHere() : null;
    if (problem.status === 401) await forget();
    if (problem.slug === 'starting') this.state = 'starting';
    else if (problem.status === 401 || this.me) this.state = 'known';
    else this.state = 'unreachable';
  }

  /** Return who last had the map of this address open on this device, if it is a map's. */
  async #whoDrewHere(): Promise<Me | null> {
    const { page } = navigation;
    if (page.name !== 'care-map') return null;
    return (await lastSeen(page.id))?.me ?? null;
  }
}

/** Forget the maps that were open on this device, but those of one account if it is named. */
async function forget(but: { except?: string } = {}): Promise<void> {
  await forgetLastSeen(but).catch(() => undefined);
}

export const session = new Session();
