/**
 * Changing a neighbourhood's directory from its pages: one change at a time, each with the way to take
 * it back. What a change is made of is in `directory/steps.ts`.
 */

import { api } from '../../api/client';
import type { Problem } from '../../api/problem';
import type { Decision, DirectoryChanged, DirectoryStep } from '../../api/shapes';
import { newId } from '../../drawing/model';
import { announcer } from '../../parts/announcer.svelte';
import { session } from '../../session.svelte';

export class Upkeep {
  readonly id: string;
  /** What was done last, in a sentence, and the change to take back. */
  last = $state.raw<{ id: string; sentence: string } | null>(null);
  problem = $state.raw<Problem | null>(null);
  busy = $state(false);
  /** How many changes were made here: what is read of the directory is read again after each. */
  changes = $state(0);
  readonly #may: () => boolean;
  readonly #look: () => Promise<void>;

  constructor(id: string, may: () => boolean, look: () => Promise<void>) {
    this.id = id;
    this.#may = may;
    this.#look = look;
  }

  /** Whether the reader looks after this neighbourhood. */
  get may(): boolean {
    return this.#may();
  }

  /** Make a change; return why it could not be made, or null. */
  change(steps: DirectoryStep[], sentence: string): Promise<Problem | null> {
    return this.#make(sentence, () => api.changeDirectory(this.id, { id: newId(), steps }));
  }

  merge(kept: string, other: string, take: string[], sentence: string): Promise<Problem | null> {
    return this.#make(sentence, () => api.merge(this.id, kept, other, { id: newId(), take }));
  }

  /** Answer what somebody proposed; a yes is a change, unless it is an entry already. */
  decide(proposal: string, decision: Decision, sentence: string): Promise<Problem | null> {
    return this.#make(sentence, () => api.decide(this.id, proposal, decision));
  }

  /** Take back what was done last, or an older change. */
  async undo(change: string): Promise<void> {
    this.problem = await this.#make('It is as it was before.', () => api.undoChange(this.id, change, newId()));
  }

  async #make(sentence: string, make: () => Promise<DirectoryChanged | null>): Promise<Problem | null> {
    this.busy = true;
    try {
      const done = await make();
      this.problem = null;
      this.last = done && { id: done.id, sentence: sentence + others(done) };
      announcer.say(this.last?.sentence ?? sentence);
      await this.#look();
      this.changes += 1;
      return null;
    } catch (thrown) {
      return session.heard(thrown);
    } finally {
      this.busy = false;
    }
  }
}

/** Return what the reader must know of what others did meanwhile. */
function others({ overtaken, left_alone, skipped }: DirectoryChanged): string {
  const theirs = overtaken.map(({ by, stored }) => ` ${by?.name ?? 'Somebody'} had made it “${String(stored)}” meanwhile. Yours stands now, and both are in the history.`);
  const kept = [...left_alone, ...skipped].map(({ why }) => ` One part stays as it is: ${why.charAt(0).toLowerCase()}${why.slice(1)}.`);
  return [...theirs, ...kept].join('');
}
