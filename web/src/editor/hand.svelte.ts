/* eslint-disable svelte/prefer-svelte-reactivity -- maps, sets and dates here are values, replaced and never changed in place */
/**
 * Mouse, pen and fingers on the drawing: waiting, pressing, dragging a figure, a home, a new arrow
 * or the paper, and pinching. Each can be cancelled and puts back what it held. What a drag does to
 * the map is one edit, made when it ends.
 */

import type { Id, Point } from '../drawing/model';
import type { Editor } from './editor.svelte';

type Grip =
  | { readonly on: 'figure' | 'handle'; readonly id: Id }
  | { readonly on: 'line'; readonly id: Id }
  | { readonly on: 'house'; readonly id: Id }
  | { readonly on: 'paper' };

type Doing =
  | { readonly is: 'waiting' }
  | { readonly is: 'pressing' | 'dragging'; readonly grip: Grip; readonly from: Point; last: Point }
  | { readonly is: 'pinching'; apart: number; middle: Point };

const SLACK = 5;
const EDGE = 28;

export class Hand {
  /** An arrow on its way from a figure to the pointer, in pixels of the drawing. */
  reaching = $state.raw<{ readonly giver: Id; readonly to: Point; readonly over: Id | null } | null>(null);
  dragging = $state(false);
  #doing: Doing = { is: 'waiting' };
  #fingers = new Map<number, Point>();
  #frame = 0;
  readonly #editor: Editor;
  readonly #svg: () => SVGSVGElement | null;
  readonly #lineAt: (at: Point) => Id | null;

  constructor(editor: Editor, svg: () => SVGSVGElement | null, lineAt: (at: Point) => Id | null) {
    this.#editor = editor;
    this.#svg = svg;
    this.#lineAt = lineAt;
  }

