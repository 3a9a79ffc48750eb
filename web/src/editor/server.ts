/** What the editor asks of the server. Pages gives it the real one, tests a false one. */

import type { Heard } from '../api/following';
import type { CareMap, Document, Element, Id } from '../drawing/model';
import type { Edit, Step } from '../drawing/steps';
import type { History } from './history';

export type Role = 'owner' | 'editor' | 'viewer';

export interface Opened {
  readonly document: Document;
  readonly role: Role;
  readonly edit_seq: number;
  readonly owners: number;
  /** What one did oneself, as this device remembers it: only without a network, when the server cannot say. */
  readonly own?: History;
}

export interface Who {
  readonly id: Id;
  readonly name: string;
}

export interface Answer {
  readonly id: Id;
  readonly seq: number;
  readonly at: string;
  readonly steps: readonly Step[];
  readonly overtaken: readonly { readonly step: number; readonly stored: unknown; readonly by: Who | null; readonly at: string | null }[];
  readonly skipped: readonly { readonly step: number; readonly why: string }[];
  readonly left_alone: readonly { readonly step: number; readonly why: string }[];
}

/** An edit that is part of the map; its steps are those that took effect. */
export interface Entry {
  readonly id: Id;
  readonly seq: number;
  readonly at: string;
  readonly by: Who | null;
  readonly mine: boolean;
  readonly label: string | null;
  readonly undoes: Id | null;
  readonly steps: readonly Step[];
}

/** Somebody who is at the map now. */
export interface Present {
  readonly account_id: Id;
  readonly first_name: string;
  readonly mine: boolean;
}

/** How one stands on a map now: one's role, who is there, and whom to ask for more. */
export interface Standing {
  readonly role: Role;
  readonly here: readonly Present[];
  readonly ask: readonly string[];
}

/**
 * Each function throws, when refused, something with the answer's `status` and its `detail` in
 * words; `status` is 0 when there was no answer.
 */
export interface Server {
  read(id: Id): Promise<Opened>;
  /** The last edits of a map, in order. */
  history(id: Id): Promise<{ readonly edits: readonly Entry[] }>;
  send(edit: Edit): Promise<Answer>;
  editsAfter(id: Id, seq: number): Promise<{ readonly edits: readonly Entry[]; readonly edit_seq: number }>;
  standing(id: Id): Promise<Standing>;
  /** Be shown as here for a while, where events do not arrive. */
  sayHere(id: Id): Promise<Standing>;
  /** Be told when something changes, until the function that is returned is called. */
  follow(id: Id, heard: Heard): () => void;
}

/** The map as it is drawn when somebody wants to keep it, and whether all of it has been sent. */
export interface Keepable {
  readonly map: CareMap;
  readonly saved: () => boolean;
}

/** Find bodies of the neighbourhood's directory by their name. */
export type SearchDirectory = (text: string) => Promise<readonly Element[]>;

export interface Refusal {
  readonly status: number;
  readonly detail: string;
}

/** Return what a thrown refusal says; anything else is a mistake of ours and is thrown on. */
export function refusalOf(thrown: unknown): Refusal {
  if (typeof thrown === 'object' && thrown !== null && 'status' in thrown && typeof thrown.status === 'number') {
    return { status: thrown.status, detail: 'detail' in thrown && typeof thrown.detail === 'string' ? thrown.detail : '' };
  }
  if (thrown instanceof TypeError && /fetch|network|load failed/i.test(thrown.message)) return { status: 0, detail: '' };
  throw thrown;
}
