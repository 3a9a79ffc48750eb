/** Words and rows of the page of walks and gaps. Pure. */

import type { LocalityReport } from '../../api/shapes';
import { careType, listed } from '../../drawing/words';

export type AreaRow = LocalityReport['areas'][string] & { id: string };
type Pair = LocalityReport['potential_bridges'][number];
export type Bridge = Pair & { id: string; one: string; other: string };

/** A concentration index nearer to 0 than this is called even. */
const EVEN = 0.05;

/** Return the types of care, those that are far from most areas first. */
export function typesOf(report: LocalityReport): string[] {
  return [...report.care_types].sort(
    (one, other) =>
      (report.far[other]?.length ?? 0) - (report.far[one]?.length ?? 0) || careType(one).localeCompare(careType(other)),
  );
}

/** Return the areas as rows. */
export function areaRows(report: LocalityReport): AreaRow[] {
  return Object.entries(report.areas).map(([id, area]) => ({ id, ...area }));
}

/** Return pairs of bodies near each other, with their names. */
export function bridgeRows(report: LocalityReport): Bridge[] {
  const name = (id: string) => report.names[id] ?? id;
  return report.potential_bridges.map((pair) => ({
    ...pair,
    id: `${pair.formal} ${pair.community}`,
    one: name(pair.formal),
    other: name(pair.community),
  }));
}

/** Return minutes on foot: "4 min", or that nobody offers it. */
export function minutesWords(minutes: number | undefined): string {
  return minutes === undefined ? 'not offered' : `${Math.round(minutes)} min`;
}

/** Return how far apart two bodies are. */
export function apartWords({ metres, same_building: same }: Pair): string {
  return same ? 'same building' : `${Math.round(metres)} m`;
}

/** Return a number of people, or that it is hidden. */
export function peopleWords({ value, hidden }: { value: number | null; hidden: boolean }): string {
  return hidden || value === null ? 'fewer than 8 or hidden' : String(value);
}

/** Return who has more of a type of care within reach. */
export function equityWords(report: LocalityReport, type: string): string {
  const index = report.equity[type]?.concentration_index;
  if (index === null || index === undefined) return 'not known';
  if (Math.abs(index) <= EVEN) return 'about even';
  return index > 0 ? 'areas with less need' : 'areas with more need';
}

/** Return the ends of a band: "up to 250 m", "over 1,000 m". */
export function bandWords({ over, to }: LocalityReport['does_nearness_bridge'][number]): string {
  const metres = (number: number) => `${number.toLocaleString('en-GB')} m`;
  if (to === null) return `over ${metres(over)}`;
  return over === 0 ? `up to ${metres(to)}` : `${metres(over)} to ${metres(to)}`;
}

/** Return what both of a pair offer. */
export function sharedWords({ shared }: Pair): string {
  return shared.length > 0 ? listed(shared.map((type) => careType(type).toLowerCase())) : 'nothing in common';
}

/** Return the areas as rows of a file: what is hidden is *. */
export function fileRows(report: LocalityReport): (string | number | null)[][] {
  const types = report.care_types;
  const people = ({ value, hidden }: { value: number | null; hidden: boolean }) => (hidden ? '*' : value);
  return [
    ['code', 'name', 'population', 'assets', 'per_1000', 'need', 'need_rank', 'pattern', 'people', ...types.map((type) => `minutes_to_${type}`)],
    ...areaRows(report).map((area) => [
      area.id, area.name, area.population, area.counts.all, area.per_1000, area.need, area.need_rank, area.pattern,
      people(area.people), ...types.map((type) => area.nearest_min[type] ?? null),
    ]),
  ];
}
