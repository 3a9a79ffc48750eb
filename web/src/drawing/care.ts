/** Questions asked of a map's connections: whose they are, and who answers each of the three questions. */

import type { CareMap, Connection, Id } from './model';

/** Return a figure's connections, in a steady order. */
export function linesOf(map: CareMap, id: Id): Connection[] {
  const lines = [...map.connections.values()].filter(({ from, to }) => from === id || to === id);
  return lines.sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Return whom someone cares for, each once. */
export function caredForBy(map: CareMap, id: Id): Id[] {
  const care = [...map.connections.values()].filter(({ type, from }) => type === 'cares_for' && from === id);
  return [...new Set(care.map(({ to }) => to))];
}

/** Return who cares for someone, each once. */
export function carersOf(map: CareMap, id: Id): Id[] {
  const care = [...map.connections.values()].filter(({ type, to }) => type === 'cares_for' && to === id);
  return [...new Set(care.map(({ from }) => from))];
}

/** Return who answers each of the three questions: those drawn, and those who might. */
export function answers(map: CareMap): { drawn: number; might: number }[] {
  const [owner] = map.owner_elements;
  const care = [...map.connections.values()].filter(({ type }) => type === 'cares_for');
  const caredFor = new Set(care.filter(({ from }) => from === owner).map(({ to }) => to));
  const groups = [
    care.filter(({ from }) => from === owner).map((one) => [one.to, one] as const),
    care.filter(({ from, to }) => from !== owner && caredFor.has(to)).map((one) => [one.from, one] as const),
    care.filter(({ to }) => to === owner).map((one) => [one.from, one] as const),
  ];
  return groups.map((group) => {
    const might = new Set(group.filter(([id, one]) => one.state === 'potential' || map.figures.get(id)?.potential).map(([id]) => id));
    const drawn = new Set(group.map(([id]) => id).filter((id) => !might.has(id)));
    return { drawn: drawn.size, might: [...might].filter((id) => !drawn.has(id)).length };
  });
}
