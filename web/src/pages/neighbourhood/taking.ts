/** What is taken along of a map as tables, and what of it may be shown to anybody. Pure. */

import type { ViewConnection, ViewElement } from '../../api/shapes';
import { careType, FORMALITIES, FREQUENCIES, KINDS, SECTORS, STATES } from '../../drawing/words';
import { verbOf } from '../connection-words';
import type { Chosen } from './chosen';
import { limitsOf, type Limit } from './limits';
import { shownOf, type Shown } from './shown';

export interface Taken {
  elements: readonly ViewElement[];
  connections: readonly ViewConnection[];
}

const OF_PEOPLE: ReadonlySet<ViewElement['kind']> = new Set(['person', 'pet', 'team']);

/**
 * Return what of a choice may leave the circle: public bodies, groups, places and circles, and the
 * ties between them (`locality.md` 9). Not a person, a team, or anything that a care map shares; not
 * their number. They are left out before the choice is made: else it would tell who is tied to them.
 */
export function toShowOutside(elements: readonly ViewElement[], connections: readonly ViewConnection[], chosen: Chosen): Taken {
  const open = elements.filter(isOpen);
  const ids = new Set(open.map(({ id }) => id));
  const between = connections.filter((one) => !one.private && ids.has(one.from) && ids.has(one.to));
  return whole(shownOf(open, between, chosen));
}

/** Return all that is shown, for the circle only. */
export function whole({ elements, around, connections }: Shown): Taken {
  return { elements: [...elements, ...around], connections };
}

/** Return what limits a choice in words that may leave the circle: nobody is named. */
export function limitsToShowOutside(chosen: Chosen, byId: ReadonlyMap<string, ViewElement>): Limit[] {
  return limitsOf({ ...chosen, find: '' }, (id) => {
    const one = byId.get(id);
    return one && isOpen(one) ? one.label : 'somebody';
  });
}

function isOpen(one: ViewElement): boolean {
  return !one.private && !one.individual && !OF_PEOPLE.has(one.kind);
}

/** Return elements as rows, their heads first. */
export function elementRows({ elements }: Taken): string[][] {
  return [
    ['Name', 'What it is', 'Sector', 'Offers to anyone', 'Area'],
    ...elements.map(({ label, kind, sector, offers, area }) => [
      label, KINDS[kind], sector ? SECTORS[sector] : '', offers.map(careType).join('; '), area ?? '',
    ]),
  ];
}

/** Return connections as rows, their heads first. */
export function connectionRows({ connections }: Taken, byId: ReadonlyMap<string, ViewElement>): string[][] {
  const labelOf = (id: string) => byId.get(id)?.label ?? '';
  return [
    ['From', 'How', 'To', 'Care', 'Given', 'How often', 'Now', 'Shared support plan', 'Since', 'Until'],
    ...connections.map((line) => [
      labelOf(line.from),
      verbOf(line.type),
      labelOf(line.to),
      line.care_types.map(careType).join('; '),
      line.formality ? FORMALITIES[line.formality] : '',
      line.frequency ? FREQUENCIES[line.frequency] : '',
      STATES[line.state],
      line.shared_plan === null ? '' : line.shared_plan ? 'yes' : 'no',
      line.since ?? '',
      line.until ?? '',
    ]),
  ];
}
