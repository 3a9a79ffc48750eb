/** What the page of questions says of answers, and the same question as a program asks it. Pure. */

import type { Answer, AnswerColumn, Release } from '../../api/shapes';
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

/** What questions are about, in words, in the order of the list. */
export const TOPICS: Readonly<Record<string, string>> = {
  who: 'Who is here',
  wealth: 'Care',
  mixing: 'Mixing',
  bridging: 'Bridging',
  resilience: 'How firm it is',
  teams: 'Teams',
  circles: 'Circles',
  change: 'Change',
  place: 'Place',
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
  if (typeof value !== 'number') return inWords(column.name, String(value ?? ''));
  if (column.name === 'change' && value !== 0)
    return `${value < 0 ? '−' : '+'}${Math.abs(value).toLocaleString('en-GB')}`;
  return `${value.toLocaleString('en-GB')}${column.name === 'per_cent' ? '%' : ''}`;
}

export type Bar = { label: string; words: string; value: number };
const MOST_BARS = 24;

/** Return the first numbers of an answer as bars: those of single rows, without what is hidden and the totals. */
export function bars(answer: Answer): Bar[] {
  const keys = answer.columns.filter((column) => !column.counts_people);
  const number = answer.columns.find((column) => column.counts_people);
  if (!number) return [];
  return answer.rows
    .filter((row) => keys.every((key) => row[key.name] !== 'all') && typeof row[number.name] === 'number')
    .slice(0, MOST_BARS)
    .map((row) => ({
      label: keys.map((key) => cell(row, key)).join(', '),
      words: cell(row, number),
      value: Number(row[number.name]),
    }));
}

/** Return the address of an answer, beneath the address of the service. */
export function answerPath(release: string, name: string, given: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(given).toString();
  return `/api/v1/releases/${release}/queries/${name}${query && `?${query}`}`;
}

/** Return the address of an answer as a file. */
export function filePath(
  format: 'csv' | 'parquet',
  release: string,
  name: string,
  given: Readonly<Record<string, string>>,
): string {
  return answerPath(release, name, { ...given, format });
}

/** Return how a release is cited. */
export function citation(release: Pick<Release, 'id' | 'name' | 'made_at'>, origin: string): string {
  return `${release.name}. Care Mapping release ${release.id}, made on ${release.made_at.slice(0, 10)}. ${origin}/api/v1/releases/${release.id}`;
}

export type Language = 'Python' | 'R' | 'curl';

/** Return a program that asks the same, with the key in the environment and never in the program. */
export function program(language: Language, origin: string, csv: string): string {
  const address = `"${origin}${csv}"`;
  if (language === 'curl') return `curl -H "Authorization: Bearer $CARE_MAPPING_KEY" \\\n  ${address}`;
  if (language === 'R')
    return `key <- c(Authorization = paste("Bearer", Sys.getenv("CARE_MAPPING_KEY")))
answer <- read.csv(url(${address}, headers = key), na.strings = "*")
print(answer)`;
  return `import os, pandas
key = {"Authorization": "Bearer " + os.environ["CARE_MAPPING_KEY"]}
print(pandas.read_csv(${address}, storage_options=key, na_values="*"))`;
}

/** Return a program that runs a query of one's own: its text is written alike in JSON, R and Python. */
export function cypherProgram(language: Language, origin: string, release: string, text: string): string {
  const address = `"${origin}/api/v1/releases/${release}/cypher?format=csv"`;
  const query = JSON.stringify(text);
  if (language === 'curl')
    return `curl -H "Authorization: Bearer $CARE_MAPPING_KEY" \\
  --json '${JSON.stringify({ cypher: text }).replaceAll("'", "'\\''")}' \\
  ${address}`;
  if (language === 'R')
    return `library(httr2)
asked <- request(${address}) |>
  req_auth_bearer_token(Sys.getenv("CARE_MAPPING_KEY")) |>
  req_body_json(list(cypher = ${query}))
print(read.csv(text = resp_body_string(req_perform(asked))))`;
  return `import io, json, os, pandas, urllib.request
query = ${query}
asked = urllib.request.Request(${address}, json.dumps({"cypher": query}).encode(),
    {"Authorization": "Bearer " + os.environ["CARE_MAPPING_KEY"], "Content-Type": "application/json"})
print(pandas.read_csv(io.BytesIO(urllib.request.urlopen(asked).read())))`;
}
