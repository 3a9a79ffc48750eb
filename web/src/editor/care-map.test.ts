/** One map while it is drawn on: what the rules of the store promise, against a server that is not one. */

import { describe, expect, it, vi } from 'vitest';

import { FalseServer } from '../../dev/false-server';
import ivy from '../../dev/ivy.json';
import { elementOf, figureOf, newId } from '../drawing/model';
import type { Document } from '../drawing/model';
import type { Step } from '../drawing/steps';
import { CareMapState } from './care-map.svelte';
import type { Alone } from './outbox';
import { shelfInMemory } from './shelf';
import type { Shelf } from './shelf';

const GRACE = { id: 'grace', name: 'Grace Adeyemi' };
const document = ivy as unknown as Document;

async function opened(server = new FalseServer(document), shelf: Shelf = shelfInMemory(), alone?: Alone) {
  const said: string[] = [];
  const signedOut = vi.fn();
  const state = new CareMapState({ id: 'ivy', account: 'me', server, shelf, say: (sentence) => said.push(sentence), onSignedOut: signedOut, ...(alone ? { alone } : {}) });
  await state.open();
  return { state, server, shelf, said, signedOut };
}

function draw(name: string): { id: string; steps: Step[] } {
  const id = newId();
  const element = elementOf({ id, scope: 'ivy', kind: 'person', name });
  return { id, steps: [{ does: 'add', element, figure: figureOf({ element_id: id, x: 300, y: 0, presence: 'nearby' }) }] };
}

const oftenIs = (was: string | null, now: string): Step[] => [
  { does: 'set', on: 'connection', id: 'c29', type: 'cares_for', from: 'e03', to: 'e00', field: 'frequency', was, now },
];

const saved = (state: CareMapState) => vi.waitFor(() => expect(state.saving.is).toBe('saved'));

describe('drawing', () => {
  it('shows at once, is sent, and is said', async () => {
    const { state, server, said } = await opened();
    const { id, steps } = draw('Asha');
    state.do('Add', steps);
    expect(state.map.figures.has(id)).toBe(true);
    await saved(state);
    expect(server.map.figures.has(id)).toBe(true);
    expect(said).toContain('Asha added.');
  });

  it('is undone and redone by new edits, and across a reload', async () => {
    const { state, server, said } = await opened();
    const { id, steps } = draw('Asha');
    state.do('Add', steps);
    await saved(state);
    const again = (await opened(server)).state;
    expect(again.canUndo).toBe(true);
    again.undo();
    await saved(again);
    expect(server.map.figures.has(id)).toBe(false);
    expect(again.canUndo).toBe(false);
    again.redo();
    await saved(again);
    expect(server.map.figures.has(id)).toBe(true);
    expect(server.entries.map(({ undoes }) => undoes !== null)).toEqual([false, true, true]);
    expect(said[0]).toBe('Asha added.');
  });

  it('undoes only what nobody has changed since, and says so', async () => {
    const { state, server } = await opened();
    state.do('Change', oftenIs('daily', 'weekly'));
    await saved(state);
    server.take({ id: newId(), scope: 'ivy', base: 0, label: null, undoes: null, made_at: null, steps: oftenIs('weekly', 'monthly') }, GRACE);
    await state.catchUp();
    state.undo();
    expect(state.map.connections.get('c29')?.frequency).toBe('monthly');
    expect(state.notices.map(({ sentence }) => sentence)).toContain('Grace changed how often Rosa comes. Undo or keep?');
  });

  it('offers one’s own value again when someone changed it', async () => {
    const { state, server } = await opened();
    state.do('Change', oftenIs('daily', 'weekly'));
    await saved(state);
    server.take({ id: newId(), scope: 'ivy', base: 0, label: null, undoes: null, made_at: null, steps: oftenIs('weekly', 'monthly') }, GRACE);
    await state.catchUp();
    const [notice] = state.notices;
    if (notice) state.undoTheirs(notice);
    await saved(state);
    expect(server.map.connections.get('c29')?.frequency).toBe('weekly');
    expect(state.notices).toEqual([]);
  });
});

