/** What a screen reader is told: one polite sentence, at most one a second; errors at once. */

const PAUSE = 1_000;

export class Speaker {
  polite = $state.raw('');
  urgent = $state.raw('');
  #next: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  say = (sentence: string, urgent = false): void => {
    if (urgent) this.urgent = again(sentence, this.urgent);
    else if (this.#timer === undefined) this.#speak(sentence);
    else this.#next = sentence;
  };

  quiet(): void {
    clearTimeout(this.#timer);
  }

  #speak(sentence: string): void {
    this.polite = again(sentence, this.polite);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const next = this.#next;
      this.#next = null;
      if (next !== null) this.#speak(next);
    }, PAUSE);
  }
}

/** The same sentence twice must be heard twice: a space that is not seen makes it another text. */
function again(sentence: string, last: string): string {
  return sentence === last ? `${sentence}\u00a0` : sentence;
}
