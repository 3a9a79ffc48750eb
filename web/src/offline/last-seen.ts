/**
 * The map that this device last had open, as the server had confirmed it, so that a reload without
 * a network can show it with what waits on top. Sealed (`device-key.ts`), of one account at a time,
 * for as long as signing in would have lasted untouched; gone on signing out, when time signs
 * somebody out, and when the map may not be seen any more. Where nothing can be sealed nothing is
 * kept. It is never shown while the server answers.
 */

import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';

import type { Me } from '../api/shapes';
import type { Id } from '../drawing/model';
import { deviceKey } from '../editor/device-key';
import type { Sealed } from '../editor/device-key';
import type { Opened } from '../editor/server';

export interface LastSeen {
  readonly me: Me;
  readonly view: Opened;
}

/** As long as the server keeps somebody signed in who does nothing (`IDLE` in `mapping/people.py`). */
const LASTS = 12 * 60 * 60 * 1000;

interface Rows extends DBSchema {
  seen: { key: Id; value: { account: Id; until: number; sealed: Sealed } };
}

async function inRows<T>(act: (rows: IDBPDatabase<Rows>) => Promise<T>): Promise<T> {
  const rows = await openDB<Rows>('care-mapping-last-seen', 1, {
    upgrade: (made) => void made.createObjectStore('seen'),
  });
  try {
    return await act(rows);
  } finally {
    rows.close();
  }
}

/** Keep a map as it was just confirmed, in place of what was kept of it and of anybody else's. */
export async function keepLastSeen(map: Id, seen: LastSeen): Promise<void> {
  const account = seen.me.id;
  const key = await deviceKey(account);
  if (!key) return;
  const sealed = await key.seal(new TextEncoder().encode(JSON.stringify(seen)), about(account, map));
  await forgetLastSeen({ except: account });
  await inRows((rows) => rows.put('seen', { account, until: Date.now() + LASTS, sealed }, map));
}

/** Return a map as it was last confirmed here, or null if it was not, or too long ago. */
export async function lastSeen(map: Id): Promise<LastSeen | null> {
  const row = await inRows((rows) => rows.get('seen', map)).catch(() => undefined);
  if (!row || row.until < Date.now()) return null;
  const key = await deviceKey(row.account);
  const plain = await key?.open(row.sealed, about(row.account, map));
  return plain ? (JSON.parse(new TextDecoder().decode(plain)) as LastSeen) : null;
}

/** A map that can be opened here without a network. */
export interface AtHand {
  readonly id: Id;
  readonly title: string;
}

/** Return the maps that this device last had open and can still show, by name, and who had them open. */
export async function mapsAtHand(): Promise<{ readonly me: Me; readonly maps: readonly AtHand[] } | null> {
  const keys = await inRows((rows) => rows.getAllKeys('seen')).catch(() => []);
  const seen = (await Promise.all(keys.map(lastSeen))).filter((one) => one !== null);
  const [first] = seen;
  if (!first) return null;
  const maps = seen.map(({ view: { document } }) => ({ id: document.id, title: document.title }));
  return { me: first.me, maps: maps.sort((one, other) => one.title.localeCompare(other.title)) };
}

/** Forget one map, or every map, but those of one account if it is named. */
export async function forgetLastSeen({ map, except }: { map?: Id; except?: Id } = {}): Promise<void> {
  await inRows(async (rows) => {
    const change = rows.transaction('seen', 'readwrite');
    for (const key of map === undefined ? await change.store.getAllKeys() : [map]) {
      const row = await change.store.get(key);
      if (row && row.account !== except) await change.store.delete(key);
    }
    await change.done;
  });
}

function about(account: Id, map: Id): string {
  return `last seen ${account}/${map}`;
}
