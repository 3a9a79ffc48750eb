/**
 * Every action of the editor once: what it is called, its keys, when it is offered and what it does.
 * The bar, the palette, the keyboard and the help read it, so each can do what the others can.
 */

import { nearestThatWay } from '../drawing/geometry';
import type { Id, Kind, Point } from '../drawing/model';
import { linesOf } from '../drawing/care';
import { connectionSentence } from '../drawing/words';
import type { Editor } from './editor.svelte';

export interface Action {
  readonly id: string;
  readonly label: string;
  /** Keys as they are pressed: "Mod+z", "Alt+ArrowLeft", "c". Letters work only on a figure. */
  readonly keys: readonly string[];
  readonly help: string;
  offered(editor: Editor): boolean;
  does(editor: Editor): void;
}

/** The kinds of the palette. */
export const PALETTE: readonly { readonly label: string; readonly kind: Kind; readonly individual: boolean }[] = [
  { label: 'Person', kind: 'person', individual: true },
  { label: 'Pet', kind: 'pet', individual: false },
  { label: 'Professional', kind: 'health_care_provider', individual: true },
  { label: 'Service or group', kind: 'group', individual: false },
];

const onFigure = (editor: Editor): Id | null =>
  editor.focused !== null && editor.map.figures.has(editor.focused) ? editor.focused : null;
const drawing = (editor: Editor) => editor.canDraw && onFigure(editor) !== null;

export const undo: Action = {
  id: 'undo', label: 'Undo', keys: ['Mod+z'], help: 'Undo',
  offered: (editor) => editor.state.canUndo,
  does: (editor) => editor.state.undo(),
};

export const redo: Action = {
  id: 'redo', label: 'Redo', keys: ['Mod+Shift+z', 'Mod+y'], help: 'Redo',
  offered: (editor) => editor.state.canRedo,
  does: (editor) => editor.state.redo(),
};

export const connect: Action = {
  id: 'connect', label: 'Connect', keys: ['c'], help: 'Draw an arrow from this figure; go to another, then Enter',
  offered: (editor) => editor.canDraw,
  does: (editor) => editor.startConnecting(onFigure(editor)),
};

export const zoomIn: Action = {
  id: 'zoom-in', label: 'Zoom in', keys: ['+', '='], help: 'Zoom in',
  offered: () => true,
  does: (editor) => editor.view.zoomBy(1.25),
};

export const zoomOut: Action = {
  id: 'zoom-out', label: 'Zoom out', keys: ['-'], help: 'Zoom out',
  offered: () => true,
  does: (editor) => editor.view.zoomBy(0.8),
};

export const showAll: Action = {
  id: 'show-all', label: 'Show all', keys: ['0'], help: 'Show all of the map',
  offered: () => true,
  does: (editor) => editor.view.fit(editor.map),
};

const add: Action = {
  id: 'add', label: 'Add', keys: ['n'], help: 'Add someone: then choose a kind',
  offered: (editor) => editor.canDraw,
  does: (editor) => editor.focus('palette'),
};

const choose: Action = {
  id: 'choose', label: 'Choose', keys: ['Enter', ' '], help: 'Choose this figure; again to go to its questions',
  offered: (editor) => onFigure(editor) !== null,
  does: (editor) => {
    const id = onFigure(editor);
    if (id === null || editor.takeEnd(id)) return;
    if (editor.chosen === id) {
      editor.panelOpen = true;
      editor.focus('panel');
    } else editor.choose(id);
  },
};

const remove: Action = {
  id: 'remove', label: 'Remove', keys: ['Delete', 'Backspace'], help: 'Remove this figure; it asks first',
  offered: drawing,
  does: (editor) => editor.askToRemove(onFigure(editor) ?? ''),
};

const household: Action = {
  id: 'household', label: 'Lives with…', keys: ['h'], help: 'Say whom this person lives with',
  offered: drawing,
  does: (editor) => {
    editor.choose(onFigure(editor));
    editor.panelOpen = true;
    editor.focus('lives-with');
  },
};

const lines: Action = {
  id: 'lines', label: 'Next line', keys: ['l'], help: 'Go through this figure’s lines; Enter opens one',
  offered: (editor) => onFigure(editor) !== null,
  does: (editor) => {
    const all = linesOf(editor.map, onFigure(editor) ?? '');
    const at = all.findIndex(({ id }) => id === editor.chosen);
    const next = all[(at + 1) % all.length];
    if (!next) return editor.speaker.say('No lines yet.');
    editor.state.chosen = next.id;
    editor.focus(`line-${next.id}`);
    editor.speaker.say(connectionSentence(editor.map, next));
  },
};

const stop: Action = {
  id: 'stop', label: 'Stop', keys: ['Escape'], help: 'Stop, close, put back',
  offered: () => true,
  does: (editor) => void editor.stop(),
};

const WAYS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 }, ArrowUp: { x: 0, y: -1 }, ArrowDown: { x: 0, y: 1 },
};

const moves = Object.entries(WAYS).flatMap(([key, way]): Action[] => [
  {
    id: `go-${key}`, label: 'Go to the nearest that way', keys: [`Alt+${key}`], help: 'Go to the nearest figure that way',
    offered: (editor) => onFigure(editor) !== null,
    does: (editor) => {
      const next = nearestThatWay(editor.map.figures, onFigure(editor) ?? '', way);
      if (!next) return;
      editor.focused = next;
      editor.focus(`figure-${next}`);
    },
  },
  nudge(key, way, 10),
  nudge(`Shift+${key}`, way, 40),
]);

function nudge(key: string, way: Point, by: number): Action {
  return {
    id: `move-${key}`, label: 'Move', keys: [key], help: `Move this figure by ${by}`,
    offered: drawing,
    does: (editor) => {
      const id = onFigure(editor) ?? '';
      const from = editor.held.get(id) ?? editor.map.figures.get(id);
      if (from) editor.nudge(id, { x: from.x + way.x * by, y: from.y + way.y * by });
    },
  };
}

/** Actions of the whole page, wherever the keyboard is. */
export const ANYWHERE: readonly Action[] = [undo, redo, stop];

/** Actions while the keyboard is on a figure. */
export const ON_A_FIGURE: readonly Action[] = [choose, connect, add, lines, household, remove, zoomIn, zoomOut, showAll, ...moves];

/** Return the action a key asks for. Single letters can be turned off. */
export function actionFor(actions: readonly Action[], event: KeyboardEvent, singleLetters: boolean): Action | undefined {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const mod = event.ctrlKey || event.metaKey;
  const shifted = event.shiftKey && (event.key.length > 1 || mod);
  const pressed = [mod ? 'Mod+' : '', event.altKey ? 'Alt+' : '', shifted ? 'Shift+' : '', key].join('');
  if (!singleLetters && pressed.length === 1 && pressed !== ' ') return undefined;
  return actions.find(({ keys }) => keys.includes(pressed));
}
