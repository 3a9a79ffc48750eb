/** What somebody says something of: which page opens the question, and who answers it. */

import { getContext, setContext } from 'svelte';

export interface Spoken {
  on: 'care_map' | 'neighbourhood';
  /** The care map or neighbourhood. */
  id: string;
  about_kind: 'element' | 'connection' | 'number';
  about: string;
  /** What it is called: "Rosa Delgado". */
  words: string;
  /** Who reads it and answers: "the person whose map it is". */
  whom: string;
  /** Others on the map, where a missing connection can be suggested. */
  others?: readonly { id: string; name: string }[];
}

type Said = Pick<Spoken, 'about_kind' | 'about' | 'words' | 'others'> & { isPrivate?: boolean };
type Ask = (said: Said) => void;

const KEY = Symbol('this is not right');

/** A page's question, while it is open. */
export class Speaking {
  spoken = $state.raw<Spoken | null>(null);
}

/** Let everything below a page open its question; `asked` says who answers, and where. */
export function letSay(asked: (said: Said) => Spoken): Speaking {
  const speaking = new Speaking();
  setContext<Ask>(KEY, (said) => (speaking.spoken = asked(said)));
  return speaking;
}

/** Return what opens the page's question; nothing on a page that has none. */
export function maySay(): Ask | undefined {
  return getContext<Ask | undefined>(KEY);
}
