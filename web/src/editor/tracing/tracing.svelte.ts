/**
 * Tracing a paper map: the picture beneath the drawing, where it lies, how faint it is, and where it
 * is kept. On this device alone, sealed, until it is saved with the map on purpose. Given by context.
 */

import { getContext, hasContext, setContext } from 'svelte';

import type { Id } from '../../drawing/model';
import type { Corners } from '../../drawing/straighten';
import { refusalOf } from '../server';
import { forgetPicture, keepPicture, keptPicture } from './kept';
import { pictureFrom, PictureRefused, straightenedTo, turnedRight } from './picture';
import type { Picture } from './picture';
import { atFirst, ON_THE_RINGS, settled } from './placement';
import type { Placement } from './placement';

/** A picture as the service keeps it with a map: a JPEG as base64. */
export interface SavedPicture {
  readonly picture: string;
  readonly placement: Placement;
  readonly by: { readonly name: string };
  readonly at: string;
}

/** What tracing asks of the service. */
export interface TracingServer {
  read(map: Id): Promise<SavedPicture | null>;
  keep(map: Id, picture: string, placement: Placement): Promise<SavedPicture>;
  place(map: Id, placement: Placement): Promise<void>;
  remove(map: Id): Promise<void>;
}

interface Shown extends Picture {
  readonly address: string;
}

const PAUSE = 600;

export class Tracing {
  picture = $state.raw<Shown | null>(null);
  placement = $state.raw<Placement>(ON_THE_RINGS);
  /** How strong the picture is, from 0.1 to 1. */
  strength = $state(0.5);
  hidden = $state(false);
  /** Whether its bar of controls is shown, and whether drags move the picture and not what is drawn. */
  open = $state(false);
  adjusting = $state(false);
  kept = $state.raw<'page' | 'device' | 'map'>('page');
  savedBy = $state<string | null>(null);
  problem = $state<string | null>(null);
  busy = $state(false);
  readonly #map: Id;
  readonly #account: Id;
  readonly #server: TracingServer | null;
  readonly #say: (sentence: string, urgent?: boolean) => void;
  #pause: ReturnType<typeof setTimeout> | undefined;
  /** When the picture was saved with the map that is shown, if it was. */
  #savedAt: string | null = null;

  constructor(options: { map: Id; account: Id; server: TracingServer | null; say: (sentence: string, urgent?: boolean) => void }) {
    this.#map = options.map;
    this.#account = options.account;
    this.#server = options.server;
    this.#say = options.say;
  }

  /** Whether the service can keep a picture. */
  get canBeSaved(): boolean {
    return this.#server !== null;
  }

  /** Fetch the picture of this map: from this device, else from the service. */
  async load(): Promise<void> {
    const here = await keptPicture(this.#account, this.#map);
    if (here) return this.#show(here.picture, here.placement, 'device');
    await this.#readSaved((saved) => saved && this.#showSaved(saved));
  }

  /** Somebody saved a picture with the map, or took it away. One that lies on this device alone stays. */
  async lookAgain(): Promise<void> {
    if (this.busy || (this.picture && this.kept !== 'map')) return;
    await this.#readSaved(async (saved) => {
      if ((saved?.at ?? null) === this.#savedAt) return;
      if (saved) {
        await this.#showSaved(saved);
        this.#say(`${saved.by.name} has saved a photograph with the map.`);
      } else {
        this.#forget();
        this.#say('The photograph was taken off the map.');
      }
    });
  }

  async #readSaved(then: (saved: SavedPicture | null) => unknown): Promise<void> {
    try {
      if (this.#server) await then(await this.#server.read(this.#map));
    } catch (thrown) {
      refusalOf(thrown); // without a network there is none to see; the map itself says that
    }
  }

