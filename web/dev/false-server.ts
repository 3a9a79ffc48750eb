/** A server for trying the editor without one: one map in memory, kept in this tab alone. */

import { apply } from '../src/drawing/edits';
import { careMapOf, documentOf } from '../src/drawing/model';
import type { CareMap, Document, Element } from '../src/drawing/model';
import type { Edit } from '../src/drawing/steps';
import type { Answer, Entry, Server } from '../src/editor/server';

export class FalseServer implements Server {
  map: CareMap;
  entries: Entry[] = [];
  answers = new Map<string, Answer>();
  sent: string[] = [];
  /** Thrown instead of answering, while it is set. */
  refuses: { status: number; detail: string } | null = null;
  role: 'owner' | 'editor' | 'viewer' = 'owner';

  constructor(document: Document, directory: readonly Element[] = []) {
    const map = careMapOf(document);
    this.map = { ...map, elements: new Map([...map.elements, ...directory.map((one) => [one.id, one] as const)]) };
  }

  async read() {
    await this.#answer();
    return { document: documentOf(this.map), role: this.role, edit_seq: this.map.edit_seq, owners: 1 };
  }

  async history() {
    await this.#answer();
    return { edits: this.entries };
  }

  async send(edit: Edit): Promise<Answer> {
    this.sent.push(edit.id);
    await this.#answer();
    return this.take(edit, { id: 'me', name: 'Me Myself' });
  }

  async editsAfter(_id: string, seq: number) {
    await this.#answer();
    return { edits: this.entries.filter((entry) => entry.seq > seq), edit_seq: this.map.edit_seq };
  }

  async standing() {
    await this.#answer();
    return { role: this.role, here: [], ask: ['Ivy'] };
  }

  sayHere() {
    return this.standing();
  }

  follow() {
    return () => undefined;
  }

  /** Apply an edit as somebody's, as the real server does: the same id again is answered the same. */
  take(edit: Edit, by: { id: string; name: string }): Answer {
    const known = this.answers.get(edit.id);
    if (known) return known;
    const { map, steps, overtaken, skipped, left_alone } = apply(this.map, edit);
    const seq = this.map.edit_seq + 1;
    this.map = { ...map, edit_seq: seq };
    const at = '2026-11-22T10:00:00Z';
    const answer: Answer = {
      id: edit.id, seq, at, steps, skipped, left_alone,
      overtaken: overtaken.map((one) => ({ ...one, by: { id: 'grace', name: 'Grace Adeyemi' }, at })),
    };
    this.answers.set(edit.id, answer);
    this.entries.push({ id: edit.id, seq, at, by, mine: by.id === 'me', label: edit.label, undoes: edit.undoes, steps });
    return answer;
  }

  async #answer(): Promise<void> {
    await Promise.resolve();
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- as the real client refuses
    if (this.refuses) throw this.refuses;
  }
}
