/**
 * The machine's processes: from `/proc` on Linux, from `ps` elsewhere on Unix, none on Windows.
 *
 * The one file that knows where an operating system keeps them.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
}

export function processTable(): ProcessEntry[] {
  if (process.platform === "linux") return linuxTable();
  if (process.platform === "win32") return [];
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  return lines.map((line) => {
    const [pid, parent] = line.trim().split(/\s+/);
    return { pid: Number(pid), parent: Number(parent) };
  });
}

function linuxTable(): ProcessEntry[] {
  const entries: ProcessEntry[] = [];
  for (const pid of linuxPids()) {
    const stat = readProc(pid, "stat");
    // The command's name, in parentheses, may hold anything: the fields are read from behind it.
    const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields) entries.push({ pid, parent: Number(fields[1]) });
  }
  return entries;
}

/** Processes whose environment holds each of these `NAME=value` entries; known on Linux only. */
export function processesWithEnvironment(entries: readonly string[]): number[] {
  if (process.platform !== "linux") return [];
  return linuxPids().filter((pid) => {
    const environment = readProc(pid, "environ")?.split("\0");
    return environment !== undefined && entries.every((entry) => environment.includes(entry));
  });
}

/** Bytes of memory that a process holds (resident set), or undefined where it can't be told. */
export function residentBytes(pid: number): number | undefined {
  if (process.platform !== "linux") return undefined;
  const pages = readProc(pid, "statm")?.split(" ")[1];
  return pages === undefined ? undefined : Number(pages) * 4096;
}

/** Milliseconds of CPU that one thread has used, to the nanosecond, or undefined where it can't be told. */
export function threadCpuMs(pid: number, thread: number): number | undefined {
  if (process.platform !== "linux") return undefined;
  const nanoseconds = readFile(`/proc/${pid}/task/${thread}/schedstat`)?.split(" ")[0];
  return nanoseconds === undefined ? undefined : Number(nanoseconds) / 1e6;
}

/** Whether a thread computes or waits for a core, rather than for anything else; false where it can't be told. */
export function isRunnable(pid: number, thread: number): boolean {
  if (process.platform !== "linux") return false;
  const stat = readFile(`/proc/${pid}/task/${thread}/stat`);
  return stat?.charAt(stat.lastIndexOf(")") + 2) === "R";
}

function linuxPids(): number[] {
  return readdirSync("/proc").map(Number).filter(Number.isInteger);
}

function readProc(pid: number, file: string): string | undefined {
  return readFile(`/proc/${pid}/${file}`);
}

/** A file of `/proc`; undefined where the process has ended meanwhile, or is not ours to read. */
function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return undefined;
  }
}

/** Hundredths of a second, in which Linux counts the CPU time of a process (`USER_HZ` is 100 wherever Node runs). */
const tickMs = 10;

/**
 * Milliseconds of CPU that a process has used, its children that have ended included, to a hundredth of a second; or
 * undefined where it can't be told (proc_pid_stat(5), fields 14 to 17).
 */
export function processCpuMs(pid: number): { own: number; ended: number } | undefined {
  if (process.platform !== "linux") return undefined;
  const stat = readProc(pid, "stat");
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (!fields) return undefined;
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15).map(Number);
  return { own: (user + system) * tickMs, ended: (endedUser + endedSystem) * tickMs };
}
