/** The lines of a map's legend, for the map, its picture and its print alike. Pure. */

import { capital, counted } from '../drawing/words';
import { colourOf, measureWords, rangeWords, type Area, type Measure, type Places } from './words';

export interface LegendRow {
  /** The name of a colour. */
  fill: string;
  hatch: string | null;
  words: string;
}

/** What lines on the map are. */
const LINES: Readonly<Record<string, string>> = {
  flows: 'Arrows go from where care is given to where it is got; thicker ones are more care.',
  bridges: 'Dashed lines join bodies that could work together; thicker ones have more care in common.',
};

/** Return what the colours of a map are of. */
export function legendTitle(places: Places, measure: Measure): string {
  return places.layer ? places.layer.column : capital(measureWords(measure, places.care));
}

/** Return its lines, each with how many areas look so. */
export function legendRows(places: Places, measure: Measure): LegendRow[] {
  if (places.layer) {
    return places.layer.legend.map(({ fill, hatch, words, areas }) => ({
      fill: fill ?? 'step-1', hatch, words: `${words} (${counted(areas, 'area')})`,
    }));
  }
  const found = places.steps[measure] ?? [];
  const rows = found.map((step, nth): LegendRow => ({
    fill: `step-${colourOf(nth, found.length)}`, hatch: null, words: `${rangeWords(step, measure)} (${counted(step.areas, 'area')})`,
  }));
  const without = places.areas.filter((area) => area[measure] === null).length;
  if (without > 0) rows.push({ fill: 'no-number', hatch: null, words: `no data (${counted(without, 'area')})` });
  return rows;
}

/** Return what lines on it are, or nothing. */
export function linesWords({ layer }: Places): string {
  return layer && layer.lines.length > 0 ? (LINES[layer.name] ?? '') : '';
}

/** Return the name of the colour that an area has. */
export function fillName(area: Area, { layer, steps }: Places, measure: Measure): string {
  if (layer) return layer.areas[area.code]?.fill ?? 'no-number';
  const step = area.step[measure];
  return step === null || step === undefined ? 'no-number' : `step-${colourOf(step, steps[measure]?.length ?? 0)}`;
}
