import { inspect } from "node:util";
import type { PackedFactors } from "./factorise-chunk.ts";
import type { WholeNumbers } from "./whole-numbers.ts";

/**
 * The prime factors of many numbers, packed: about 17 bytes a number where lists of numbers would take 100.
 *
 * A number's factors are unpacked when they are read: O(1), after O(chunk) once per chunk.
 *
 * @example
 * const { results } = await factoriseAll([12, 97], { strategy: "sequential" });
 * results.at(0); // [2, 2, 3]
 * results.line(1); // "97 = 97"
 */
export class Factorisations implements Iterable<number[] | undefined> {
  /** The numbers, in the order in which they were given. */
  readonly numbers: WholeNumbers;
  readonly #chunk: number;
  readonly #parts: readonly (PackedFactors | undefined)[];
  readonly #starts: (Uint32Array | undefined)[] = [];

  /** `parts[i]` holds the factors of the `chunk` numbers from `i · chunk` on, or nothing where they weren't found. */
  constructor(numbers: WholeNumbers, chunk: number, parts: readonly (PackedFactors | undefined)[]) {
    this.numbers = numbers;
    this.#chunk = chunk;
    this.#parts = parts;
  }

  /** How many numbers there are, their factors found or not. */
  get length(): number {
    return this.numbers.length;
  }

  /** How many numbers have their factors: all of them, unless the run was interrupted. */
  get finished(): number {
    return this.#parts.reduce((sum, part) => sum + (part?.counts.length ?? 0), 0);
  }

  /** Returns the factors of the number at an index, smallest first; undefined where there are none yet. */
  at(index: number): number[] | undefined {
    const chunk = Math.floor(index / this.#chunk);
    const part = this.#parts[chunk];
    if (part === undefined) return undefined;
    const starts = this.#starts[chunk] ?? startsOf(part.counts);
    this.#starts[chunk] = starts;
    const within = index % this.#chunk;
    return Array.from(part.factors.subarray(starts[within], starts[within + 1]));
  }

  /** Returns a number and its factors as the course prints them: `"87089 = 73 × 1193"`. */
  line(index: number): string {
    return `${this.numbers[index]} = ${this.at(index)?.join(" × ") ?? "?"}`;
  }

  *[Symbol.iterator](): Generator<number[] | undefined, void, undefined> {
    for (let i = 0; i < this.length; i++) yield this.at(i);
  }

  [inspect.custom](): string {
    const shown = Array.from({ length: Math.min(this.length, 10) }, (_, i) => `  ${this.line(i)}`);
    const rest = this.length - shown.length;
    return [`Factorisations of ${this.length} numbers`, ...shown, ...(rest > 0 ? [`  … ${rest} more`] : [])].join("\n");
  }
}

/** Where each number's factors begin, and where the last one's end. */
function startsOf(counts: Uint8Array): Uint32Array {
  const starts = new Uint32Array(counts.length + 1);
  let next = 0;
  counts.forEach((count, i) => {
    next += count;
    starts[i + 1] = next;
  });
  return starts;
}
