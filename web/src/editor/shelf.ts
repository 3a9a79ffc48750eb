/**
 * Where edits wait on the device until they are answered, sealed (`device-key.ts`), for one map and
 * one account. They outlive a reload and a closed tab. Sending them is `outbox.ts`.
 */

import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';

import type { Element, Id } from '../drawing/model';
import type { Edit } from '../drawing/steps';
import { deviceKey } from './device-key';
import type { DeviceKey, Sealed } from './device-key';

/** An edit that waits, with the directory's bodies that its picks need to be drawn. */
export interface Waiting {
  readonly edit: Edit;
  readonly bodies: readonly Element[];
}

/** An edit that the server would not take, kept so that nobody's work is lost. */
export interface Kept {
  readonly edit: Edit;
  readonly why: string;
}

/** Where edits are kept on the device, for one map and one account. */
export interface Shelf {
  readonly lasting: boolean;
  all(): Promise<Waiting[]>;
  /** What is to be sent next. */
  first(): Promise<Waiting | undefined>;
  add(waiting: Waiting): Promise<void>;
  remove(id: Id): Promise<void>;
  keep(kept: Kept): Promise<void>;
  kept(): Promise<Kept[]>;
  forgetKept(): Promise<void>;
}

/** A row is sealed; one from before there was a key, or from where there is none, is in clear. */
type Row<T> = { owner: string } & ({ sealed: Sealed } | T);

interface Rows extends DBSchema {
  waiting: { key: number; value: Row<Waiting> & { n?: number; id: Id }; indexes: { owner: string; id: Id } };
  kept: { key: number; value: Row<Kept>; indexes: { owner: string } };
}

let opened: Promise<IDBPDatabase<Rows>> | null = null;

function database(): Promise<IDBPDatabase<Rows>> {
  opened ??= openDB<Rows>('care-mapping-outbox', 1, {
    upgrade(rows) {
      const waiting = rows.createObjectStore('waiting', { keyPath: 'n', autoIncrement: true });
      waiting.createIndex('owner', 'owner');
      waiting.createIndex('id', 'id');
      rows.createObjectStore('kept', { autoIncrement: true }).createIndex('owner', 'owner');
    },
  });
  return opened;
}

/** Open the shelf of one map and account; in memory alone where the browser keeps nothing. */
export async function openShelf(account: Id, map: Id): Promise<Shelf> {
  try {
    return shelfIn(await database(), `${account}/${map}`, await deviceKey(account));
  } catch {
    opened = null;
    return shelfInMemory();
  }
}

/** Keep on the device before it is called kept: a tablet may be switched off at any time. */
const AT_ONCE = { durability: 'strict' } as const;

function shelfIn(rows: IDBPDatabase<Rows>, owner: string, key: DeviceKey | null): Shelf {
  // One after the other: sealing takes a moment, and edits are sent in the order in which they were made.
  let last: Promise<void> = Promise.resolve();
  const inTurn = (act: () => Promise<void>) => (last = last.then(act, act));
  const closed = async <T extends object>(plain: T): Promise<Row<T>> =>
    key ? { owner, sealed: await key.seal(new TextEncoder().encode(JSON.stringify(plain)), owner) } : { owner, ...plain };
  const read = async <T extends object>(row: Row<T>): Promise<T | null> => {
    if (!('sealed' in row)) return row;
    const plain = await key?.open(row.sealed, owner);
    return plain ? (JSON.parse(new TextDecoder().decode(plain)) as T) : null;
  };
  const waiting = async (atMost?: number) => {
    await last;
    const found = await readable<Waiting>(await rows.getAllFromIndex('waiting', 'owner', owner, atMost));
    return found.map(({ edit, bodies }) => ({ edit, bodies }));
  };
  const readable = async <T extends object>(found: readonly Row<T>[]) =>
    (await Promise.all(found.map(read))).filter((one) => one !== null);
  return {
    lasting: true,
    all: () => waiting(),
    first: async () => (await waiting(1))[0] ?? (await waiting())[0],
    add: ({ edit, bodies }) =>
      inTurn(async () => {
        const row = { ...(await closed<Waiting>({ edit, bodies })), id: edit.id };
        const change = rows.transaction('waiting', 'readwrite', AT_ONCE);
        await Promise.all([change.store.add(row), change.done]);
      }),
    remove: async (id) => {
      const change = rows.transaction('waiting', 'readwrite');
      const place = await change.store.index('id').getKey(id);
      if (place !== undefined) await change.store.delete(place);
      await change.done;
    },
    keep: async (kept) => void (await rows.add('kept', await closed(kept))),
    kept: async () =>
      (await readable<Kept>(await rows.getAllFromIndex('kept', 'owner', owner))).map(({ edit, why }) => ({ edit, why })),
    forgetKept: async () => {
      const change = rows.transaction('kept', 'readwrite');
      for (const place of await change.store.index('owner').getAllKeys(owner)) await change.store.delete(place);
      await change.done;
    },
  };
}

/** A shelf that lasts as long as the page. */
export function shelfInMemory(): Shelf {
  const waiting: Waiting[] = [];
  const keeping: Kept[] = [];
  return {
    lasting: false,
    all: () => Promise.resolve([...waiting]),
    first: () => Promise.resolve(waiting[0]),
    add: (one) => Promise.resolve(void waiting.push(one)),
    remove: (id) => {
      const at = waiting.findIndex(({ edit }) => edit.id === id);
      if (at >= 0) waiting.splice(at, 1);
      return Promise.resolve();
    },
    keep: (one) => Promise.resolve(void keeping.push(one)),
    kept: () => Promise.resolve([...keeping]),
    forgetKept: () => Promise.resolve(void keeping.splice(0)),
  };
}

/**
 * Forget what this account left on this device, unless edits still wait to be sent.
 * Returns how many wait: with any, nothing is forgotten and signing out should say so first.
 */
export async function clearOutbox(account: Id): Promise<number> {
  const rows = await database();
  const range = IDBKeyRange.bound(`${account}/`, `${account}/\uffff`);
  const waiting = await rows.countFromIndex('waiting', 'owner', range);
  if (waiting > 0) return waiting;
  const change = rows.transaction('kept', 'readwrite');
  for (const key of await change.store.index('owner').getAllKeys(range)) await change.store.delete(key);
  await change.done;
  return 0;
}
