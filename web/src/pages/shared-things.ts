/** What of a care map can be shared, in the order and words of the page "Who sees it". Pure. */

import type { Connection, Day, Document, Element, Id } from '../drawing/model';
import type { Detail, SharedThing, Sharing, Told } from '../api/shapes';
import { connectionDetails, connectionSentence } from './connection-words';

export interface SharedFigure {
  element: Element;
  name: string;
  isOwner: boolean;
  /** Drawn in this map only; a body picked from the neighbourhood's directory is shared already. */
  isPrivate: boolean;
  toldMatters: boolean;
  toldOn: Day | null;
  thing: SharedThing | undefined;
  lines: SharedLine[];
}

export interface SharedLine {
  connection: Connection;
  thing: SharedThing;
  sentence: string;
  details: string;
}

/** Return every figure with its connections; each connection stands once. The owner is first. */
export function sharedFigures(
  document: Document,
  sharing: Sharing,
  reader: 'owner' | 'other',
): SharedFigure[] {
  const things = new Map(sharing.things.map((thing) => [thing.about, thing]));
  const owners = new Set(document.owner_elements);
  const nameOf = namesFor(document, reader);
  const toldOn = new Map(document.figures.map((figure) => [figure.element_id, figure.told_on]));
  const figures = document.elements.map((element): SharedFigure => {
    const isOwner = owners.has(element.id);
    const isPrivate = element.scope === document.id;
    return {
      element,
      name: nameOf(element.id),
      isOwner,
      isPrivate,
      toldMatters: isPrivate && !isOwner && (element.individual || element.kind === 'person'),
      toldOn: toldOn.get(element.id) ?? null,
      thing: things.get(element.id),
      lines: [],
    };
  });
  const byId = new Map(figures.map((figure) => [figure.element.id, figure]));
  for (const connection of document.connections) {
    const thing = things.get(connection.id);
    const home = byId.get(owners.has(connection.from) ? connection.to : connection.from);
    if (!thing || !home) continue;
    // Children never leave the map, so a line of theirs has nothing to choose.
    if (!thing.shared && [connection.from, connection.to].some((end) => byId.get(end)?.element.child)) continue;
    const sentence = connectionSentence(connection, nameOf);
    home.lines.push({ connection, thing, sentence, details: connectionDetails(connection) });
  }
  return figures
    .filter((figure) => figure.thing || figure.lines.length > 0)
    .sort((a, b) => Number(b.isOwner) - Number(a.isOwner) || a.name.localeCompare(b.name, 'en-GB'));
}

/** Return how much is shared, in a sentence. */
export function sharedInWords(sharing: Sharing): string {
  const lines = sharing.things.filter((thing) => thing.about_kind === 'connection');
  const shared = lines.filter((thing) => thing.seen).length;
  const waiting = sharing.things.filter((thing) => thing.shared && !thing.seen).length;
  const words =
    shared === 0
      ? 'No connection can be seen there now.'
      : `${shared} of ${lines.length} connections can be seen there.`;
  return waiting > 0 ? `${words} ${waiting} ${shared > 0 ? 'more ' : ''}${waiting === 1 ? 'waits' : 'wait'} for something.` : words;
}

/** Return the ways a figure can be shown to others, least first, with the words for each. */
export function waysToShow(element: Element): [Detail, string][] {
  if (element.individual || element.kind === 'person') {
    return [
      ['neighbour', withoutName(element)],
      ['first_name', 'First name only'],
      ['named', 'Full name'],
    ];
  }
  return [
    ['neighbour', 'What it is, no name'],
    ['named', 'Its name'],
  ];
}

function withoutName({ kind, roles }: Element): string {
  if (kind !== 'person') return 'What they do, no name';
  const supported = roles.includes('team_owner') || roles.includes('supported_person');
  return supported ? '“A supported person”' : '“A neighbour”';
}

/** The answers to "Did they agree?", in the words of the page. */
export const TOLD: readonly [Told, string][] = [
  ['not_told', 'Not asked yet'],
  ['told', 'They know of it'],
  ['agreed', 'They said yes'],
  ['objected', 'They said no'],
];

export function toldInWords(told: Told): string {
  return TOLD.find(([answer]) => answer === told)?.[1] ?? '';
}

function namesFor(document: Document, reader: 'owner' | 'other'): (id: Id) => string {
  const names = new Map(document.elements.map((element) => [element.id, element.name]));
  const [you, ...more] = document.owner_elements;
  return (id) =>
    reader === 'owner' && more.length === 0 && id === you ? 'You' : (names.get(id) ?? 'Someone');
}
