/** Have the editor at hand for when there is no network (`service-worker.ts`). */

/** Put the page and the editor's parts by, once there is nothing better to do. Quiet where browsers cannot. */
export function keepEditorAtHand(): void {
  const workers = (globalThis.navigator as Partial<Navigator>).serviceWorker;
  if (!workers || !import.meta.env.PROD) return;
  const begin = () => void workers.register('/service-worker.js').catch(() => undefined);
  if ('requestIdleCallback' in globalThis) requestIdleCallback(begin, { timeout: 5_000 });
  else setTimeout(begin, 2_000);
}
