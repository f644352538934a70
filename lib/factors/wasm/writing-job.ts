import type { CompiledModule, FactorsMemory } from "./factors-module.ts";
import { controlAt } from "./layout.ts";

/** Where numbers come from: a file of text, in blocks of so many bytes, or memory, so many numbers at a time. */
export type NumbersSource =
  | { readonly kind: "text"; readonly file: number; readonly bytes: number; readonly block: number }
  | {
      readonly kind: "numbers";
      readonly numbers: Uint32Array | Float64Array | BigUint64Array;
      readonly block: number;
    };

/** What every thread that writes factors to a file is told. All threads of a process use the same file descriptors. */
export interface WritingJob {
  readonly module: CompiledModule;
  readonly memory: FactorsMemory;
  readonly threads: number;
  /** Whether the thread that starts the others is one of them. */
  readonly isJoined: boolean;
  /** The table of least prime factors: the greatest number in it, or 0, and how many segments it is made in. */
  readonly limit: number;
  readonly segments: number;
  readonly source: NumbersSource;
  readonly blocks: number;
  readonly output: number;
  /** Whether the output's bytes have places; a pipe takes them one after the other. */
  readonly hasPlaces: boolean;
  /** Shared: `recordFields` for each block. */
  readonly records: Float64Array;
}

/** Words on which threads agree; `turn` is the block whose lines are the next in the output, `written` how many are there. */
export const control = { nextSegment: 0, segmentsDone: 1, nextBlock: 2, turn: 3, written: 4 } as const;

export function controlOf(memory: FactorsMemory): Int32Array {
  return new Int32Array(memory.buffer, controlAt, Object.keys(control).length);
}

/** What is kept of a block: where its lines begin and how long they are, how many, which thread wrote them and when. */
export const recordFields = 8;

export interface BlockRecord {
  readonly offset: number;
  readonly bytes: number;
  readonly count: number;
  readonly tid: number;
  readonly started: number;
  readonly ended: number;
}

/** Keeps what is known of a block before it is written. */
export function record(
  records: Float64Array,
  block: number,
  { offset, bytes, count, tid, started }: BlockRecord,
): void {
  records.set([offset, bytes, count, tid, started], block * recordFields);
}

/** Keeps that a block's lines are in the output. */
export function recordWritten(records: Float64Array, block: number, ended: number): void {
  records[block * recordFields + 5] = ended;
}

/** The blocks whose lines are in the output and follow one another from its beginning on. */
export function writtenBlocks(records: Float64Array): BlockRecord[] {
  const written: BlockRecord[] = [];
  for (let at = 0; at < records.length; at += recordFields) {
    const [offset = 0, bytes = 0, count = 0, tid = 0, started = 0, ended = 0] = records.subarray(at, at + 6);
    if (ended === 0) break;
    written.push({ offset, bytes, count, tid, started, ended });
  }
  return written;
}

/** Where the lines of a block begin, once the block before has its place. */
export function offsetOf(records: Float64Array, block: number): number {
  if (block === 0) return 0;
  const [offset = 0, bytes = 0] = records.subarray((block - 1) * recordFields, block * recordFields);
  return offset + bytes;
}
