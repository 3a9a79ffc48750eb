/**
 * The picture of a network, drawn by the graphics card with Sigma: figures by kind and sector, one
 * line a pair, names that do not cover each other. It shows what it is given and says what is
 * pressed; what that means is the page's. Loaded when a picture is first wanted.
 */

import { UndirectedGraph } from 'graphology';
import Sigma from 'sigma';

import type { ViewConnection, ViewElement } from '../api/shapes';
import type { Colouring } from '../pages/neighbourhood/chosen';
import { atlasOf, type Atlas } from './atlas';
import { coloursAt, faded, type Colours } from './colours';
import { settledIn, type Spot } from './keeping';
import { ACROSS, LINES, strongestFirst } from './lines';
import { named, type Box, type Named } from './naming';
import { bandOf, HEIGHT, placed, type Band, type Placing } from './placing';
import { figureProgram, lineProgram, type FigureLook, type LineLook } from './programs';

export interface Drawn {
  elements: readonly ViewElement[];
  connections: readonly ViewConnection[];
}

/** How what is drawn is drawn. */
export interface Manner {
  /** How many times as large as the least each figure is. */
  scales: ReadonlyMap<string, number>;
  colour: Colouring;
  /** How those who ever belonged stand to the Care Commons. */
  stands: ReadonlyMap<string, 'active' | 'inactive'>;
}

/** Where a figure is seen, in pixels; `size` is half its own. */
interface InSight {
  x: number;
  y: number;
  size: number;
}

/** What the page wants to hear. */
export interface Ears {
  choose(id: string | null): void;
  /** The middles of the bands have moved, in pixels from the left. */
  bands(middles: readonly { band: Band; x: number }[]): void;
  /** A figure was moved by hand; null where nobody may. */
  moved: ((spot: Spot) => void) | null;
  /** The graphics card has given up. */
  lost(): void;
}

interface Figure extends FigureLook {
  x: number;
  y: number;
  size: number;
  type: string;
  name: string;
  /** Bodies are named before people. */
  body: boolean;
}

interface Line extends LineLook {
  size: number;
  color: string;
  type: string;
}

const QUIET = 0.55;
const FAINT = 0.15;
/** Names that are tried: with more the picture is all words. */
const MOST_NAMES = 150;
/** With more figures in sight only what is lit is named, and pointing lights nothing. */
const CROWD = 1000;
/** A larger figure is so much of a nearer look that people's names are shown too. */
const NEAR_LOOK = 0.6;
/** So few figures leave room for the names of people too. */
const FEW = 40;
/** Up to so many figures on the map, what is left out leaves its place empty; of more, what is shown is looked at. */
const SMALL = 400;

/** Return whether this machine can draw pictures. */
export function canDraw(): boolean {
  const canvas = document.createElement('canvas');
  return Boolean(canvas.getContext('webgl2') ?? canvas.getContext('webgl'));
}

export class NetworkPicture {
  readonly #host: HTMLElement;
  readonly #ears: Ears;
  readonly #colours: Colours;
  readonly #graph = new UndirectedGraph<Figure, Line>();
  readonly #sigma: Sigma<Figure, Line>;
  readonly #atlas: Atlas;
  readonly #names: HTMLCanvasElement;
  readonly #halo: HTMLCanvasElement;
  #placing: Placing = { width: HEIGHT, places: new Map(), bands: [] };
  #held: string | null = null;
  readonly #wasPut = new Set<string>();
  #order: string[] = [];
  #widths = new Map<string, number>();
  #closed = false;
  #chosen: string | null = null;
  #pointed: string | null = null;
  #lit: ReadonlySet<string> = new Set();

