/** Drawing those who were typed: steps for each, with an arrow if one was asked for; who is there already is not drawn twice. */

import { apply } from './edits';
import { connectionOf, elementOf, figureOf, newId } from './model';
import type { CareMap, Connection, Element, Figure, Id, Point } from './model';
import { freePlace, moveToRing, placeAt } from './placing';
import { linesOf } from './care';
import type { Guess } from './quick-add';
import type { Step } from './steps';
import { firstName } from './words';

/** An arrow that comes with a figure: from it or to it, and the other end. */
export interface Care {
  readonly way: 'from' | 'to';
  readonly other: Id;
}

/** What became of one typed name. `arrow` is the arrow that was drawn with it. */
export interface Added {
  readonly id: Id;
  readonly guess: Guess;
  readonly was: 'drawn' | 'there already';
  readonly arrow: Id | null;
}

/** Return who of the map was meant, if that is plain: the same name, and nothing typed that is not true of them. */
export function whoIs(map: CareMap, guess: Guess): Id | null {
  const typed = folded(guess.name);
  const fits = (id: Id, called: (name: string) => string) => {
    const [element, figure] = [map.elements.get(id), map.figures.get(id)];
    if (!element || !figure || folded(called(element.name)) !== typed) return false;
    const sameSort = (element.kind === 'person') === (guess.kind === 'person') && (element.kind === 'pet') === (guess.kind === 'pet');
    const sameRelation = guess.relation === null || folded(guess.relation) === folded(figure.relation ?? '');
    return (sameSort || plain(guess)) && sameRelation;
  };
  const ids = [...map.figures.keys()];
  const exact = ids.filter((id) => fits(id, (name) => name));
  if (exact.length > 0) return exact.length === 1 ? (exact[0] ?? null) : null;
  const [first, ...others] = ids.filter((id) => map.elements.get(id)?.kind === 'person' && fits(id, firstName));
  return first && others.length === 0 ? first : null;
}

/** Whether only a name was typed, so that what it is was taken for granted. */
function plain(guess: Guess): boolean {
  return guess.kind === 'person' && guess.relation === null && guess.roles.length === 0;
}

/** Return the steps that draw these, and what becomes of each. */
export function adding(map: CareMap, guesses: readonly Guess[], { at = null, care = null }: { at?: Point | null; care?: Care | null } = {}): { steps: Step[]; added: Added[] } {
  let now = map;
  const steps: Step[] = [];
  const take = (next: readonly Step[]) => {
    now = apply(now, { steps: next, undoes: null }).map;
    steps.push(...next);
  };
  const added = guesses.map((guess, nth): Added => {
    const known = whoIs(now, guess);
    const id = known ?? newId();
    if (!known) {
      const place = at && nth === 0 ? placeAt(now, at) : freePlace(now, 'nearby');
      const { name, kind, individual, child, roles, relation, potential } = guess;
      const element = elementOf({ id, scope: map.id, name, kind, individual, child, roles });
      take([{ does: 'add', element, figure: figureOf({ element_id: id, relation, potential, ...place }) }]);
      if (guess.presence) take(moveToRing(now, id, guess.presence));
    }
    const arrow = care ? arrowFor(now, id, care, guess) : null;
    if (arrow) take([{ does: 'connect', connection: arrow }]);
    return { id, guess, was: known ? 'there already' : 'drawn', arrow: arrow?.id ?? null };
  });
  return { steps, added };
}

/** Return the arrow that comes with a figure; none to itself, and none that is there already. */
export function arrowFor(map: CareMap, id: Id, { way, other }: Care, said: Pick<Guess, 'frequency' | 'potential'> = { frequency: null, potential: false }): Connection | null {
  const [from, to] = way === 'from' ? [id, other] : [other, id];
  const there = linesOf(map, id).some((one) => one.type === 'cares_for' && one.from === from && one.to === to);
  if (from === to || there) return null;
  const state = said.potential ? 'potential' : 'generative';
  return connectionOf({ id: newId(), type: 'cares_for', from, to, state, frequency: said.frequency });
}

/** Return the steps that draw somebody else of the same name, whom the arrow is about instead. */
export function someoneElse(map: CareMap, { guess, arrow, id }: Added, care: Care | null): { steps: Step[]; added: Added } {
  const drawn = newId();
  const { name, kind, individual, child, roles, relation, potential } = guess;
  const element = elementOf({ id: drawn, scope: map.id, name, kind, individual, child, roles });
  const taken = arrow ? map.connections.get(arrow) : undefined;
  const steps: Step[] = taken ? [{ does: 'disconnect', connection: taken }] : [];
  steps.push({ does: 'add', element, figure: figureOf({ element_id: drawn, relation, potential, ...freePlace(map, 'nearby') }) });
  const line = care && care.other !== id ? arrowFor(map, drawn, care, guess) : null;
  if (line) steps.push({ does: 'connect', connection: line });
  return { steps, added: { id: drawn, guess, was: 'drawn', arrow: line?.id ?? null } };
}

/** Return the steps that put a body of the directory in the place of a private figure, with its arrows. */
export function pickInstead(map: CareMap, id: Id, body: Element): Step[] {
  const [figure, element] = [map.figures.get(id), map.elements.get(id)];
  if (!figure || element?.scope !== map.id) return [];
  const connections = linesOf(map, id);
  const other = ({ from, to }: Connection) => (from === id ? to : from);
  const moved = connections.filter((one) => other(one) !== body.id).map((one): Step => ({
    does: 'connect',
    connection: connectionOf({ ...one, id: newId(), from: one.from === id ? body.id : one.from, to: one.to === id ? body.id : one.to }),
  }));
  const drawn: Figure = { ...figure, element_id: body.id, told: 'not_told', told_on: null };
  const pick: Step[] = map.figures.has(body.id) ? [] : [{ does: 'pick', element_id: body.id, figure: drawn }];
  return [...pick, ...moved, { does: 'rub_out', element_id: id, figure, element, connections }];
}

function folded(text: string): string {
  return text.normalize('NFKC').toLocaleLowerCase('en-GB').replace(/^the /u, '').replaceAll('’', "'").trim();
}
