/** One sentence at a time for screen readers: what just happened. */

class Announcer {
  sentence = $state.raw('');

  say(sentence: string): void {
    // The same sentence twice must be heard twice: a space at the end makes it another text.
    this.sentence = sentence === this.sentence ? `${sentence} ` : sentence;
  }
}

export const announcer = new Announcer();
