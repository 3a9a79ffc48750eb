/**
 * The editor without a server, for looking at it: `npm run dev`, then /dev/editor.html. It opens
 * Ivy's map; `?empty` a new one, `?figures=60` one with more on it, `&rtl` with right-to-left names.
 */

import '../src/styles/tokens.css';
import '../src/styles/look.css';

import { mount } from 'svelte';

import CareMapEditor from '../src/editor/CareMapEditor.svelte';
import { documentOf, elementOf } from '../src/drawing/model';
import type { Document } from '../src/drawing/model';
import { openShelf, shelfInMemory } from '../src/editor/shelf';
import { FalseServer } from './false-server';
import ivy from './ivy.json';
import { madeMap } from './sample-maps';

const asked = new URLSearchParams(location.search);
const whole = ivy as unknown as Document;
/** A directory of two, to try picking. */
const directory = ['Tanyard lunch club', 'Tanyard Arts'].map((name, nth) => elementOf({ id: `d${nth}`, scope: 'larkmead', kind: 'group', name }));
const server = new FalseServer(documentAsked(), directory);
Object.assign(globalThis, { server });
const searchDirectory = (text: string) => Promise.resolve(directory.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase())));
if (asked.has('rtl')) document.documentElement.dir = 'rtl';

function documentAsked(): Document {
  if (asked.has('empty')) return { ...whole, ...emptied(whole) };
  const figures = Number(asked.get('figures') ?? 0);
  return figures > 0 ? documentOf(madeMap(figures, { rightToLeft: asked.has('rtl') })) : whole;
}

function emptied({ elements, figures }: Document): Partial<Document> {
  return {
    elements: elements.slice(0, 1),
    figures: figures.slice(0, 1).map((one) => ({ ...one, x: 0, y: 20, household: 'h0' })),
    connections: [],
    households: [{ id: 'h0', x: 0, y: 10, width: 240, height: 200 }],
  };
}

const target = document.getElementById('app');
if (target) mount(CareMapEditor, { target, props: { id: 'ivy', account: 'me', server, searchDirectory, shelf: asked.has('keep') ? openShelf('me', 'ivy') : Promise.resolve(shelfInMemory()) } });
