import { offsetAt, type Position, scriptLines } from "./source-position.ts";

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Orders edits at one place: what comes before everything, what closes, what opens, what replaces. */
  readonly rank: 0 | 1 | 2 | 3;
  /** The offset in the source that stands behind the text. */
  readonly origin: number;
}

/**
 * Changes to a text that keep its lines, and the way back from a place in the new text to the old one.
 *
 * No inserted text holds a line end, and erased text keeps its own, so a line of the result is the same line of the
 * source.
 */
export class Edits {
  readonly source: string;
  readonly #edits: Edit[] = [];
  #erasedEnd = -1;

  constructor(source: string) {
    this.source = source;
  }

  /** Adds text to what precedes the source; `origin` is the offset that errors in it are put down to. */
  begin(text: string, origin = 0): void {
    this.#edits.push({ start: 0, end: 0, text, rank: 0, origin });
  }

  /** Puts text before what starts at `at`; of two at one place, the earlier call's comes first. */
  open(at: number, text: string): void {
    this.#edits.push({ start: at, end: at, text, rank: 2, origin: at });
  }

  /** Puts text after what ends at `at`; of two at one place, the earlier call's comes first. */
  close(at: number, text: string): void {
    this.#edits.push({ start: at, end: at, text, rank: 1, origin: at });
  }

  /** Replaces a range without line ends, or one whose line ends `text` keeps. */
  replace(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text, rank: 3, origin: start });
  }

  /** Turns a range into blanks, with `first` and `last` in its first and last place. */
  erase(start: number, end: number, first = "", last = ""): void {
    if (end <= start) return;
    const blank = blanks(this.source.slice(start, end));
    const text = first + blank.slice(first.length, blank.length - last.length) + last;
    this.#edits.push({ start, end, text, rank: 3, origin: start });
    this.#erasedEnd = end;
  }

  /** Keeps a statement apart from the next one if erased text was what ended it. */
  endStatement(end: number): void {
    if (this.#erasedEnd === end) this.close(end, ";");
  }

  /** The changed text, with `end` after it. */
  apply(end = ""): EditedText {
    return new EditedText(this.source, this.#edits, end);
  }
}

/** The text with the edits made, and its places. */
export class EditedText {
  readonly text: string;
  /** Length of the source. */
  readonly #length: number;
  /** For each edit, in order: start and length in the result, end in the source, origin. */
  readonly #places: Int32Array;

  constructor(source: string, edits: readonly Edit[], end: string) {
    const sorted = edits.toSorted((a, b) => a.start - b.start || a.rank - b.rank);
    const places = new Int32Array(sorted.length * 4);
    let text = "";
    let taken = 0;
    sorted.forEach((edit, index) => {
      text += source.slice(taken, edit.start);
      places.set([text.length, edit.text.length, edit.end, edit.origin], index * 4);
      text += edit.text;
      taken = edit.end;
    });
    this.text = text + source.slice(taken) + end;
    this.#length = source.length;
    this.#places = places;
  }

  /** Offset in the source of an offset in the result. */
  originalOffset(offset: number): number {
    const places = this.#places;
    let low = 0;
    let high = places.length / 4;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[middle * 4] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return Math.min(offset, this.#length);
    const [start = 0, length = 0, end = 0, origin = 0] = places.subarray(low * 4 - 4);
    const beyond = offset - start - length;
    return beyond < 0 ? origin : Math.min(end + beyond, this.#length);
  }

  /** Place in the source, as V8 would number it, of a place in the result. */
  originalOffsetAt(position: Position): number {
    return this.originalOffset(offsetAt(scriptLines(this.text), position));
  }
}

function blanks(text: string): string {
  return text.replace(/[^\r\n\u2028\u2029]/g, " ");
}
