/**
 * How much of a cell's text there is to see: what a carriage return overwrites, as a progress bar does, counts no more.
 */
export class SeenText {
  /** Whole lines. */
  lines = 0;
  /** Characters, those of the line that has not ended included. */
  characters = 0;
  /** Characters of the line that has not ended, and whether the next character overwrites them. */
  #open = 0;
  #isReturned = false;

  add(text: string): void {
    // A return that comes before a line's end only ends it.
    const parts = text.includes("\r") || this.#isReturned ? text.split(/\r+(?!\r|\n)/) : [text];
    for (const [index, part] of parts.entries()) {
      if (index > 0) this.#isReturned = true;
      if (part !== "") this.#addPart(part);
    }
  }

  #addPart(part: string): void {
    if (this.#isReturned && !part.startsWith("\n")) {
      this.characters -= this.#open;
      this.#open = 0;
    }
    this.#isReturned = false;
    this.characters += part.length;
    let end = -1;
    for (let at = part.indexOf("\n"); at >= 0; at = part.indexOf("\n", at + 1)) {
      this.lines += 1;
      end = at;
    }
    this.#open = end < 0 ? this.#open + part.length : part.length - end - 1;
  }
}
