/** What the page of a team does: everything it asks of the server, one thing after the other. */

import { api } from '../../api/client';
import type { Problem } from '../../api/problem';
import type { CareMapView, TeamPage } from '../../api/shapes';
import { firstName } from '../../drawing/words';
import { Loaded } from '../../loaded.svelte';
import { announcer } from '../../parts/announcer.svelte';
import { session } from '../../session.svelte';

export class TeamState {
  readonly id: string;
  readonly loaded: Loaded<{ view: CareMapView; team: TeamPage }>;
  problem = $state.raw<Problem | null>(null);
  busy = $state(false);

  constructor(id: string) {
    this.id = id;
    this.loaded = new Loaded(async () => {
      const [view, team] = await Promise.all([api.careMap(id), api.team(id)]);
      return { view, team };
    });
  }

  get owner(): string {
    const document = this.loaded.value?.view.document;
    const found = document?.elements.find((one) => one.id === document.owner_elements[0]);
    return found ? firstName(found.name) : '';
  }

  /** Whether what the Team Owner says is written down by another. */
  get writesDown(): boolean {
    return this.loaded.value?.view.role !== 'owner';
  }

  /** Do something, say it, and read the team again. Returns whether it was done. */
  async do(sentence: string, change: () => Promise<unknown>): Promise<boolean> {
    this.problem = null;
    this.busy = true;
    try {
      await change();
      announcer.say(sentence);
      await this.loaded.load();
      return true;
    } catch (thrown) {
      this.problem = session.heard(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