  constructor(host: HTMLElement, whole: readonly ViewElement[], ears: Ears) {
    this.#host = host;
    this.#ears = ears;
    this.#colours = coloursAt(host);
    this.#atlas = atlasOf(whole, this.#colours);
    this.#sigma = new Sigma(this.#graph, host, {
      nodeProgramClasses: { figure: figureProgram(this.#atlas) },
      edgeProgramClasses: { line: lineProgram() },
      defaultNodeType: 'figure',
      defaultEdgeType: 'line',
      renderLabels: false,
      // What is pointed at is lit by `#light`, not drawn anew in a box.
      defaultDrawNodeHover: () => undefined,
      nodeHoverProgramClasses: { figure: figureProgram(this.#atlas) },
      nodeReducer: (id, figure) => this.#figure(id, figure),
      edgeReducer: (id, line) => this.#line(id, line),
      stagePadding: 28,
      zIndex: true,
      minCameraRatio: 0.05,
      maxCameraRatio: 1.6,
      ...(stillness() ? { zoomDuration: 0, inertiaDuration: 0, doubleClickZoomingDuration: 0 } : {}),
    });
    this.#names = this.#sigma.createCanvas('names', { afterLayer: 'nodes' });
    this.#halo = this.#sigma.createCanvas('halo', { beforeLayer: 'nodes' });
    this.#sigma.resize(true);
    this.#listen();
  }

  /**
   * Place everything on the map, and return what had no place before.
   *
   * @param kept The places that were kept; only what has none is placed anew.
   */
  place(whole: Drawn, kept: readonly Spot[]): Spot[] {
    const things = whole.elements.map((one) => ({ id: one.id, band: bandOf(one) }));
    const pairs = whole.connections.map(({ from, to }) => [from, to] as const);
    const known = new Set(kept.map(({ element }) => element));
    const aspect = this.#host.offsetWidth / this.#host.offsetHeight;
    // Sorting thousands takes long, and is for what has no place.
    const fresh = things.every(({ id }) => known.has(id)) ? placed(things, [], aspect, 0) : placed(things, pairs, aspect);
    const { placing, added } = settledIn(fresh, things, pairs, kept);
    this.#placing = placing;
    return added;
  }

  /** Where everything on the map is, as shares of the sheet. */
  get places(): ReadonlyMap<string, { x: number; y: number }> {
    const { places, width } = this.#placing;
    return new Map([...places].map(([id, { x, y }]) => [id, { x: x / width, y: 1 - y / HEIGHT }]));
  }

  /** Draw something else. Nothing is moved. */
  draw({ elements, connections }: Drawn, manner: Manner): void {
    this.#graph.clear();
    this.#addFigures(elements, manner);
    this.#addLines(elements, connections);
    this.#order = this.#graph.nodes().sort((one, other) => this.#importance(other) - this.#importance(one));
    this.#sigma.setCustomBBox(this.#extent(elements));
    this.#light();
  }

  /** Light one figure and what it is connected with, or nothing. */
  light(chosen: string | null): void {
    this.#chosen = chosen;
    this.#light();
  }

  zoom(closer: boolean): void {
    const camera = this.#sigma.getCamera();
    const how = { duration: stillness() ? 1 : 200 };
    void (closer ? camera.animatedZoom(how) : camera.animatedUnzoom(how));
  }

  showAll(): void {
    void this.#sigma.getCamera().animatedReset({ duration: stillness() ? 1 : 200 });
  }

  /** Fit the picture to the room it has now. */
  fit(): void {
    if (this.#host.offsetWidth > 0 && this.#host.offsetHeight > 0) this.#sigma.scheduleRender();
  }

  close(): void {
    this.#closed = true;
    this.#sigma.kill();
  }

  /** Move a figure by a share of the sheet, as by the keyboard. */
  nudge(id: string, dx: number, dy: number): void {
    if (!this.#graph.hasNode(id)) return;
    const { x, y } = this.#graph.getNodeAttributes(id);
    this.#put(id, x + dx * this.#placing.width, y - dy * HEIGHT);
    this.#drop(id);
  }

  /** Return what the sheet shows: all of a small map; of a large one, what is drawn of it. */
  #extent(elements: readonly ViewElement[]): { x: [number, number]; y: [number, number] } {
    const places = elements.flatMap(({ id }) => this.#placing.places.get(id) ?? []);
    if (this.#placing.places.size <= SMALL || places.length === 0) return { x: [0, this.#placing.width], y: [0, HEIGHT] };
    const range = (along: readonly number[]): [number, number] => {
      const [least, most] = along.reduce(([low, high], one) => [Math.min(low, one), Math.max(high, one)], [Infinity, -Infinity]);
      return most - least < HEIGHT / 10 ? [least - HEIGHT / 20, most + HEIGHT / 20] : [least, most];
    };
    return { x: range(places.map(({ x }) => x)), y: range(places.map(({ y }) => y)) };
  }

  #addFigures(elements: readonly ViewElement[], { scales, colour, stands }: Manner): void {
    const crowd = Math.min(1, Math.max(0.15, Math.sqrt(90 / Math.max(1, elements.length))));
    for (const element of elements) {
      const place = this.#placing.places.get(element.id);
      if (!place) continue;
      const body = element.kind !== 'person' && element.kind !== 'pet';
      this.#graph.addNode(element.id, {
        ...place,
        size: (body ? 17 : 16) * crowd * (scales.get(element.id) ?? 1) ** 0.6,
        type: 'figure',
        cell: this.#atlas.cellOf(colour === 'membership' ? { ...element, sector: toneOf(stands.get(element.id)) } : element),
        alpha: 1,
        name: element.label,
        body,
      });
    }
  }

  #addLines(elements: readonly ViewElement[], connections: readonly ViewConnection[]): void {
    const formal = new Set(elements.filter(({ sector }) => sector === 'formal').map(({ id }) => id));
    const carers = new Set(elements.filter((one) => one.sector !== null && !one.supported).map(({ id }) => id));
    for (const { from, to, state } of strongestFirst(connections)) {
      if (from === to || !this.#graph.hasNode(from) || !this.#graph.hasNode(to)) continue;
      if (this.#graph.hasEdge(from, to)) continue;
      const look = LINES[state];
      const across = carers.has(from) && carers.has(to) && formal.has(from) !== formal.has(to);
      const [on, off] = look.dash ?? [0, 0];
      this.#graph.addEdge(from, to, {
        size: look.width * (across ? ACROSS : 1),
        color: this.#colours(look.colour),
        type: 'line',
        on,
        off,
      });
    }
  }

  #importance(id: string): number {
    return (this.#graph.getNodeAttribute(id, 'body') ? 10_000 : 0) + this.#graph.degree(id);
  }

  #listen(): void {
    const sigma = this.#sigma;
    sigma.on('clickNode', ({ node }) => this.#ears.choose(node));
    sigma.on('clickStage', () => this.#ears.choose(null));
    sigma.on('enterNode', ({ node }) => this.#point(node));
    sigma.on('leaveNode', () => this.#point(null));
    sigma.on('afterRender', () => this.#write());
    sigma.on('downNode', ({ node }) => {
      if (this.#ears.moved) this.#held = node;
    });
    sigma.on('moveBody', ({ event }) => {
      if (this.#held === null) return;
      const { x, y } = sigma.viewportToGraph(event);
      this.#put(this.#held, x, y);
      event.preventSigmaDefault();
      event.original.preventDefault();
    });
    const drop = () => {
      if (this.#held !== null && this.#wasPut.has(this.#held)) this.#drop(this.#held);
      this.#held = null;
    };
    sigma.on('upNode', drop);
    sigma.on('upStage', drop);
    for (const canvas of Object.values(sigma.getCanvases())) {
      canvas.addEventListener('webglcontextlost', () => {
        // Closing a picture gives its part of the graphics card back: that is not a loss.
        if (!this.#closed) this.#ears.lost();
      });
    }
  }

  #put(id: string, x: number, y: number): void {
    const place = { x: within(x, this.#placing.width), y: within(y, HEIGHT) };
    this.#wasPut.add(id);
    this.#placing = { ...this.#placing, places: new Map(this.#placing.places).set(id, place) };
    this.#graph.mergeNodeAttributes(id, place);
  }

  #drop(id: string): void {
    this.#wasPut.delete(id);
    const place = this.#placing.places.get(id);
    if (place) this.#ears.moved?.({ element: id, x: place.x / this.#placing.width, y: 1 - place.y / HEIGHT });
  }

  #point(id: string | null): void {
    this.#pointed = id;
    this.#host.style.cursor = id === null ? 'grab' : 'pointer';
    if (this.#graph.order <= CROWD) this.#light();
  }

  #light(): void {
    const lamp = [this.#pointed, this.#chosen].find((id) => id !== null && this.#graph.hasNode(id));
    this.#lit = lamp ? new Set([lamp, ...this.#graph.neighbors(lamp)]) : new Set();
    this.#sigma.refresh({ skipIndexation: false });
  }

  get #lamp(): string | undefined {
    return this.#lit.values().next().value;
  }

  #figure(id: string, figure: Figure): Figure & { zIndex: number } {
    const lit = this.#lit.size === 0 || this.#lit.has(id);
    const size = figure.size * (id === this.#lamp ? 1.35 : 1);
    return { ...figure, size, alpha: lit ? 1 : 0.45, zIndex: lit ? 1 : 0 };
  }

  #line(id: string, line: Line): Line & { zIndex: number } {
    if (this.#lit.size === 0) return { ...line, color: faded(line.color, QUIET), zIndex: 0 };
    const lit = this.#graph.extremities(id).includes(this.#lamp ?? '');
    const size = lit ? line.size * 1.3 : line.size;
    return { ...line, size, color: faded(line.color, lit ? 1 : FAINT), zIndex: lit ? 1 : 0 };
  }

  // Everything that is not a figure or a line: the ring round what is lit, names, and where the bands are.
  #write(): void {
    const { width, height } = this.#sigma.getDimensions();
    const paper = cleared(this.#names, width, height);
    const under = cleared(this.#halo, width, height);
    if (!paper || !under) return;
    const seen = this.#inSight(width, height);
    this.#ring(under, seen);
    this.#writeNames(paper, seen, { left: 0, top: 0, width, height });
    this.#ears.bands(
      this.#placing.bands.map(({ band, x }) => ({ band, x: this.#sigma.graphToViewport({ x, y: 0 }).x })),
    );
  }

  /** Return where the figures are that can be seen, in pixels, the most important first. */
  #inSight(width: number, height: number): Map<string, InSight> {
    const seen = new Map<string, InSight>();
    for (const id of this.#order) {
      const data = this.#sigma.getNodeDisplayData(id);
      if (!data) continue;
      const { x, y } = this.#sigma.framedGraphToViewport(data);
      if (x > 0 && y > 0 && x < width && y < height) seen.set(id, { x, y, size: this.#sigma.scaleSize(data.size) * 0.7 });
    }
    return seen;
  }

  #ring(paper: CanvasRenderingContext2D, seen: ReadonlyMap<string, InSight>): void {
    const at = this.#chosen === null ? undefined : seen.get(this.#chosen);
    if (!at) return;
    for (const [wider, width, token] of [[5, 8, '--focus-halo'], [3, 2.5, '--focus']] as const) {
      paper.beginPath();
      paper.arc(at.x, at.y, at.size * 1.2 + wider, 0, 2 * Math.PI);
      paper.strokeStyle = this.#colours(token);
      paper.lineWidth = width;
      paper.stroke();
    }
  }

  #writeNames(
    paper: CanvasRenderingContext2D,
    seen: ReadonlyMap<string, InSight>,
    sheet: Box,
  ): void {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    paper.font = `600 ${0.8125 * rem}px ${getComputedStyle(this.#host).fontFamily}`;
    const lit = [...this.#lit].filter((id) => seen.has(id));
    const others = this.#lit.size > 0 || seen.size > CROWD ? [] : [...seen.keys()].filter((id) => this.#isNamed(id));
    const wanted: Named[] = [...lit, ...others].slice(0, MOST_NAMES).flatMap((id) => {
      const at = seen.get(id);
      return at ? [{ id, ...at, width: this.#widthOf(id, paper), height: 1.1 * rem }] : [];
    });
    const figures: Box[] = [...seen.values()].map(({ x, y, size }) => ({
      left: x - size,
      top: y - size,
      width: 2 * size,
      height: 2 * size,
    }));
    paper.textBaseline = 'middle';
    paper.lineJoin = 'round';
    paper.lineWidth = 3.5;
    paper.strokeStyle = this.#colours('--sheet');
    paper.fillStyle = this.#colours('--ink');
    for (const [id, box] of named(wanted, figures, sheet, lit.length > 0 ? 1 : 0)) {
      const name = shortened(this.#graph.getNodeAttribute(id, 'name'));
      paper.strokeText(name, box.left, box.top + box.height / 2);
      paper.fillText(name, box.left, box.top + box.height / 2);
    }
  }

  #isNamed(id: string): boolean {
    return this.#graph.getNodeAttribute(id, 'body') || this.#graph.order <= FEW || this.#sigma.getCamera().ratio < NEAR_LOOK;
  }

  #widthOf(id: string, paper: CanvasRenderingContext2D): number {
    let width = this.#widths.get(id);
    if (width === undefined) {
      width = paper.measureText(shortened(this.#graph.getNodeAttribute(id, 'name'))).width;
      this.#widths.set(id, width);
    }
    return width;
  }
}

/** Belongs, belonged, does not: filled, banded, open. */
function toneOf(stands: 'active' | 'inactive' | undefined): ViewElement['sector'] {
  return stands === 'active' ? 'formal' : stands === 'inactive' ? 'community' : 'informal';
}

function within(one: number, most: number): number {
  return Math.min(most, Math.max(0, one));
}

/** Return a canvas's empty paper, as large as it is shown. */
function cleared(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const ratio = devicePixelRatio || 1;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const paper = canvas.getContext('2d');
  paper?.scale(ratio, ratio);
  return paper;
}

function shortened(name: string): string {
  const letters = [...name];
  return letters.length > 28 ? `${letters.slice(0, 27).join('')}…` : name;
}

/** Return whether the reader wants nothing to move. */
function stillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
