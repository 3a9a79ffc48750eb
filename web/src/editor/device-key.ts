/**
 * Sealing what is kept on this device: AES-GCM under a key of the account's that no script can read
 * out, so that what waits on a tablet's disk cannot be read there. It is no protection from whoever
 * uses this browser as this person. A page without WebCrypto (an address that is not secure) has
 * none of it, and keeps things as they are rather than lose them.
 */

import { openDB } from 'idb';
import type { DBSchema } from 'idb';

import type { Id } from '../drawing/model';

export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly text: ArrayBuffer;
}

export interface DeviceKey {
  /** Seal bytes; `about` is bound to them, and must be the same when they are opened. */
  seal(plain: BufferSource, about: string): Promise<Sealed>;
  /** Open bytes, or return null if this key did not seal them, or not about this. */
  open(sealed: Sealed, about: string): Promise<ArrayBuffer | null>;
}

interface Keys extends DBSchema {
  keys: { key: Id; value: CryptoKey };
}

/** Return the key of an account on this device, made if it has none; null where none can be had. */
export async function deviceKey(account: Id): Promise<DeviceKey | null> {
  const crypto = globalThis.crypto as Crypto | undefined;
  if (!(crypto as { subtle?: SubtleCrypto } | undefined)?.subtle) return null;
  return sealingWith(await storedKey(account));
}

async function storedKey(account: Id): Promise<CryptoKey> {
  const rows = await openDB<Keys>('care-mapping-keys', 1, {
    upgrade: (made) => void made.createObjectStore('keys'),
  });
  try {
    const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    // Two pages may come here at once: the first to write wins, and both use what is there.
    const change = rows.transaction('keys', 'readwrite', { durability: 'strict' });
    const kept = await change.store.get(account);
    if (!kept) await change.store.put(made, account);
    await change.done;
    return kept ?? made;
  } finally {
    rows.close();
  }
}

/** Return what seals with a key. */
export function sealingWith(key: CryptoKey): DeviceKey {
  const bound = (iv: BufferSource, about: string) => ({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(about) });
  return {
    async seal(plain, about) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      return { iv, text: await crypto.subtle.encrypt(bound(iv, about), key, plain) };
    },
    async open({ iv, text }, about) {
      try {
        return await crypto.subtle.decrypt(bound(iv, about), key, text);
      } catch {
        return null;
      }
    },
  };
}
