/** Words about drawings that were kept. Pure. */

import type { KeptDrawing } from '../../api/shapes';
import type { Day } from '../../drawing/model';
import { listed } from '../../drawing/words';
import { fullDay } from '../../words';

/** Return the day some months on; the last of the month where it has no such day. */
export function inMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** Return the names in a line with commas between, each once. */
export function namesIn(line: string): string[] {
  return [...new Set(line.split(',').map((name) => name.trim()))].filter(Boolean);
}

/** Return when a drawing was kept: "22 November 2026". */
export function keptOn(drawing: Pick<KeptDrawing, 'kept_at'>): string {
  return fullDay(new Date(drawing.kept_at));
}

/** Return who drew: "Drawn by Nadia Hassan, with Ivy Adeyemi and Grace". */
export function whoDrew({ kept_by, present = [] }: Pick<KeptDrawing, 'kept_by' | 'present'>): string {
  const others = present.filter((name) => name !== kept_by.name);
  return `Drawn by ${kept_by.name}${others.length > 0 ? `, with ${listed(others)}` : ''}`;
}
