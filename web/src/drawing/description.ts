/**
 * A whole care map in sentences, for those who hear it or have it on paper: everything that the
 * drawing shows, in a steady order. A pure function of the map; headings with their sentences.
 */

import { answers, linesOf } from './care';
import { membersOf, ownersHousehold } from './placing';
import { PRESENCES } from './model';
import type { CareMap, Connection, Figure, Id } from './model';
import { capital, careCounts, connectionSentence, counted, kindWords, listed, nameOf, ownerName, QUESTIONS, ringHeading } from './words';

export interface Part {
  readonly heading: string;
  readonly sentences: readonly string[];
}

/** Return the map in words: in short, who is where, who lives together, and every connection by who gives it. */
export function described(map: CareMap): Part[] {
  return [
    { heading: 'In short', sentences: inShort(map) },
    ...PRESENCES.map((presence) => ({ heading: ringHeading(map, presence), sentences: whoIsIn(map, presence) })),
    { heading: 'Living together', sentences: homes(map) },
    ...giving(map),
    { heading: 'Other ties', sentences: [...map.connections.values()].filter(({ type }) => type !== 'cares_for').map((one) => sentence(map, one)) },
  ].filter(({ sentences }) => sentences.length > 0);
}

function inShort(map: CareMap): string[] {
  const figures = [...map.figures.values()];
  const [people, pets] = [count(map, figures, 'person'), count(map, figures, 'pet')];
  const others = figures.length - people - pets;
  const what = [counted(people, 'person', 'people'), pets > 0 ? counted(pets, 'pet') : '', others > 0 ? counted(others, 'professional, service or group', 'professionals, services and groups') : ''];
  const might = figures.filter(({ potential }) => potential).length;
  const care = [...map.connections.values()].filter(({ type }) => type === 'cares_for').length;
  const [first, second, third] = answers(map).map(({ drawn, might: maybe }) => [drawn > 0 || maybe === 0 ? String(drawn || 'no one yet') : '', maybe > 0 ? `${maybe} who might` : ''].filter(Boolean).join(', and '));
  return [
    `${map.title}: ${listed(what.filter(Boolean))}${might > 0 ? `, of whom ${might} might help` : ''}. ${care === 0 ? 'No arrows of care yet' : counted(care, 'arrow of care', 'arrows of care')}.`,
    ...map.owner_elements.map((id) => `${map.elements.get(id)?.name ?? ''}, whose map this is. ${careCounts(map, id)}.`),
    ...(figures.length > 1 ? [`${QUESTIONS[0]} ${capital(first ?? '')}. ${QUESTIONS[1]} ${capital(second ?? '')}. ${QUESTIONS[2]} ${capital(third ?? '')}.`] : []),
  ];
}

function count(map: CareMap, figures: readonly Figure[], kind: string): number {
  return figures.filter(({ element_id }) => map.elements.get(element_id)?.kind === kind).length;
}

function whoIsIn(map: CareMap, presence: Figure['presence']): string[] {
  const here = [...map.figures.values()].filter((one) => one.presence === presence && !map.owner_elements.includes(one.element_id));
  return byName(map, here.map((one) => one.element_id)).map((id) => {
    const [element, figure] = [map.elements.get(id), map.figures.get(id)];
    if (!element || !figure) return '';
    const said = [kindWords(element), figure.relation, element.child ? 'child' : '', figure.potential ? 'might help' : ''].filter(Boolean);
    return `${element.name}: ${said.join(', ')}. ${careCounts(map, id)}.${figure.note ? ` Note: ${figure.note}` : ''}`;
  });
}

function homes(map: CareMap): string[] {
  return [...map.households.keys()].flatMap((home) => {
    const names = byName(map, membersOf(map, home).map((one) => one.element_id)).map((id) => nameOf(map, id));
    if (names.length > 1) return [`${listed(names)} live together.`];
    return names.length === 1 && home === ownersHousehold(map) ? [`${ownerName(map)} lives alone.`] : [];
  });
}

/** Everyone who gives, whose map it is first, with each of their arrows. */
function giving(map: CareMap): Part[] {
  const givers = [...map.owner_elements, ...byName(map, [...map.figures.keys()].filter((id) => !map.owner_elements.includes(id)))];
  return givers.flatMap((id) => {
    const given = linesOf(map, id).filter(({ type, from }) => type === 'cares_for' && from === id);
    const inOrder = given.toSorted((one, other) => nameOf(map, one.to).localeCompare(nameOf(map, other.to)));
    return given.length > 0 ? [{ heading: `What ${nameOf(map, id)} gives`, sentences: inOrder.map((one) => sentence(map, one)) }] : [];
  });
}

function sentence(map: CareMap, one: Connection): string {
  const days = [one.since ? `Since ${day(one.since)}.` : '', one.until ? `Until ${day(one.until)}.` : '', one.shared_plan ? 'Part of a shared support plan.' : '', one.note ? `Note: ${one.note}` : ''];
  return [connectionSentence(map, one), ...days].filter(Boolean).join(' ');
}

function day(iso: string): string {
  return new Date(`${iso}T00:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

function byName(map: CareMap, ids: readonly Id[]): Id[] {
  return ids.toSorted((one, other) => (map.elements.get(one)?.name ?? '').localeCompare(map.elements.get(other)?.name ?? '', 'en-GB'));
}

