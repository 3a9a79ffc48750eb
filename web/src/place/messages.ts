/** What the place page and the frame of its map tell each other. Both are ours: others are not heard. */

import type { Measure } from './words';

/** From the page to the map. */
export type ToMap =
  | { to: 'place-map'; show: { query: string; measure: Measure } }
  | { to: 'place-map'; choose: string | null };

/** From the map to the page. */
export type FromMap =
  | { from: 'place-map'; ready: true }
  | { from: 'place-map'; chosen: string | null }
  | { from: 'place-map'; height: number };

type Message = ToMap | FromMap;

/** Tell a window of ours. */
export function tell(other: Window, message: Message): void {
  other.postMessage(message, location.origin);
}

/** Hear what one window of ours says; what any other says is dropped. Returns how to stop. */
export function hear<T extends Message>(
  key: 'to' | 'from',
  other: () => Window | null | undefined,
  heard: (message: T) => void,
): () => void {
  const listener = (event: MessageEvent<unknown>) => {
    const ours = event.origin === location.origin && event.source !== null && event.source === other();
    if (ours && isMessage(event.data, key)) heard(event.data as T);
  };
  addEventListener('message', listener);
  return () => removeEventListener('message', listener);
}

function isMessage(data: unknown, key: 'to' | 'from'): boolean {
  return typeof data === 'object' && data !== null && (data as Record<string, unknown>)[key] === 'place-map';
}
