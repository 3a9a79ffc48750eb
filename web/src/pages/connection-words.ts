/** Connections as sentences that can say "you". The words themselves are the drawing's. */

import type { ProposedConnection } from '../api/shapes';
import type { Connection, ConnectionType, Id } from '../drawing/model';
import { careType, FORMALITIES, FREQUENCIES } from '../drawing/words';

const VERB: Record<ConnectionType, [other: string, you: string]> = {
  cares_for: ['cares for', 'care for'],
  collaborates_with: ['works with', 'work with'],
  member_of: ['is a member of', 'are a member of'],
  related_to: ['is related to', 'are related to'],
  located_at: ['is at', 'are at'],
  within: ['is in', 'are in'],
};

/** Return the verb of a connection: "cares for". */
export function verbOf(type: ConnectionType): string {
  return VERB[type][0];
}

/** Return a connection as a sentence: "Rosa cares for you". */
export function connectionSentence(connection: Connection, nameOf: (id: Id) => string): string {
  const from = nameOf(connection.from);
  const to = nameOf(connection.to);
  return `${from} ${VERB[connection.type][from === 'You' ? 1 : 0]} ${to === 'You' ? 'you' : to}`;
}

/** Return what is said of a connection: "meals, errands, every week, given freely". */
export function connectionDetails({
  care_types,
  frequency,
  formality,
}: Pick<Connection, 'care_types' | 'frequency' | 'formality'>): string {
  const care = care_types.map((id) => careType(id).toLowerCase());
  const said = [...care, frequency && FREQUENCIES[frequency], formality && FORMALITIES[formality]];
  return said.filter(Boolean).join(', ');
}

/** Return a connection that somebody proposed as a sentence: "Lunch club cares for Tanyard hub: meals". */
export function proposedSentence(line: ProposedConnection, names: Record<Id, string>): string {
  const nameOf = (id: Id) => names[id] ?? 'something that is gone';
  const care = (line.care_types ?? []).map((id) => careType(id).toLowerCase()).join(', ');
  return `${nameOf(line.from)} ${verbOf(line.type)} ${nameOf(line.to)}${care && `: ${care}`}`;
}
