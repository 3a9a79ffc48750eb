/** What one person can undo and redo on a map: their own edits, in order, across a reload. */

import { opposite } from '../drawing/edits';
import type { Id } from '../drawing/model';
import type { Step } from '../drawing/steps';

/** An edit of one's own, with its steps as they took effect. */
export interface Own {
  readonly id: Id;
  readonly undoes: Id | null;
  readonly steps: readonly Step[];
}

/** `done` can be undone, last first; `undone` are the undoing edits, which can be taken back. */
export interface History {
  readonly done: readonly Own[];
  readonly undone: readonly Own[];
}

export const NO_HISTORY: History = { done: [], undone: [] };

/** Return the history after one more edit. Undoing and redoing are edits too; any other clears redo. */
export function after(history: History, edit: Own): History {
  const without = (edits: readonly Own[]) => edits.filter(({ id }) => id !== edit.undoes);
  if (edit.undoes !== null && history.done.some(({ id }) => id === edit.undoes)) {
    return { done: without(history.done), undone: edit.steps.length > 0 ? [...history.undone, edit] : history.undone };
  }
  if (edit.undoes !== null && history.undone.some(({ id }) => id === edit.undoes)) {
    return { undone: without(history.undone), done: edit.steps.length > 0 ? [...history.done, edit] : history.done };
  }
  return edit.steps.length > 0 ? { done: [...history.done, edit], undone: [] } : history;
}

/** Return the history with an edit's steps as the server says they took effect. */
export function settled(history: History, { id, steps }: Pick<Own, 'id' | 'steps'>): History {
  const settle = (edits: readonly Own[]) => edits.map((one) => (one.id === id ? { ...one, steps } : one)).filter((one) => one.steps.length > 0);
  return { done: settle(history.done), undone: settle(history.undone) };
}

/** Return the history without an edit that the server refused. */
export function withdrawn(history: History, id: Id): History {
  const leave = (edits: readonly Own[]) => edits.filter((one) => one.id !== id);
  return { done: leave(history.done), undone: leave(history.undone) };
}

/** As many edits as are remembered on a device for when there is no network. */
const REMEMBERED = 50;

/** Return the last of a history. */
export function lately({ done, undone }: History): History {
  return { done: done.slice(-REMEMBERED), undone: undone.slice(-REMEMBERED) };
}

/** Return the steps of the edit that takes another back, and its id. */
export function takingBack(edit: Own): { undoes: Id; steps: Step[] } {
  return { undoes: edit.id, steps: opposite(edit.steps) };
}
