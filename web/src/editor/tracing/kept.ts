/** A picture to trace, kept on this device alone and sealed there, until it is saved on purpose or removed. */

import { openDB } from 'idb';
import type { DBSchema } from 'idb';

import type { Id } from '../../drawing/model';
import { deviceKey } from '../device-key';
import type { Sealed } from '../device-key';
import type { Picture } from './picture';
import type { Placement } from './placement';

export interface KeptPicture {
  readonly picture: Picture;
  readonly placement: Placement;
}

interface Rows extends DBSchema {
  pictures: { key: string; value: { sealed: Sealed; placement: Placement; width: number; height: number } };
}

const open = () =>
  openDB<Rows>('care-mapping-tracings', 1, { upgrade: (rows) => void rows.createObjectStore('pictures') });

const placeOf = (account: Id, map: Id) => `${account}/${map}`;

/** Keep a picture; false where this browser cannot keep it sealed: it lasts as long as the page then. */
export async function keepPicture(account: Id, map: Id, { picture, placement }: KeptPicture): Promise<boolean> {
  try {
    const key = await deviceKey(account);
    if (!key) return false;
    const place = placeOf(account, map);
    const sealed = await key.seal(await picture.blob.arrayBuffer(), place);
    const rows = await open();
    await rows.put('pictures', { sealed, placement, width: picture.width, height: picture.height }, place);
    rows.close();
    return true;
  } catch {
    return false;
  }
}

/** Return the picture kept for a map, or null. */
export async function keptPicture(account: Id, map: Id): Promise<KeptPicture | null> {
  try {
    const place = placeOf(account, map);
    const rows = await open();
    const found = await rows.get('pictures', place);
    rows.close();
    const bytes = found && (await (await deviceKey(account))?.open(found.sealed, place));
    if (!found || !bytes) return null;
    const { placement, width, height } = found;
    return { picture: { blob: new Blob([bytes], { type: 'image/jpeg' }), width, height }, placement };
  } catch {
    return null;
  }
}

export async function forgetPicture(account: Id, map: Id): Promise<void> {
  const rows = await open();
  await rows.delete('pictures', placeOf(account, map));
  rows.close();
}

/** Return how many pictures an account has on this device alone. */
export async function countPictures(account: Id): Promise<number> {
  const rows = await open();
  const count = await rows.count('pictures', ofAccount(account));
  rows.close();
  return count;
}

/** Forget every picture that an account has on this device. */
export async function forgetPictures(account: Id): Promise<void> {
  const rows = await open();
  await rows.delete('pictures', ofAccount(account));
  rows.close();
}

function ofAccount(account: Id): IDBKeyRange {
  return IDBKeyRange.bound(`${account}/`, `${account}/\uffff`);
}