  /** Take a file's picture. */
  choose(file: Blob): Promise<void> {
    return this.#work(async () => {
      const picture = await pictureFrom(file);
      await this.#take(picture, atFirst(picture));
      this.adjusting = true;
      this.#say('The photograph lies beneath the drawing.');
    });
  }

  /** Make the paper between four corners straight; of our own blank sheet, lay its rings on the map's. */
  straighten(corners: Corners, { width, height }: { width: number; height: number }, ours: boolean): Promise<void> {
    return this.#work(async () => {
      if (!this.picture) return;
      const picture = await straightenedTo(this.picture, corners, width, height);
      await this.#take(picture, ours ? ON_THE_RINGS : { ...atFirst(picture), x: this.placement.x, y: this.placement.y });
      this.#say('The photograph is straight.');
    });
  }

  turnRight(): Promise<void> {
    return this.#work(async () => {
      if (!this.picture) return;
      const picture = await turnedRight(this.picture);
      await this.#take(picture, { ...atFirst(picture), x: this.placement.x, y: this.placement.y });
      this.#say('The photograph is turned to the right.');
    });
  }

  /** Lay the picture elsewhere; kept a moment after the last change. */
  place(placement: Placement): void {
    this.placement = settled(placement);
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.#keepPlace(), PAUSE);
  }

  /** Save the picture with the map, for everyone who can open it. */
  saveWithMap(): Promise<void> {
    return this.#work(async () => {
      if (!this.picture || !this.#server) return;
      const saved = await this.#server.keep(this.#map, await base64Of(this.picture.blob), this.placement);
      await forgetPicture(this.#account, this.#map);
      this.#savedAs(saved);
      this.#say('The photograph is saved with the map.');
    });
  }

  /** Take the picture away: from this device, or from the map if it was saved there. */
  remove(): Promise<void> {
    return this.#work(async () => {
      clearTimeout(this.#pause);
      if (this.kept === 'map') await this.#server?.remove(this.#map);
      else await forgetPicture(this.#account, this.#map);
      this.#forget();
      this.#say('The photograph is removed.');
    });
  }

  /** The page goes elsewhere. */
  close(): void {
    if (this.#pause !== undefined) void this.#keepPlace();
    this.#forget();
  }

  async #take(picture: Picture, placement: Placement): Promise<void> {
    const keptOnMap = this.kept === 'map';
    this.#show(picture, placement, 'page');
    if (keptOnMap && this.#server) this.#savedAs(await this.#server.keep(this.#map, await base64Of(picture.blob), this.placement));
    else if (await keepPicture(this.#account, this.#map, { picture, placement: this.placement })) this.kept = 'device';
  }

  async #keepPlace(): Promise<void> {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    const { picture, placement, kept } = this;
    if (!picture) return;
    if (kept === 'device') await keepPicture(this.#account, this.#map, { picture, placement });
    if (kept !== 'map') return;
    try {
      await this.#server?.place(this.#map, placement);
    } catch (thrown) {
      refusalOf(thrown); // it stays where it was for others; here it lies where it was put
    }
  }

  #savedAs({ by, at }: Pick<SavedPicture, 'by' | 'at'>): void {
    this.kept = 'map';
    this.savedBy = by.name;
    this.#savedAt = at;
  }

  async #showSaved({ picture, placement, by, at }: SavedPicture): Promise<void> {
    const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
    const blob = new Blob([bytes], { type: 'image/jpeg' });
    const read = await createImageBitmap(blob);
    this.#show({ blob, width: read.width, height: read.height }, placement, 'map');
    this.#savedAs({ by, at });
    read.close();
  }

  #show(picture: Picture, placement: Placement, kept: 'page' | 'device' | 'map'): void {
    this.#forget();
    this.picture = { ...picture, address: URL.createObjectURL(picture.blob) };
    this.placement = settled(placement);
    this.kept = kept;
  }

  #forget(): void {
    if (this.picture) URL.revokeObjectURL(this.picture.address);
    this.picture = null;
    this.kept = 'page';
    this.savedBy = null;
    this.#savedAt = null;
  }

  /** Do something that takes a moment; what goes wrong is said, and leaves what there was. */
  async #work(act: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = null;
    try {
      await act();
    } catch (thrown) {
      this.problem = thrown instanceof PictureRefused ? thrown.message : wordsOf(thrown);
      this.#say(this.problem, true);
    } finally {
      this.busy = false;
    }
  }
}

function wordsOf(thrown: unknown): string {
  const { status, detail } = refusalOf(thrown);
  if (status === 0) return 'There is no network, so this could not be done. The photograph is still on this device.';
  return detail || 'This could not be done. Try again in a moment.';
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

const KEY = Symbol('tracing');

export function provideTracing(tracing: Tracing): Tracing {
  return setContext(KEY, tracing);
}

/** Whether there is anything to trace here: not where a kept drawing is only looked at. */
export function mayTrace(): boolean {
  return hasContext(KEY);
}

export function useTracing(): Tracing {
  return getContext<Tracing>(KEY);
}
