/** The editor on Ivy's map without a server, for looking at it: `npm run dev`, then /dev/editor.html. */

import '../src/styles/tokens.css';
import '../src/styles/look.css';

import { mount } from 'svelte';

import CareMapEditor from '../src/editor/CareMapEditor.svelte';
import { openShelf, shelfInMemory } from '../src/editor/outbox';
import type { Document } from '../src/drawing/model';
import { FalseServer } from './false-server';
import ivy from './ivy.json';

const asked = new URLSearchParams(location.search);
const empty = asked.has('empty');
const whole = ivy as unknown as Document;
const document_: Document = empty
  ? {
      ...whole,
      elements: whole.elements.slice(0, 1),
      figures: whole.figures.slice(0, 1).map((one) => ({ ...one, x: 0, y: 20, household: 'h0' })),
      connections: [],
      households: [{ id: 'h0', x: 0, y: 10, width: 240, height: 200 }],
    }
  : whole;
const server = new FalseServer(document_);
Object.assign(globalThis, { server });

const target = document.getElementById('app');
if (target) mount(CareMapEditor, { target, props: { id: 'ivy', account: 'me', server, shelf: asked.has('keep') ? openShelf('me', 'ivy') : Promise.resolve(shelfInMemory()) } });
