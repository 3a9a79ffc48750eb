/**
 * Every action of the editor once: what it is called, its keys, when it is offered and what it does.
 * The bar, the palette, the keyboard and the help read it, so each can do what the others can.
 */

import { asks } from '../drawing/emphasis';
import { nearestThatWay } from '../drawing/geometry';
import type { Formality, Frequency, Id, Kind, Point, State } from '../drawing/model';
import { linesOf } from '../drawing/care';
import { connectionSentence } from '../drawing/words';
import type { Editor } from './editor.svelte';
import type { IconName } from './Icon.svelte';
import type { Tool } from './sheet-work.svelte';

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

export const find: Action = {
  id: 'find', label: 'Find', keys: ['/'], help: 'Find someone on the map',
  offered: () => true,
  does: (editor) => editor.sheet.open('find'),
};

const findAnywhere: Action = { ...find, id: 'find-anywhere', keys: ['Mod+k'], help: 'Find someone, wherever you are on the page' };

export const bringOut: Action = {
  id: 'bring-out', label: 'Bring out', keys: ['b'], help: 'Bring out some of the care; the rest is drawn pale',
  offered: (editor) => editor.map.connections.size > 0 || asks(editor.sheet.emphasis),
  does: (editor) => editor.sheet.open('bring-out'),
};

const whatTheyGive: Action = {
  id: 'what-they-give', label: 'What do they give?', keys: ['o'], help: 'Bring out only what this figure gives; again to show everything alike',
  offered: (editor) => onFigure(editor) !== null,
  does: (editor) => editor.sheet.bringOutGiver(onFigure(editor) ?? ''),
};

export const arrangeNeatly: Action = {
  id: 'arrange', label: 'Arrange neatly', keys: [], help: 'Arrange everyone neatly in their rings',
  offered: (editor) => editor.canDraw && editor.map.figures.size > 1,
  does: (editor) => editor.sheet.arrange(),
};

/** What is done with the sheet as a whole, and the panel that some of it opens. */
export const SHEET_TOOLS: readonly { readonly action: Action; readonly icon: IconName; readonly tool: Tool | null }[] = [
  { action: find, icon: 'find', tool: 'find' },
  { action: bringOut, icon: 'bring-out', tool: 'bring-out' },
  { action: arrangeNeatly, icon: 'arrange', tool: null },
];

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
    if (id === null) return;
    if (editor.chosen === id && !editor.connecting && !editor.several.mode) {
      editor.panelOpen = true;
      editor.focus('panel');
    } else editor.press(id);
  },
};

const also: Action = {
  id: 'also', label: 'Choose this too', keys: ['s', 'Shift+Enter'], help: 'Choose this one too; several are changed together',
  offered: drawing,
  does: (editor) => editor.press(onFigure(editor) ?? '', true),
};

const related: Action = {
  id: 'related', label: 'Is related to…', keys: ['r'], help: 'Say that this one is related to another; go to them, then Enter',
  offered: drawing,
  does: (editor) => editor.startConnecting(onFigure(editor), 'related_to'),
};

const together: Action = {
  id: 'together', label: 'Works together with…', keys: ['t'], help: 'Say that this one works together with another; go to them, then Enter',
  offered: drawing,
  does: (editor) => editor.startConnecting(onFigure(editor), 'collaborates_with'),
};

const remove: Action = {
  id: 'remove', label: 'Remove', keys: ['Delete', 'Backspace'], help: 'Remove this figure; it asks first',
  offered: drawing,
  does: (editor) => editor.askToRemove(onFigure(editor) ?? ''),
};

const household: Action = {
  id: 'household', label: 'Lives with…', keys: ['h'], help: 'Say whom this person lives with',
  offered: drawing,
  does: (editor) => editor.ask('lives-with'),
};

const where: Action = {
  id: 'where', label: 'Move to…', keys: ['m'], help: 'Say where they live: with, nearby, within 2 hours, further away',
  offered: drawing,
  does: (editor) => editor.ask('where'),
};

const names: Action = {
  id: 'names', label: 'Type names', keys: ['a'], help: 'Type the names of those who answer the question',
  offered: (editor) => editor.canDraw,
  does: (editor) => editor.startAdding(null),
};

const show: Action = {
  id: 'show', label: 'Drawing or list', keys: ['v'], help: 'Show the drawing as a list, or the list as a drawing',
  offered: () => true,
  does: (editor) => editor.showOther(),
};

const all: Action = {
  id: 'all', label: 'Choose all', keys: ['Mod+a'], help: 'Choose all, to change them together',
  offered: (editor) => editor.canDraw,
  does: (editor) => {
    const arrows = editor.shows === 'list' && editor.listOf === 'arrows';
    editor.state.chosen = null;
    editor.several.toggleAll([...(arrows ? editor.map.connections : editor.map.figures).keys()]);
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
export const ANYWHERE: readonly Action[] = [undo, redo, findAnywhere, stop];

/** Actions while the keyboard is on a figure. */
export const ON_A_FIGURE: readonly Action[] = [
  choose, also, all, connect, related, together, names, add, lines, where, household, remove, show, find, bringOut, whatTheyGive, zoomIn, zoomOut, showAll, ...moves,
];

/** Actions while the keyboard is on a row of the list; Enter presses the row, as any button's. */
export const IN_THE_LIST: readonly Action[] = [also, all, connect, related, together, names, add, where, household, remove, show];

/** Keys that answer the questions of the arrows that are chosen, or of the row that has the keyboard. */
export const ANSWERS: readonly { readonly key: string; readonly field: 'frequency' | 'formality' | 'state'; readonly now: Frequency | Formality | State }[] = [
  { key: '1', field: 'frequency', now: 'several_daily' },
  { key: '2', field: 'frequency', now: 'daily' },
  { key: '3', field: 'frequency', now: 'weekly' },
  { key: '4', field: 'frequency', now: 'monthly' },
  { key: '5', field: 'frequency', now: 'occasional' },
  { key: 'g', field: 'formality', now: 'gifted' },
  { key: 'p', field: 'formality', now: 'paid' },
  { key: 'f', field: 'state', now: 'generative' },
  { key: 'e', field: 'state', now: 'engaged' },
  { key: 'x', field: 'state', now: 'inactive' },
  { key: 'y', field: 'state', now: 'potential' },
];

/** The key that asks what care. */
export const WHAT_CARE = 'w';

/** Answer for arrows if the key is an answer. Returns whether it was. */
export function answerWith(editor: Editor, event: KeyboardEvent, ids: readonly Id[]): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
  if (!editor.singleLetterKeys || !editor.canDraw || ids.length === 0) return false;
  if (event.key.toLowerCase() === WHAT_CARE) {
    editor.askWhatCare(ids[0] ?? null);
    return true;
  }
  const answer = ANSWERS.find(({ key }) => key === event.key.toLowerCase());
  if (!answer) return false;
  editor.say('connection', ids, answer.field, answer.now);
  return true;
}

/** Return the action a key asks for. Single letters can be turned off. */
export function actionFor(actions: readonly Action[], event: KeyboardEvent, singleLetters: boolean): Action | undefined {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const mod = event.ctrlKey || event.metaKey;
  const shifted = event.shiftKey && (event.key.length > 1 || mod);
  const pressed = [mod ? 'Mod+' : '', event.altKey ? 'Alt+' : '', shifted ? 'Shift+' : '', key].join('');
  if (!singleLetters && pressed.length === 1 && pressed !== ' ') return undefined;
  return actions.find(({ keys }) => keys.includes(pressed));
}
