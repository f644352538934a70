/**
 * What each thread does, the calling one and the workers alike:
 *
 *     take segments of the table until none is left ─▶ wait for those of the others ─▶
 *     take a block ─▶ read ─▶ factorise, as text ─▶ wait for the turn ─▶ take the lines' place ─▶ write ─▶ the next block
 *
 * A thread holds one block at a time, so memory doesn't grow with the work. Blocks are taken in order and the one whose
 * turn it is never waits, so nobody waits for ever, unless a thread is lost: then whoever started the threads ends them all.
 */
import { readSync, writeSync } from "node:fs";
import { threadId } from "node:worker_threads";
import { NavetteError } from "../../errors/navette-error.ts";
import { now } from "../../timeline/now.ts";
import { areaAt, type FactorsModule, instantiateFactors, tableAt } from "./factors-module.ts";
import { numbersAt, outputAt, outputBytes, tailBytes, textAt } from "./layout.ts";
import { control, controlOf, offsetOf, record, recordWritten, type WritingJob } from "./writing-job.ts";

/** A word to wait for until it holds something else than what was seen; nothing where a thread may do other things first. */
export type Pause = { readonly word: number; readonly seen: number } | undefined;

/** Milliseconds of work between two pauses, about. */
const breathMs = 2;

/** Works until no block is left; where it has to wait it says so, and is called again when the wait is over. */
export function* writeBlocks(job: WritingJob, thread: number): Generator<Pause, void, void> {
  const module = instantiateFactors(job.module, job.memory);
  const words = controlOf(job.memory);
  module.setUp(areaAt(thread), tableAt(job.threads), job.limit);
  yield* fillTable(job, module, words);
  const { records } = job;
  const output = bytesAt(job, thread, outputAt);
  for (;;) {
    const block = Atomics.add(words, control.nextBlock, 1);
    if (block >= job.blocks) return;
    const started = now();
    const count = readBlock(job, module, thread, block);
    if (count < 0) {
      // The first number that is wrong is told of, whichever thread meets another before.
      yield* turnOf(block, words);
      throw wrongNumber(job, thread, block, -1 - count);
    }
    const bytes = yield* writeLines(module, count);
    yield* turnOf(block, words);
    const offset = offsetOf(records, block);
    record(records, block, { offset, bytes, count, tid: threadId, started, ended: 0 });
    if (!job.hasPlaces) writeAll(job.output, output.subarray(0, bytes), null);
    Atomics.store(words, control.turn, block + 1);
    Atomics.notify(words, control.turn);
    if (job.hasPlaces) writeAll(job.output, output.subarray(0, bytes), offset);
    recordWritten(records, block, now());
    if (Atomics.add(words, control.written, 1) + 1 === job.blocks) Atomics.notify(words, control.written);
  }
}

function* fillTable({ segments }: WritingJob, module: FactorsModule, words: Int32Array): Generator<Pause, void, void> {
  for (;;) {
    const segment = Atomics.add(words, control.nextSegment, 1);
    if (segment >= segments) break;
    module.fill(segment);
    Atomics.add(words, control.segmentsDone, 1);
    yield;
  }
  Atomics.notify(words, control.segmentsDone);
  for (;;) {
    const seen = Atomics.load(words, control.segmentsDone);
    if (seen >= segments) return;
    yield { word: control.segmentsDone, seen };
  }
}

function* turnOf(block: number, words: Int32Array): Generator<Pause, void, void> {
  for (;;) {
    const seen = Atomics.load(words, control.turn);
    if (seen === block) return;
    yield { word: control.turn, seen };
  }
}

/** Factorises the block a few numbers at a time: great ones take a millisecond each, small ones some nanoseconds. */
function* writeLines(module: FactorsModule, count: number): Generator<Pause, number, void> {
  let bytes = 0;
  let step = 64;
  for (let from = 0; from < count; ) {
    const began = performance.now();
    const to = Math.min(count, from + step);
    bytes = module.write(from, to, bytes);
    from = to;
    const took = performance.now() - began;
    if (took < breathMs / 2) step *= 2;
    else if (took > breathMs) step = Math.max(1, step >> 1);
    yield;
  }
  return bytes;
}

/** Brings the numbers of a block to the module; returns how many there are, or −1 − the place of what is none. */
function readBlock(job: WritingJob, module: FactorsModule, thread: number, block: number): number {
  const { source } = job;
  const first = block * source.block;
  if (source.kind === "text") return readText(job, module, thread, first, source);
  const part = source.numbers.subarray(first, first + source.block);
  bytesAt(job, thread, textAt).set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  module.take(part.length, part instanceof Uint32Array ? 4 : part instanceof Float64Array ? 8 : 64);
  return part.length;
}

interface TextSource {
  readonly file: number;
  readonly bytes: number;
  readonly block: number;
}

/** A number belongs to the block in which it begins: one byte before the block tells whether it goes on there. */
function readText(job: WritingJob, module: FactorsModule, thread: number, first: number, source: TextSource): number {
  const before = first === 0 ? 0 : 1;
  const wanted = Math.min(source.bytes - first, source.block + tailBytes) + before;
  const text = bytesAt(job, thread, textAt).subarray(0, wanted);
  let length = 0;
  while (length < wanted) {
    const read = readSync(source.file, text, length, wanted - length, first - before + length);
    if (read === 0) break;
    length += read;
  }
  const within = before === 1 && !isBlank(text[0] ?? 0);
  const isLast = first - before + length >= source.bytes;
  return module.read(before, Math.min(length, source.block + before), length, within, isLast);
}

/** As the module has it: space, tab, line feed and the like. */
function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 9 && byte <= 13);
}

function wrongNumber({ memory, source }: WritingJob, thread: number, block: number, at: number): NavetteError {
  const from = areaAt(thread) + textAt + at;
  const shown = Buffer.from(new Uint8Array(memory.buffer).slice(from, from + tailBytes)).toString();
  const word = /^\S{1,40}/.exec(shown)?.[0] ?? "";
  const place = block * source.block + at - (block === 0 ? 0 : 1);
  return new NavetteError(
    "ERR_NAVETTE_NUMBERS",
    `${JSON.stringify(word)} at byte ${place} is no whole number from 0 to 2^64 − 1: give numbers in decimal, with blanks between`,
  );
}

function bytesAt({ memory }: WritingJob, thread: number, at: number): Uint8Array {
  return new Uint8Array(memory.buffer, areaAt(thread) + at, at === outputAt ? outputBytes : numbersAt - textAt);
}

function writeAll(file: number, bytes: Uint8Array, place: number | null): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(file, bytes, done, bytes.length - done, place === null ? null : place + done);
  }
}
