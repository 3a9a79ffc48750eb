/** Who joins formal and informal care, and what would break without each. Pure. */

import type { Reports, ViewElement } from '../../api/shapes';
import { capital, counted, listed } from '../../drawing/words';

export interface Bridge {
  readonly element: ViewElement;
  /** The share of the shortest ways between the sides that go through it, from 0 to 1. */
  readonly carries: number;
  /** Carers who would be parted from the other side without it. */
  readonly stranded: number;
  readonly losesAll: readonly string[];
  readonly losesFormal: readonly string[];
  readonly losesInformal: readonly string[];
  /** Contacts a week that it gives. */
  readonly contacts: number;
}

/** Return those that something goes through or hangs on, the one that carries most first. */
export function bridgesOf(
  elements: readonly ViewElement[],
  { bridging, resilience }: Reports<'bridging' | 'resilience'>,
): Bridge[] {
  return elements
    .map((element): Bridge => {
      const departure = resilience.departures?.[element.id];
      return {
        element,
        carries: bridging.betweenness?.[element.id] ?? 0,
        stranded: departure?.stranded ?? 0,
        losesAll: departure?.loses_all_care ?? [],
        losesFormal: departure?.loses_formal ?? [],
        losesInformal: departure?.loses_informal ?? [],
        contacts: departure?.contacts_lost ?? 0,
      };
    })
    .filter(({ carries, stranded, ...lost }) => carries > 0 || stranded > 0 || losses(lost) > 0)
    .sort(
      (one, other) =>
        other.carries - one.carries ||
        other.stranded - one.stranded ||
        losses(other) - losses(one) ||
        one.element.label.localeCompare(other.element.label, 'en-GB'),
    );
}

type Lost = Pick<Bridge, 'losesAll' | 'losesFormal' | 'losesInformal'>;

function losses({ losesAll, losesFormal, losesInformal }: Lost): number {
  return new Set([...losesAll, ...losesFormal, ...losesInformal]).size;
}

/** Return what would break without a bridge, in a sentence or two. */
export function wouldBreak(bridge: Bridge, labelOf: (id: string) => string): string {
  const { losesAll, losesFormal, losesInformal, stranded } = bridge;
  const none = new Set(losesAll);
  const said = [
    lose(losesAll, 'lose all care', labelOf),
    lose(losesFormal.filter((id) => !none.has(id)), 'lose formal care', labelOf),
    lose(losesInformal.filter((id) => !none.has(id)), 'lose informal care', labelOf),
    stranded > 0 ? `${counted(stranded, 'carer')} would be parted from the other side.` : '',
  ].filter(Boolean);
  return said.join(' ') || 'No one would be cut off. The ways between the sides would be longer.';
}

const NAMED = 2;

function lose(people: readonly string[], what: string, labelOf: (id: string) => string): string {
  if (people.length === 0) return '';
  const names = people.slice(0, NAMED).map(labelOf);
  const more = people.length - names.length;
  return `${capital(listed(more > 0 ? [...names, `${more} more`] : names))} would ${what}.`;
}
