/**
 * Whole programs from a file of numbers to a file of factors: Navette's beside GNU factor, on one core and on all of them.
 * Their outputs are compared byte for byte, and their greatest memory is read, in runs that aren't timed.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { now } from "../../../lib/timeline/now.ts";
import { median } from "../tables/median.ts";
import { absent, report } from "../tables/report.ts";
import type { NumberFile } from "./number-files.ts";
import { gnuVersion } from "./peers.ts";
import { type Contestant, race } from "./rounds.ts";

const program = fileURLToPath(new URL("factor-file.mjs", import.meta.url));

/** Milliseconds between two looks at a program's memory. */
const lookMs = 5;

/** One way to factorise a file: programs that run at the same time, each from a file of its own to another. */
interface Writer {
  readonly name: string;
  /** What stays the same when the name bears a version. */
  readonly key: string;
  readonly outputs: readonly string[];
  start(): Promise<ChildProcess[]>;
}

/** Races the writers of a file's numbers; what they write lies in the folder. */
export async function raceWriters(folder: string, file: NumberFile, cores: number, rounds: number): Promise<void> {
  for (const used of new Set([1, cores])) {
    const writers = [...(await gnuWriters(folder, file.path, used)), ...ourWriters(folder, file, used)];
    const table = await race({
      id: `${file.id}, ${used === 1 ? "one core" : "all cores"}`,
      title: `From file to file: ${file.title}, whole programs, ${used === 1 ? "one core" : `${used} cores`}`,
      rounds,
      contestants: writers.map(timed),
    });
    const memory = await compare(writers);
    report({
      ...table,
      columns: [...table.columns, { key: "memory", title: "greatest memory, MiB" }],
      rows: table.rows.map((row) => {
        const peak = memory.get(row.name);
        return peak === undefined ? row : { ...row, cells: { ...row.cells, memory: median([peak]) } };
      }),
    });
  }
}

function timed(writer: Writer): Contestant {
  return {
    name: writer.name,
    key: writer.key,
    async run() {
      const begin = now();
      await ended(await writer.start());
      return { ms: now() - begin };
    },
  };
}

/** One core is one core: the program is bound to it where the system can do that. */
function bound(used: number, command: string, args: readonly string[]): [string, string[]] {
  const core = /^Cpus_allowed_list:\s*(\d+)/m.exec(statusOf("self"))?.[1];
  const canBind = used === 1 && core !== undefined && spawnSync("taskset", ["--version"]).status === 0;
  return canBind ? ["taskset", ["-c", core, command, ...args]] : [command, [...args]];
}

function ourWriters(folder: string, { path, algorithms }: NumberFile, used: number): Writer[] {
  return algorithms.map((algorithm) => {
    const output = join(folder, `navette-${algorithm}`);
    const [command, args] = bound(used, process.execPath, [program, path, output, String(used), algorithm]);
    return {
      name: algorithm === "" ? "Navette" : `Navette, ${algorithm}`,
      key: algorithm === "" ? "navette" : algorithm,
      outputs: [output],
      start: async () => [spawn(command, args, { stdio: ["ignore", "ignore", "inherit"] })],
    };
  });
}

/** GNU factor, as many at once as there are cores, each with its share: splitting the file is a gift, not timed. */
async function gnuWriters(folder: string, numbers: string, used: number): Promise<Writer[]> {
  const version = gnuVersion();
  if (version === undefined) {
    absent("GNU factor: not on the path");
    return [];
  }
  const prefix = join(folder, "share-");
  const split = spawnSync("split", ["-n", `l/${used}`, "-d", "-a", "3", numbers, prefix]);
  if (split.status !== 0) throw new Error(`split failed: ${split.stderr}`);
  const shares = Array.from({ length: used }, (_, index) => `${prefix}${String(index).padStart(3, "0")}`);
  const outputs = shares.map((share) => `${share}-factors`);
  const [command, args] = bound(used, "factor", []);
  return [
    {
      key: "gnu",
      name: `GNU factor ${version}${used > 1 ? `, ${used} at once` : ""}`,
      outputs,
      start: () => Promise.all(shares.map((share, index) => between(command, args, share, outputs[index] ?? ""))),
    },
  ];
}

async function between(command: string, args: string[], input: string, output: string): Promise<ChildProcess> {
  await using from = await open(input);
  await using to = await open(output, "w");
  return spawn(command, args, { stdio: [from.fd, to.fd, "inherit"] });
}

async function ended(programs: readonly ChildProcess[]): Promise<void> {
  const exits = await Promise.all(programs.map(async (child) => child.exitCode ?? (await once(child, "exit"))[0]));
  if (exits.some((code) => code !== 0)) throw new Error(`a program ended with ${exits}`);
}

/**
 * Runs each writer once more, and compares what it wrote with what the first one wrote. Returns the greatest memory of each,
 * in MiB, that of its programs together; nothing where the system doesn't tell.
 */
async function compare(writers: readonly Writer[]): Promise<Map<string, number>> {
  const [first] = writers;
  const memory = new Map<string, number>();
  for (const writer of writers) {
    const programs = await writer.start();
    const peaks = programs.map(() => 0);
    const look = setInterval(() => {
      for (const [index, { pid }] of programs.entries()) peaks[index] = Math.max(peaks[index] ?? 0, peakOf(pid));
    }, lookMs);
    await ended(programs);
    clearInterval(look);
    const peak = peaks.reduce((sum, mib) => sum + mib, 0);
    if (peak > 0) memory.set(writer.name, peak);
    const same = first === undefined || (await isSame(first.outputs, writer.outputs));
    if (!same) throw new Error(`${writer.name} wrote something else than ${first?.name}`);
  }
  return memory;
}

/** Greatest resident memory of a process so far, in MiB; 0 where there is no `/proc`, or no process any more. */
function peakOf(pid: number | undefined): number {
  return Number(/^VmHWM:\s*(\d+) kB/m.exec(statusOf(pid))?.[1] ?? 0) / 1024;
}

function statusOf(pid: number | "self" | undefined): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
}

async function isSame(some: readonly string[], others: readonly string[]): Promise<boolean> {
  const [a, b] = [some, others].map((paths) => contents(paths));
  if (a === undefined || b === undefined) return false;
  for (;;) {
    const [one, two] = await Promise.all([a.next(), b.next()]);
    if (one.done || two.done) return one.done === two.done;
    if (!one.value.equals(two.value)) return false;
  }
}

/** The bytes of files one after the other, a mebibyte at a time. */
async function* contents(paths: readonly string[]): AsyncGenerator<Buffer, void, void> {
  const size = 2 ** 20;
  let block = Buffer.alloc(size);
  let filled = 0;
  for (const path of paths) {
    await using file: FileHandle = await open(path);
    for (;;) {
      const { bytesRead } = await file.read(block, filled, size - filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
      if (filled < size) continue;
      yield block;
      block = Buffer.alloc(size);
      filled = 0;
    }
  }
  yield block.subarray(0, filled);
}
