/** What stays on screen until it is answered: what others changed, and what could not be kept. */

import { newId } from '../drawing/model';
import type { CareMap, Id } from '../drawing/model';
import type { Set as SetStep, Step } from '../drawing/steps';
import { overtakenSentence } from '../drawing/words';

/** Something that stays on screen until it is answered. `undo` puts one's own value back. */
export interface Notice {
  readonly id: Id;
  readonly sentence: string;
  readonly about: Id | null;
  readonly field: string | null;
  readonly undo: readonly Step[];
  readonly kept: boolean;
}

export class Notices {
  all = $state.raw<readonly Notice[]>([]);
  readonly #say: (sentence: string, urgent?: boolean) => void;

  constructor(say: (sentence: string, urgent?: boolean) => void) {
    this.#say = say;
  }

  /** Show a notice, in place of one about the same field, and say it. */
  add(sentence: string, more: Partial<Notice> & { urgent?: boolean } = {}): void {
    const { urgent = false, ...fields } = more;
    const notice = { id: newId(), sentence, about: null, field: null, undo: [], kept: false, ...fields };
    const others = this.all.filter((one) => one.about === null || one.about !== notice.about || one.field !== notice.field);
    this.all = [...others, notice];
    this.#say(sentence, urgent);
  }

  /** Say whose value stands now, and offer one's own again: "Grace changed … Undo or keep?" */
  offerUndo(map: CareMap, undo: SetStep, name: string, question: string): void {
    const who = name.split(/\s+/)[0] ?? name;
    this.add(`${overtakenSentence(map, who, undo)} ${question}`, { about: undo.id, field: undo.field, undo: [undo] });
  }

  drop(which: (notice: Notice) => boolean): void {
    this.all = this.all.filter((notice) => !which(notice));
  }
}
