import { readSync } from "node:fs";
import { allocateFactors, areaAt, compileFactors, instantiateFactors } from "./wasm/factors-module.ts";
import { blockBytes, segmentEntries, tailBytes, textAt } from "./wasm/layout.ts";
import type { NumbersSource } from "./wasm/writing-job.ts";

/** The table of least prime factors to make: the greatest number in it, and its bytes. Without one both are 0. */
export interface Table {
  readonly limit: number;
  readonly segments: number;
  readonly bytes: number;
}

export const noTable: Table = { limit: 0, segments: 0, bytes: 0 };

/** The greatest table, of 50 MB. */
const greatestLimit = 150_000_000;

/** Numbers of the table that are made while looking one up spares time: 40 ns against 0.4 ns, and a little for its pages. */
const worth = 80;

/** A table of the numbers up to a limit, and a little further: to the end of its last segment. */
export function tableUpTo(limit: number): Table {
  const segments = Math.ceil((limit + 1) / (3 * segmentEntries));
  return { limit: 3 * segments * segmentEntries - 1, segments, bytes: segments * segmentEntries };
}

/** Chooses what will be faster, from how many numbers there are and how great a sample of them is. */
export function chooseTable(source: NumbersSource): Table {
  const { count, greatest } = source.kind === "text" ? sampleText(source) : sampleNumbers(source.numbers);
  return greatest <= greatestLimit && count * worth > greatest ? tableUpTo(greatest) : noTable;
}

/** A table for the numbers of a sample, whatever it costs, unless it would be too great. */
export function tableFor(source: NumbersSource): Table {
  const { greatest } = source.kind === "text" ? sampleText(source) : sampleNumbers(source.numbers);
  return tableUpTo(Math.min(greatest, greatestLimit));
}

interface Sample {
  /** How many numbers there are in all, about. */
  readonly count: number;
  readonly greatest: number;
}

function sampleNumbers(numbers: Uint32Array | Float64Array | BigUint64Array): Sample {
  let greatest = 0;
  for (const n of numbers) if (n > greatest) greatest = Number(n);
  return { count: numbers.length, greatest };
}

/** Reads the first block, one in the middle and the last. What is wrong in them is found later, in its place. */
function sampleText({ file, bytes }: { readonly file: number; readonly bytes: number }): Sample {
  const memory = allocateFactors(1, 0);
  const module = instantiateFactors(compileFactors(), memory);
  module.setUp(areaAt(0), 0, 0);
  const text = new Uint8Array(memory.buffer, areaAt(0) + textAt, blockBytes + tailBytes);
  let [count, greatest, read] = [0, 0, 0];
  for (const place of new Set([0, Math.floor(bytes / 2), Math.max(0, bytes - blockBytes)])) {
    const length = readSync(file, text, 0, blockBytes, place);
    // Where it begins or ends within a number, that one is less than it should be, or not read: a sample will do.
    const found = module.read(0, Math.max(0, length - tailBytes), length, place > 0, true);
    if (found < 0) continue;
    greatest = Math.max(greatest, module.greatestOf(found));
    count += found;
    read += length;
  }
  return { count: read === 0 ? 0 : Math.ceil((count / read) * bytes), greatest };
}
