/**
 * Applying an edit to a care map, and taking one back: pure, and the twin of `mapping/edits.py`.
 *
 * A well-made step takes *effect*, is *skipped* (what it is about was rubbed out by someone
 * meanwhile), or, when it takes back an earlier edit, is *left alone* (someone has since changed the
 * same thing). A step that is not well made refuses the whole edit.
 */

import type { CareMap } from './model';
import { EditRefused, LeftAlone, Sheet, Skipped, take } from './sheet';
import type { NotDone, Outcome } from './sheet';
import type { Edit, Step } from './steps';

export { EditRefused };
export type { NotDone, Outcome };

/** Return the new map and what became of each step. The map given is not changed. Throws `EditRefused`. */
export function apply(map: CareMap, edit: Pick<Edit, 'steps' | 'undoes'>): Outcome {
  const sheet = new Sheet(map, edit.undoes !== null);
  const steps: Step[] = [];
  const skipped: NotDone[] = [];
  const leftAlone: NotDone[] = [];
  for (const [index, step] of edit.steps.entries()) {
    sheet.index = index;
    try {
      steps.push(...take(sheet, step));
    } catch (reason) {
      if (reason instanceof Skipped) skipped.push({ step: index, why: reason.message });
      else if (reason instanceof LeftAlone) leftAlone.push({ step: index, why: reason.message });
      else throw reason;
    }
  }
  return { map: sheet.map(), steps, overtaken: sheet.overtaken, skipped, left_alone: leftAlone };
}

/** Return the steps that take these back, in the order to apply them. */
export function opposite(steps: readonly Step[]): Step[] {
  return steps.toReversed().flatMap(oppositeOf);
}

function oppositeOf(step: Step): Step[] {
  switch (step.does) {
    case 'add':
      return [{ does: 'rub_out', element_id: step.element.id, figure: step.figure, element: step.element, connections: [] }];
    case 'pick':
      return [{ does: 'rub_out', element_id: step.element_id, figure: step.figure, element: null, connections: [] }];
    case 'rub_out':
      return [
        step.element
          ? { does: 'add', element: step.element, figure: step.figure }
          : { does: 'pick', element_id: step.element_id, figure: step.figure },
        ...step.connections.map((connection): Step => ({ does: 'connect', connection })),
      ];
    case 'move':
      return [{ ...step, was: step.now, now: step.was }];
    case 'set':
      return [{ ...step, was: step.now, now: step.was }];
    case 'tick':
      return [{ ...step, does: 'untick' }];
    case 'untick':
      return [{ ...step, does: 'tick' }];
    case 'connect':
      return [{ does: 'disconnect', connection: step.connection }];
    case 'disconnect':
      return [{ does: 'connect', connection: step.connection }];
    case 'house':
      return [{ does: 'unhouse', household: step.household }];
    case 'unhouse':
      return [{ does: 'house', household: step.household }];
  }
}
