/** What a worker runs: finds the factors of a chunk of numbers, and packs them. It imports little: each worker loads it. */
import { type Algorithm, divisionOf } from "./divisions.ts";
import { packFactors } from "./wasm/pack-factors.ts";
import { allocate, type WholeNumbers } from "./whole-numbers.ts";

export interface Chunk {
  readonly numbers: WholeNumbers;
  readonly algorithm: Algorithm;
}

/** Factors of consecutive numbers, one after the other: 4 or 8 bytes each, and one byte for each number. */
export interface PackedFactors {
  /** How many factors each number has. */
  readonly counts: Uint8Array;
  readonly factors: WholeNumbers;
}

/** No number below 2⁵³ has more prime factors. */
const mostFactors = 52;

/** Packs the factors in shared memory: a thread hands them over without a copy. */
export function factoriseChunk({ numbers, algorithm }: Chunk): PackedFactors {
  if (algorithm === "simd") return packFactors(numbers);
  const divide = divisionOf(algorithm, greatestOf(numbers));
  const counts = new Uint8Array(new SharedArrayBuffer(numbers.length));
  let found = emptyLike(numbers, 4 * numbers.length + mostFactors);
  let end = 0;
  for (let i = 0; i < numbers.length; i++) {
    if (end + mostFactors > found.length) found = enlarged(found);
    const next = divide(numbers[i] ?? 0, found, end);
    counts[i] = next - end;
    end = next;
  }
  const factors = allocate(found instanceof Uint32Array ? 4 : 8, end);
  factors.set(found.subarray(0, end));
  return { counts, factors };
}

function greatestOf(numbers: WholeNumbers): number {
  let greatest = 0;
  for (let i = 0; i < numbers.length; i++) greatest = Math.max(greatest, numbers[i] ?? 0);
  return greatest;
}

function emptyLike(numbers: WholeNumbers, length: number): WholeNumbers {
  return numbers instanceof Uint32Array ? new Uint32Array(length) : new Float64Array(length);
}

function enlarged(full: WholeNumbers): WholeNumbers {
  const larger = emptyLike(full, 2 * full.length);
  larger.set(full);
  return larger;
}
