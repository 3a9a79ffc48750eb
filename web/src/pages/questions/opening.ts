/** A release that is being opened is asked again until it answers, or nobody waits any more. */

import { asProblem } from '../../api/problem';

const AGAIN_AFTER = 3000;
const TRIES = 20;

/** Return what a release answers; `wanted` says whether somebody still waits for it. */
export async function afterOpening<T>(ask: () => Promise<T>, wanted: () => boolean): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (thrown) {
      const opening = asProblem(thrown).slug === 'release-opening';
      if (!opening || tries === TRIES || !wanted()) throw thrown;
    }
    await new Promise((go) => setTimeout(go, AGAIN_AFTER));
  }
}