describe('without a network', () => {
  it('keeps edits in order, says so, and sends each once when it is back', async () => {
    vi.useFakeTimers();
    const { state, server } = await opened();
    server.refuses = { status: 0, detail: '' };
    const [one, other] = [draw('Asha'), draw('Ben')];
    state.do('Add', one.steps);
    state.do('Add', other.steps);
    await vi.waitFor(() => expect(state.saving).toEqual({ is: 'offline', changes: 2 }));
    server.refuses = null;
    state.tryAgain();
    await vi.waitFor(() => expect(state.saving).toEqual({ is: 'sent', changes: 2 }));
    expect(server.entries.map(({ steps }) => steps[0]?.does === 'add' && steps[0].element.name)).toEqual(['Asha', 'Ben']);
    vi.useRealTimers();
  });

  it('keeps them across a reload', async () => {
    const { state, server, shelf } = await opened();
    server.refuses = { status: 0, detail: '' };
    const { id, steps } = draw('Asha');
    state.do('Add', steps);
    await vi.waitFor(() => expect(state.saving.is).toBe('offline'));
    state.close();
    server.refuses = null;
    const again = (await opened(server, shelf)).state;
    expect(again.map.figures.has(id)).toBe(true);
    await saved(again);
    expect(server.entries).toHaveLength(1);
  });

  it('counts an edit once whose answer was lost', async () => {
    const { state, server } = await opened();
    const send = server.send.bind(server);
    let lost = true;
    server.send = async (edit) => {
      const answer = await send(edit);
      if (!lost) return answer;
      lost = false;
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- as the real client refuses
      throw { status: 0, detail: '' };
    };
    state.do('Add', draw('Asha').steps);
    await vi.waitFor(() => expect(state.saving.is).toBe('offline'));
    state.tryAgain();
    await vi.waitFor(() => expect(state.waiting).toBe(0));
    expect(server.entries).toHaveLength(1);
    expect(server.sent).toHaveLength(2);
  });
});

describe('two pages of one person', () => {
  it('send each edit once, whichever page drew it', async () => {
    const [server, shelf] = [new FalseServer(document), shelfInMemory()];
    let last = Promise.resolve();
    const inTurn: Alone = (_name, act) => (last = last.then(act));
    const one = (await opened(server, shelf, inTurn)).state;
    const other = (await opened(server, shelf, inTurn)).state;
    one.do('Add', draw('Asha').steps);
    other.do('Add', draw('Ben').steps);
    await vi.waitFor(() => expect([one.waiting, other.waiting]).toEqual([0, 0]));
    await one.catchUp();
    await other.catchUp();
    expect(server.sent).toHaveLength(2);
    expect([...one.map.figures.keys()].sort()).toEqual([...other.map.figures.keys()].sort());
    expect(one.map.figures.size).toBe(27);
  });
});

describe('when others draw', () => {
  it('one’s own waiting edits stay on top', async () => {
    const { state, server } = await opened();
    server.take({ id: newId(), scope: 'ivy', base: 0, label: null, undoes: null, made_at: null, steps: draw('Theirs').steps }, GRACE);
    state.do('Add', draw('Mine').steps);
    await saved(state);
    expect([...state.map.elements.values()].map(({ name }) => name)).toEqual(expect.arrayContaining(['Theirs', 'Mine']));
    expect(state.map.edit_seq).toBe(2);
  });
});

describe('refused', () => {
  it('edits are kept as a copy and only they are dropped', async () => {
    const { state, server, shelf } = await opened();
    server.refuses = { status: 422, detail: 'No figure on this map has that id.' };
    const { id, steps } = draw('Asha');
    state.do('Add', steps);
    await vi.waitFor(() => expect(state.waiting).toBe(0));
    expect(state.map.figures.has(id)).toBe(false);
    expect(await shelf.kept()).toHaveLength(1);
    expect(state.notices[0]?.sentence).toContain('No figure on this map has that id.');
    expect(state.canUndo).toBe(false);
  });

  it('permission says whom to ask and keeps the work', async () => {
    const { state, server } = await opened();
    server.refuses = { status: 403, detail: '' };
    state.do('Add', draw('Asha').steps);
    await vi.waitFor(() => expect(state.saving.is).toBe('refused'));
    expect(state.notices[0]?.sentence).toContain('Ask the Team Owner');
    expect((await state.keptCopies()).waiting).toHaveLength(1);
    expect(state.canDraw).toBe(false);
  });

  it('a session that ended keeps the work for the same person', async () => {
    const { state, server, shelf, signedOut } = await opened();
    server.refuses = { status: 401, detail: '' };
    state.do('Add', draw('Asha').steps);
    await vi.waitFor(() => expect(signedOut).toHaveBeenCalled());
    expect(await shelf.all()).toHaveLength(1);
    server.refuses = null;
    const again = (await opened(server, shelf)).state;
    await saved(again);
    expect(server.entries).toHaveLength(1);
  });

  it('a viewer changes nothing', async () => {
    const server = new FalseServer(document);
    server.role = 'viewer';
    const { state } = await opened(server);
    expect(state.do('Add', draw('Asha').steps)).toBe(false);
    expect(state.map.figures.size).toBe(25);
  });
});
