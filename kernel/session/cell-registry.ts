import type { Place } from "../pipe/protocol.ts";
import type { Header } from "../wire/message.ts";
import type { CellSource } from "./traceback.ts";

/** A cell that was run: whose header its output carries, and how its positions are found. */
export interface KnownCell extends CellSource {
  readonly number: number;
  readonly header: Header;
  readonly count: number;
  readonly silent: boolean;
  readonly stored: boolean;
  /** The source without the kernel's magics. */
  readonly code: string;
  /** Where a place of its script stands in its source. */
  originalPosition: (line: number, column: number) => { line: number; column: number };
}

/** Cells whose late output still finds its parent; older ones are forgotten. */
const remembered = 10_000;

/**
 * The cells and comm messages of a session by their number.
 *
 * Numbers never repeat; the URL `In[n]` names a stored cell by its execution count, as the reader sees it, and gets a
 * suffix for what doesn't count.
 */
export class CellRegistry {
  readonly #cells = new Map<number, KnownCell>();
  readonly #urls = new Map<string, KnownCell>();
  #last = 0;
  #latest: KnownCell | undefined;

  /** A cell that begins to run. */
  add(cell: Omit<KnownCell, "number" | "url" | "originalPosition">): KnownCell {
    this.#latest = this.#remember(cell);
    return this.#latest;
  }

  /** A cell of the kernel's own, which nobody is shown. */
  addRehearsal(header: Header, source: string): KnownCell {
    return this.#remember({ header, count: 0, silent: true, stored: false, source, code: source });
  }

  forget({ number, url }: KnownCell): void {
    this.#cells.delete(number);
    this.#urls.delete(url);
  }

  /** A comm message whose handler begins to run: what the handler prints carries this header. */
  addComm(header: Header): KnownCell {
    return this.#remember({ header, count: 0, silent: false, stored: false, source: "", code: "" });
  }

  #remember(cell: Omit<KnownCell, "number" | "url" | "originalPosition">): KnownCell {
    this.#last += 1;
    const number = this.#last;
    const url = cell.stored ? `In[${cell.count}]` : `In[${cell.count}~${number}]`;
    const known: KnownCell = { ...cell, number, url, originalPosition: (line, column) => ({ line, column }) };
    this.#cells.set(number, known);
    this.#urls.set(url, known);
    for (const [oldest, old] of this.#cells) {
      if (this.#cells.size <= remembered) break;
      // It may still run, and front ends send as many messages as they like.
      if (old === this.#latest) continue;
      this.#cells.delete(oldest);
      this.#urls.delete(old.url);
    }
    return known;
  }

  byNumber(number: number): KnownCell | undefined {
    return this.#cells.get(number);
  }

  byUrl(url: string): KnownCell | undefined {
    return this.#urls.get(url);
  }

  /** The place in a cell's source of a place in its script; of a cell that is forgotten, the place as it is. */
  originalPlace(place: Place): Place {
    const [url, row, column] = place;
    const original = this.#urls.get(url)?.originalPosition(row, column);
    return original ? [url, original.line, original.column] : place;
  }

  /** The cell that was started last. */
  latest(): KnownCell | undefined {
    return this.#latest;
  }
}
