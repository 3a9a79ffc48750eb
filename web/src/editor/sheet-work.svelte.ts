/**
 * Work on the sheet as a whole: finding someone on it, bringing out part of it, arranging it neatly.
 * What is found and brought out is view only, neither an edit nor saved; arranging is one edit.
 */

import { arrange } from '../drawing/arrange';
import { asks, emphasisSentence, NOTHING } from '../drawing/emphasis';
import type { Emphasis } from '../drawing/emphasis';
import type { Id } from '../drawing/model';
import type { Editor } from './editor.svelte';

/** What is open in the panel for the sheet as a whole. */
export type Tool = 'find' | 'bring-out';

export class SheetWork {
  tool = $state.raw<Tool | null>(null);
  emphasis = $state.raw<Emphasis>(NOTHING);
  readonly #editor: Editor;

  constructor(editor: Editor) {
    this.#editor = editor;
  }

  open(tool: Tool): void {
    const editor = this.#editor;
    editor.choose(null);
    editor.connecting = null;
    this.tool = tool;
    editor.panelOpen = true;
    editor.focus(tool === 'find' ? 'find' : 'panel');
  }

  /** Close the panel of a tool; the keyboard goes back to the drawing or the list. */
  close(): void {
    this.tool = null;
    this.#editor.panelOpen = false;
    this.#editor.focus(this.#editor.whereFrom());
  }

  /** Choose a figure or a line that was found, with the keyboard on it, and bring it into the middle. */
  goTo(id: Id): void {
    const editor = this.#editor;
    const line = editor.map.connections.get(id);
    const ends = (line ? [line.from, line.to] : [id]).flatMap((one) => editor.map.figures.get(one) ?? []);
    const [first, last = first] = ends;
    if (!first || !last) return;
    editor.choose(id);
    editor.panelOpen = false;
    if (editor.shows === 'list') {
      editor.listOf = line ? 'arrows' : 'people';
      return editor.focus(`row-${id}`);
    }
    editor.view.centreOn({ x: (first.x + last.x) / 2, y: (first.y + last.y) / 2 });
    editor.focus(`${line ? 'line' : 'figure'}-${id}`);
  }

  bringOut(emphasis: Emphasis): void {
    this.emphasis = emphasis;
    this.#editor.speaker.say(asks(emphasis) ? emphasisSentence(this.#editor.map, emphasis) : 'Everything is shown alike.');
  }

  /** Bring out what one figure gives; if that is so already, show everything alike. */
  bringOutGiver(giver: Id): void {
    this.bringOut(this.emphasis.giver === giver ? NOTHING : { ...NOTHING, giver });
  }

  /** Arrange everyone neatly: one edit, which one undo takes back. */
  arrange(): void {
    const editor = this.#editor;
    editor.settle();
    if (editor.state.do('Arrange neatly', arrange(editor.map))) editor.view.fit(editor.map);
    else editor.speaker.say('Everything is arranged neatly already.');
  }
}
