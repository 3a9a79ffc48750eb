/** What the place view says: numbers, steps and measures in words, the same on map, table and file. */

import type { Places } from '../api/shapes';
import { capital, careType } from '../drawing/words';
import { fullDay } from '../words';

export type { Places };
export type Area = Places['areas'][number];
export type Asset = Places['assets'][number];
export type Layer = NonNullable<Places['layer']>;
export type LayerName = Layer['name'];
export type LineSaid = Layer['lines'][number];
export type Step = NonNullable<Places['steps'][string]>[number];

/** What areas are coloured by. */
export const MEASURES = ['per_1000', 'number'] as const;
export type Measure = (typeof MEASURES)[number];

/** What a map shows: how much there is, or a layer of the locality report. */
export const LAYERS: Readonly<Record<LayerName, string>> = {
  walks: 'how far it is on foot, and gaps',
  need: 'care and need side by side',
  patterns: 'areas alike near each other',
  bridges: 'bridges that could be built',
  flows: 'care from area to area',
};

const NOT_KNOWN = 'not known';
const NUMBER = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const RATE = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const ORDINAL = new Intl.PluralRules('en-GB', { type: 'ordinal' });
const ENDINGS: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };
const KINDS: Readonly<Record<string, string>> = {
  area: 'small areas', lsoa: 'small areas (LSOA)', msoa: 'larger areas (MSOA)', oa: 'smallest areas (OA)',
  ward: 'wards', parish: 'parishes', lad: 'council areas',
};

/** Return what is counted: "offers of meals". */
export function countedWords(care: string | null): string {
  return care ? `offers of ${lower(careType(care))}` : 'places and groups';
}

/** Return a measure in words: "offers of meals per 1,000 people". */
export function measureWords(measure: Measure, care: string | null): string {
  return `${countedWords(care)}${measure === 'per_1000' ? ' per 1,000 people' : ''}`;
}

/** Return a number as it is shown: a rate has one decimal. */
export function shown(number: number | null, measure: Measure = 'number'): string {
  if (number === null) return NOT_KNOWN;
  return measure === 'per_1000' && number !== 0 ? RATE.format(number) : NUMBER.format(number);
}

/** Return the numbers of a step: "0", "1.2 to 3.4". */
export function rangeWords({ low, high }: Step, measure: Measure): string {
  return low === high ? shown(low, measure) : `${shown(low, measure)} to ${shown(high, measure)}`;
}

/** Return what chance leaves open of a rate. */
export function intervalWords({ low, high }: Area): string {
  if (low === null || high === null) return '';
  return `Small numbers vary by chance: anything from ${shown(low, 'per_1000')} to ${shown(high, 'per_1000')} would be no surprise.`;
}

/** Return the place of an area that has some, the most first: "12th of 25". Equal numbers share a place. */
export function placeOf(area: Area, areas: readonly Area[], measure: Measure): string {
  const own = area[measure];
  if (!own) return '';
  const known = areas.map((one) => one[measure]).filter((one) => one !== null);
  const place = 1 + known.filter((one) => one > own).length;
  return `${place}${ENDINGS[ORDINAL.select(place)] ?? 'th'} of ${known.length}`;
}

export interface Need {
  name: string;
  value: number | null;
  /** 1 is the area with the most need. */
  rank: number | null;
}

/** Return the figure that says how much need an area has, if one was loaded. */
export function needOf(area: Area): Need | null {
  const found = area.indicators.find(({ higher_is_worse: says }) => says !== null);
  return found ? { name: capital(found.name.replaceAll('_', ' ')), value: found.value, rank: found.rank } : null;
}

/** Return where the areas come from. */
export function sourceWords({ source, population_from: from }: Places): string {
  if (!source) return '';
  const added = from ? `Populations are those of the ${kindWords(from)} added up.` : '';
  const vintage = source.vintage ? ` of ${source.vintage}` : '';
  const line = `Areas${vintage} from ${source.file}, loaded ${fullDay(new Date(source.loaded_on))}.`;
  return [line, source.licence, added].filter(Boolean).join(' ');
}

/** Return a kind of area in words: "small areas (LSOA)", "wards". */
export function kindWords(kind: string): string {
  return KINDS[kind] ?? kind;
}

/** Return which of the five colours a step has: few steps are spread over all of them. */
export function colourOf(step: number, steps: number): number {
  return steps < 2 ? 3 : 1 + Math.round((step * 4) / (steps - 1));
}

function lower(text: string): string {
  return text.charAt(0).toLocaleLowerCase('en-GB') + text.slice(1);
}

/** Return what the map and the table say of an area, in short. */
export function saidOf(area: Area, { layer }: Places, measure: Measure): string {
  return layer ? (layer.areas[area.code]?.words ?? NOT_KNOWN) : shown(area[measure], measure);
}

/** Return what is counted, or what the layer shows, as the name of an area says it. */
export function shownWords(places: Places, measure: Measure): string {
  return places.layer ? places.layer.column.toLocaleLowerCase('en-GB') : measureWords(measure, places.care);
}
