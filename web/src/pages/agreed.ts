/** What somebody agreed to, in sentences: what was agreed to alike on one day is one of them. */

import type { OwnData } from '../api/shapes';
import { counted } from '../drawing/words';
import { fullDay } from '../words';

type Agreed = OwnData['consents'][number];

const day = (at: string) => fullDay(new Date(at));

/** Return the sentences, as they come first, each with the words that were shown. */
export function agreedInWords(consents: readonly Agreed[]): { sentence: string; wording: string | null }[] {
  const alike = new Map<string, Agreed[]>();
  for (const one of consents) {
    const { about, purpose, detail, wording } = one;
    const ended = one.withdrawn_at && day(one.withdrawn_at);
    const key = JSON.stringify([day(one.given_at), about, purpose, detail, ended, wording]);
    alike.set(key, [...(alike.get(key) ?? []), one]);
  }
  return [...alike.values()].map(([one, ...more]) => ({ sentence: inWords(one as Agreed, more.length + 1), wording: one?.wording ?? null }));
}

function inWords({ about, purpose, detail, given_at, withdrawn_at }: Agreed, many: number): string {
  const what = about === 'connection' ? counted(many, 'connection') : `how ${many === 1 ? 'somebody is' : `${many} are`} drawn`;
  const holds = withdrawn_at ? `Taken back on ${day(withdrawn_at)}.` : 'It still holds.';
  return `${day(given_at)}: ${what}, for the ${purpose}, shown ${SHOWN[detail] ?? detail}. ${holds}`;
}

const SHOWN: Readonly<Record<string, string>> = {
  neighbour: 'without a name',
  first_name: 'by first name',
  named: 'by full name',
};
