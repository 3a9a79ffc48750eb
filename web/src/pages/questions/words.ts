/** What the page of questions says of answers, and the same question as a program asks it. Pure. */

import type { Answer, AnswerColumn } from '../../api/shapes';
import { capital, careType, FORMALITIES, FREQUENCIES, STATES } from '../../drawing/words';
import { KINDS_WORDS, SECTOR_WORDS } from '../neighbourhood/report-words';

const POSITIONS = { ...SECTOR_WORDS, supported: 'Supported people' };
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kind: KINDS_WORDS,
  giver_kind: KINDS_WORDS,
  getter_kind: KINDS_WORDS,
  sector: SECTOR_WORDS,
  other_sector: SECTOR_WORDS,
  position: POSITIONS,
  giver: POSITIONS,
  getter: POSITIONS,
  formality: FORMALITIES,
  frequency: FREQUENCIES,
  state: STATES,
};

/** Return a value of a column or parameter in words. */
export function inWords(name: string, value: string): string {
  if (name === 'care_type') return value === 'other' ? 'Another kind' : careType(value);
  return capital(WORDS[name]?.[value] ?? value.replaceAll('_', ' '));
}

/** Return a cell of an answer: a hidden number is a star. */
export function cell(row: Answer['rows'][number], column: AnswerColumn): string {
  const value = row[column.name];
  if (row[`${column.name}_hidden`] === true) return '*';
  return typeof value === 'number' ? value.toLocaleString('en-GB') : inWords(column.name, String(value ?? ''));
}

/** Return the address of an answer, beneath the address of the service. */
export function answerPath(release: string, name: string, given: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(given).toString();
  return `/api/v1/releases/${release}/queries/${name}${query && `?${query}`}`;
}

/** Return the address of an answer as a CSV file. */
export function csvPath(release: string, name: string, given: Readonly<Record<string, string>>): string {
  return answerPath(release, name, { ...given, format: 'csv' });
}

export type Language = 'Python' | 'curl';

/** Return a program that asks the same, with the key in the environment and never in the program. */
export function program(language: Language, origin: string, path: string, csv: string): string {
  if (language === 'curl')
    return `export CARE_MAPPING_KEY=…\n\ncurl -H "Authorization: Bearer $CARE_MAPPING_KEY" \\\n  "${origin}${csv}"`;
  return `import os
import httpx

key = os.environ["CARE_MAPPING_KEY"]
answer = httpx.get(
    "${origin}${path}",
    headers={"Authorization": f"Bearer {key}"},
    timeout=60,
).raise_for_status()
for row in answer.json()["rows"]:
    print(row)`;
}
