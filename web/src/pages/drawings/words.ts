/** Words about drawings that were kept. Pure. */

import type { KeptDrawing } from '../../api/shapes';
import { listed } from '../../drawing/words';
import { fullDay } from '../../words';

/** Return the day some months on; the last of the month where it has no such day. */
export function inMonths(day: Date, months: number): Date {
  const last = new Date(day.getFullYear(), day.getMonth() + months + 1, 0).getDate();
  return new Date(day.getFullYear(), day.getMonth() + months, Math.min(day.getDate(), last));
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