  down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const at = this.#at(event);
    this.#fingers.set(event.pointerId, at);
    this.#svg()?.setPointerCapture(event.pointerId);
    if (this.#fingers.size === 2) return this.#startPinching();
    if (this.#fingers.size > 2) return;
    this.#editor.settle();
    this.#doing = { is: 'pressing', grip: gripOf(event.target), from: at, last: at };
  };

  move = (event: PointerEvent): void => {
    if (!this.#fingers.has(event.pointerId)) return;
    const at = this.#at(event);
    this.#fingers.set(event.pointerId, at);
    if (this.#doing.is === 'pinching') return this.#pinch();
    if (this.#doing.is === 'waiting') return;
    if (this.#doing.is === 'pressing') {
      if (Math.hypot(at.x - this.#doing.from.x, at.y - this.#doing.from.y) < SLACK) return;
      this.#doing = { ...this.#doing, is: 'dragging' };
      this.dragging = true;
      this.#panAtEdge();
    }
    this.#drag(at);
  };

  up = (event: PointerEvent): void => {
    this.#fingers.delete(event.pointerId);
    const doing = this.#doing;
    if (doing.is === 'pinching') {
      if (this.#fingers.size === 0) this.#rest();
      return;
    }
    if (doing.is === 'pressing') this.#press(doing.grip, doing.from, event.shiftKey || event.ctrlKey || event.metaKey);
    if (doing.is === 'dragging') this.#drop(doing.grip);
    this.#rest();
  };

  /** Put back whatever is held. */
  cancel = (): boolean => {
    const wasHolding = this.#doing.is === 'dragging';
    this.#rest();
    this.#editor.held = new Map();
    return wasHolding;
  };

  wheel = (event: WheelEvent): void => {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) this.#editor.view.zoomBy(Math.exp(-event.deltaY / 300), this.#at(event));
    else this.#editor.view.panBy(-event.deltaX, -event.deltaY);
  };

  doubleClick = (event: MouseEvent): void => {
    if (gripOf(event.target).on !== 'paper' && gripOf(event.target).on !== 'house') return;
    this.#editor.startAdding({ kind: 'person', individual: true }, this.#editor.view.toSheet(this.#at(event)));
  };

  #press(grip: Grip, at: Point, also: boolean): void {
    const editor = this.#editor;
    if (grip.on === 'figure') editor.press(grip.id, also);
    else if (grip.on === 'line') editor.press(this.#lineAt(at) ?? grip.id, also);
    else if (grip.on === 'handle') editor.startConnecting(grip.id);
    else if (!editor.connecting && !also && !editor.several.mode) editor.choose(null);
  }

  #drag(at: Point): void {
    const doing = this.#doing;
    if (doing.is !== 'dragging') return;
    const { grip, last } = doing;
    const { view, map, canDraw } = this.#editor;
    doing.last = at;
    if (grip.on === 'paper' || grip.on === 'line' || !canDraw) view.panBy(at.x - last.x, at.y - last.y);
    else if (grip.on === 'handle') {
      this.reaching = { giver: grip.id, to: at, over: this.#figureUnder(at, grip.id) };
    } else {
      const by = { x: (at.x - last.x) / view.zoom, y: (at.y - last.y) / view.zoom };
      const ids = grip.on === 'figure' ? [grip.id] : [...map.figures.values()].filter(({ household }) => household === grip.id).map((one) => one.element_id);
      const held = new Map(this.#editor.held);
      for (const id of grip.on === 'house' ? [...ids, grip.id] : ids) {
        const from = held.get(id) ?? map.figures.get(id) ?? map.households.get(id);
        if (from) held.set(id, { x: from.x + by.x, y: from.y + by.y });
      }
      this.#editor.held = held;
    }
  }

  #drop(grip: Grip): void {
    const editor = this.#editor;
    const { held, map } = editor;
    editor.held = new Map();
    if (grip.on === 'figure') {
      const to = held.get(grip.id);
      if (to) editor.moveTo(grip.id, to);
      editor.focused = grip.id;
    } else if (grip.on === 'house') {
      const home = map.households.get(grip.id);
      const to = held.get(grip.id);
      if (home && to) editor.moveHome(home, { x: to.x - home.x, y: to.y - home.y });
    } else if (grip.on === 'handle' && this.reaching?.over) editor.connect(grip.id, this.reaching.over);
  }

  /** While something is dragged to the edge, the view goes along. */
  #panAtEdge(): void {
    const step = () => {
      const doing = this.#doing;
      if (doing.is !== 'dragging') return;
      const { view } = this.#editor;
      if (doing.grip.on !== 'paper' && doing.grip.on !== 'line') {
        const push = (at: number, size: number) => (at < EDGE ? 6 : at > size - EDGE ? -6 : 0);
        const [dx, dy] = [push(doing.last.x, view.width), push(doing.last.y, view.height)];
        if (dx || dy) {
          view.panBy(dx, dy);
          doing.last = { x: doing.last.x + dx, y: doing.last.y + dy };
          this.#drag({ x: doing.last.x - dx, y: doing.last.y - dy });
        }
      }
      this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  #figureUnder(at: Point, but: Id): Id | null {
    const { map, view } = this.#editor;
    const { x, y } = view.toSheet(at);
    const reach = 36 / Math.min(1, view.zoom);
    let [best, least]: [Id | null, number] = [null, reach];
    for (const [id, figure] of map.figures) {
      const far = Math.hypot(figure.x - x, figure.y - y);
      if (id !== but && far < least) [best, least] = [id, far];
    }
    return best;
  }

  #startPinching(): void {
    this.cancel();
    const { apart, middle } = this.#twoFingers();
    this.#doing = { is: 'pinching', apart, middle };
    this.dragging = true;
  }

  #pinch(): void {
    if (this.#doing.is !== 'pinching' || this.#fingers.size < 2) return;
    const { apart, middle } = this.#twoFingers();
    const { view } = this.#editor;
    view.panBy(middle.x - this.#doing.middle.x, middle.y - this.#doing.middle.y);
    view.zoomBy(apart / (this.#doing.apart || 1), middle);
    this.#doing = { is: 'pinching', apart, middle };
  }

  #twoFingers(): { apart: number; middle: Point } {
    const [one = { x: 0, y: 0 }, other = one] = [...this.#fingers.values()];
    return {
      apart: Math.hypot(one.x - other.x, one.y - other.y),
      middle: { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 },
    };
  }

  #rest(): void {
    cancelAnimationFrame(this.#frame);
    this.#doing = { is: 'waiting' };
    this.reaching = null;
    this.dragging = false;
  }

  #at(event: MouseEvent): Point {
    const box = this.#svg()?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  }
}

function gripOf(target: EventTarget | null): Grip {
  const found = target instanceof Element ? target.closest<SVGElement>('[data-grip]') : null;
  const on = found?.dataset.grip as Grip['on'] | undefined;
  const id = found?.dataset.id;
  return !on || on === 'paper' || id === undefined ? { on: 'paper' } : { on, id };
}
