/** A server whose maps are remembered on this device (`last-seen.ts`), for when it cannot be reached. */

import type { Me } from '../api/shapes';
import type { Id } from '../drawing/model';
import { refusalOf } from '../editor/server';
import type { Opened, Server } from '../editor/server';
import { forgetLastSeen, keepLastSeen, lastSeen } from './last-seen';

export interface Remembering {
  readonly server: Server;
  /** Remember a map as it is confirmed now. Of several at once only the last is written. */
  readonly onConfirmed: (confirmed: () => Opened) => void;
}

/** Return the server with a memory, for one account. What may not be seen any more is forgotten. */
export function remembering(server: Server, me: Me): Remembering {
  let next: (() => Opened) | null = null;
  let writing: Promise<void> | null = null;
  async function write(): Promise<void> {
    for (let confirmed = next; confirmed; confirmed = next) {
      next = null;
      const view = confirmed();
      // A full disk, or a browser that keeps nothing: then a reload without a network shows nothing.
      await keepLastSeen(view.document.id, { me, view }).catch(() => undefined);
    }
    writing = null;
  }

  async function orForget<T>(map: Id, asked: Promise<T>): Promise<T> {
    try {
      return await asked;
    } catch (thrown) {
      const { status } = refusalOf(thrown);
      if (status === 401 || status === 404) {
        // What is being written just now must not come to stand there after all was forgotten.
        next = null;
        await writing;
        await forgetLastSeen(status === 404 ? { map } : {}).catch(() => undefined);
      }
      throw thrown;
    }
  }

  async function read(map: Id): Promise<Opened> {
    try {
      return await orForget(map, server.read(map));
    } catch (thrown) {
      const seen = refusalOf(thrown).status === 0 ? await lastSeen(map) : null;
      if (seen?.me.id !== me.id) throw thrown;
      return seen.view;
    }
  }

  return {
    server: {
      ...server,
      read,
      send: (edit) => orForget(edit.scope, server.send(edit)),
      history: (map) => orForget(map, server.history(map)),
      editsAfter: (map, seq) => orForget(map, server.editsAfter(map, seq)),
    },
    onConfirmed(confirmed) {
      next = confirmed;
      writing ??= write();
    },
  };
}
