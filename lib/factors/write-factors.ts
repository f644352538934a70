import { type FileHandle, open, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { checkOptions } from "../errors/check-options.ts";
import { oneOf } from "../errors/choice.ts";
import { isUrl } from "../errors/is-url.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { wholeNumber } from "../errors/number-argument.ts";
import { Unfinished } from "../errors/unfinished.ts";
import { host } from "../host/host.ts";
import { machine } from "../machine/machine.ts";
import { checkWorkers } from "../strategies/check-workers.ts";
import type { Run, RunOptions } from "../strategies/strategy.ts";
import { checkTimeline } from "../timeline/check-timeline.ts";
import { now } from "../timeline/now.ts";
import { Timeline } from "../timeline/timeline.ts";
import { chooseTable, noTable, type Table, tableFor } from "./choose-table.ts";
import { shareWideNumbers } from "./share-wide-numbers.ts";
import { allocateFactors, compileFactors, instantiateFactors } from "./wasm/factors-module.ts";
import { blockBytes } from "./wasm/layout.ts";
import { runWriters } from "./wasm/run-writers.ts";
import { type NumbersSource, recordFields, type WritingJob, writtenBlocks } from "./wasm/writing-job.ts";

/** Ways of finding factors fast: `"simd"`, trial division by eight primes at a time; `"table"`, of least prime factors. */
export type FastAlgorithm = "simd" | "table";

/** How numbers are factorised and written, and by how many threads. */
export interface WriteFactorsOptions extends Omit<RunOptions, "seed"> {
  /**
   * Threads that work: as many as there are cores, unless told. In a plain program the calling one is among them; in a
   * notebook it isn't, so that a cell can be interrupted at once.
   */
  readonly workers?: number;
  /** What a thread takes at a time: bytes of a file's text (up to 65,536), or numbers (up to 4,000). */
  readonly chunk?: number;
  /** Unless told, the one that will be faster: a table pays where there are more numbers than an eightieth of the greatest. */
  readonly algorithm?: FastAlgorithm;
}

/** What was written. */
export interface WrittenFactors {
  /** Path of the file. */
  readonly file: string;
  /** Its lines: as many as there are numbers, unless the run was interrupted. */
  readonly count: number;
  /** Bytes of the file. */
  readonly bytes: number;
  /** How the factors were found. */
  readonly algorithm: FastAlgorithm;
  /** Bytes of the table of least prime factors, 0 without one. */
  readonly tableBytes: number;
}

/**
 * Factorises many numbers and writes them to a file as GNU `factor` does, `12: 2 2 3` on a line of its own, in order. The
 * numbers are whole, from 0 to 2⁶⁴ − 1: an array of them, or the path of a file that holds them in decimal with blanks
 * between.
 *
 * Text is read, factorised and written by WebAssembly in memory that the threads share, one block each at a time: 1.3 MiB
 * of it for each thread, whatever the number of numbers, and a table of a third of the greatest in bytes (50 MB at most)
 * where one pays. A number below 10⁸ takes some 0.1 µs, one of 32 bits about 1 µs at worst, one of 64 bits up to a millisecond.
 *
 * Source of the format: factor(1), GNU coreutils.
 *
 * @throws NavetteError `ERR_NAVETTE_NUMBERS`, `ERR_NAVETTE_WORKERS`, `ERR_NAVETTE_CHUNK`, `ERR_NAVETTE_ALGORITHM` or
 * `ERR_NAVETTE_FILE` for a wrong argument or a file that can't be opened; the signal's reason when it was aborted
 * before; Unfinished<WrittenFactors> when the run was aborted (`ERR_NAVETTE_ABORTED`), when a word of the text is no
 * number (`ERR_NAVETTE_NUMBERS`), when a thread was lost (`ERR_NAVETTE_WORKER`), or when writing failed
 * (`ERR_NAVETTE_FILE`): the file then ends after the last line before which none is missing.
 *
 * @example
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 *
 * const file = join(tmpdir(), "factors.txt");
 * const run = await writeFactors([12, 97, 2n ** 64n - 1n], file, { workers: 1 });
 * run.results.count; // 3
 * run.results.bytes; // 68
 */
export async function writeFactors(
  numbers: ArrayLike<number | bigint> | string | URL,
  file: string | URL,
  options: WriteFactorsOptions = {},
): Promise<Run<WrittenFactors>> {
  checkOptions(options);
  const asked = checkWorkers(options.workers);
  if (options.algorithm !== undefined) {
    oneOf("algorithm", options.algorithm, ["simd", "table"], "ERR_NAVETTE_ALGORITHM");
  }
  checkTimeline(options.timeline);
  const signals = [host().signal(), ...(options.signal ? [options.signal] : [])];
  for (const signal of signals) signal.throwIfAborted();
  const path = pathOf("file", file);
  const cpuBefore = process.cpuUsage();
  const started = now();

  await using input = isPath(numbers) ? await openFile(pathOf("numbers", numbers), "r") : null;
  const source = isPath(numbers) ? await textSource(input, options.chunk) : memorySource(numbers, options.chunk);
  if (input) await refuseSameFile(input, path);
  await using output = await openFile(path, "w");
  const table = tableOf(source, options.algorithm);
  const job = await newJob(source, output, asked, table);
  const timeline = new Timeline(options.timeline);
  let failure: unknown;
  try {
    using shown = await progressBar();
    await runWriters(job, signals, (blocks) => {
      const progress = { done: Math.min(blocks * source.block, sizeOf(source)), total: sizeOf(source) };
      shown?.report(progress);
      options.onProgress?.(progress);
    });
  } catch (error) {
    failure = error;
  }
  const results = await finish(job, output, path, table, started, timeline);
  if (failure !== undefined) throw unfinished(failure, results, signals);

  const { user, system } = process.cpuUsage(cpuBefore);
  const { algorithm, count } = results;
  return {
    results,
    strategy: job.threads === 1 && job.isJoined ? "sequential" : "threads",
    workers: job.threads,
    timeline,
    wallMs: now() - started,
    cpuMs: (user + system) / 1000,
    parameters: { count, chunk: source.block, chunks: job.blocks, algorithm, workers: asked, warm: false },
    machine: machine(),
  };
}

/** Loaded where it can be shown only: a program that reads, writes and ends pays for what it loads. */
async function progressBar() {
  if (!host().isLive) return null;
  const { operationProgress } = await import("../progress/operation-progress.ts");
  return operationProgress("factorising");
}

function isPath(numbers: ArrayLike<number | bigint> | string | URL): numbers is string | URL {
  return typeof numbers === "string" || isUrl(numbers);
}

function pathOf(name: string, file: unknown): string {
  if (typeof file === "string" && file !== "") return file;
  if (isUrl(file) && file.protocol === "file:") return fileURLToPath(file);
  throw new NavetteError(
    "ERR_NAVETTE_FILE",
    `${name} is ${isUrl(file) ? file.href : inspect(file)}: give the path of a file`,
  );
}

async function openFile(path: string, flags: "r" | "w"): Promise<FileHandle> {
  try {
    return await open(path, flags);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `${path} can't be ${flags === "r" ? "read" : "written"}: ${reason}`;
    throw new NavetteError("ERR_NAVETTE_FILE", message, { cause });
  }
}

async function textSource(input: FileHandle | null, chunk: number | undefined): Promise<NumbersSource> {
  const found = await input?.stat();
  if (input === null || !found?.isFile()) {
    throw new NavetteError("ERR_NAVETTE_FILE", "numbers is the path of no ordinary file: give one that has a size");
  }
  return { kind: "text", file: input.fd, bytes: found.size, block: checkChunk(chunk, blockBytes) };
}

function memorySource(numbers: ArrayLike<number | bigint>, chunk: number | undefined): NumbersSource {
  return { kind: "numbers", numbers: shareWideNumbers(numbers), block: checkChunk(chunk, mostNumbers) };
}

/** Numbers whose lines fill the output of a thread if each has 63 factors. */
const mostNumbers = 4000;

function checkChunk(chunk: number | undefined, most: number): number {
  if (chunk === undefined) return most;
  wholeNumber("chunk", chunk, { min: 1, max: most, code: "ERR_NAVETTE_CHUNK" });
  return chunk;
}

function sizeOf(source: NumbersSource): number {
  return source.kind === "text" ? source.bytes : source.numbers.length;
}

/** Opening the output would empty the input. */
async function refuseSameFile(input: FileHandle, path: string): Promise<void> {
  const written = await stat(path).catch(() => undefined);
  const read = await input.stat();
  if (written === undefined || written.dev !== read.dev || written.ino !== read.ino) return;
  throw new NavetteError("ERR_NAVETTE_FILE", `${path} is the file of the numbers too: write to another`);
}

function tableOf(source: NumbersSource, algorithm: FastAlgorithm | undefined): Table {
  if (algorithm === "simd" || sizeOf(source) === 0) return noTable;
  return algorithm === "table" ? tableFor(source) : chooseTable(source);
}

async function newJob(source: NumbersSource, output: FileHandle, asked: number, table: Table): Promise<WritingJob> {
  const blocks = Math.ceil(sizeOf(source) / source.block);
  const threads = Math.min(asked, Math.max(1, blocks));
  const module = compileFactors();
  const memory = allocateFactors(threads, table.bytes);
  instantiateFactors(module, memory).prepare();
  const { limit, segments } = table;
  return {
    module,
    memory,
    threads,
    isJoined: !host().isLive,
    limit,
    segments,
    source,
    blocks,
    output: output.fd,
    hasPlaces: (await output.stat()).isFile(),
    records: new Float64Array(new SharedArrayBuffer(8 * recordFields * blocks)),
  };
}

/** Tells what was written; where that isn't all, cuts off what lies behind a gap. */
async function finish(
  { records, hasPlaces, blocks }: WritingJob,
  output: FileHandle,
  file: string,
  { bytes: tableBytes }: Table,
  queued: number,
  timeline: Timeline,
): Promise<WrittenFactors> {
  const written = writtenBlocks(records);
  const where = { host: hostname(), pid: process.pid };
  for (const [index, { tid, started, ended }] of written.entries()) {
    timeline.add({ label: String(index), kind: "chunk", ...where, tid, queued, started, ended, status: "ok" });
  }
  const last = written.at(-1);
  const bytes = last ? last.offset + last.bytes : 0;
  if (hasPlaces && written.length < blocks) await output.truncate(bytes);
  const count = written.reduce((sum, block) => sum + block.count, 0);
  return { file, count, bytes, algorithm: tableBytes > 0 ? "table" : "simd", tableBytes };
}

function unfinished(
  cause: unknown,
  results: WrittenFactors,
  signals: readonly AbortSignal[],
): Unfinished<WrittenFactors> {
  const aborted = signals.some((signal) => signal.aborted);
  const so = `${results.count} lines are in ${results.file}`;
  if (aborted)
    return new Unfinished("ERR_NAVETTE_ABORTED", `The factorisation was interrupted: ${so}`, results, { cause });
  const code = cause instanceof NavetteError ? cause.code : "ERR_NAVETTE_FILE";
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Unfinished(code, `${reason} (${so})`, results, { cause });
}
