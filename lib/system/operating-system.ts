/**
 * What the operating system tells of a process, from `/proc` on Linux, from `ps` elsewhere on Unix, else nothing.
 *
 * The one file of these experiments that knows where an operating system keeps it. Each function returns undefined where
 * it can't be told: another system, a process that has ended, or one that isn't ours to read. Nothing is kept open.
 */
import { execFileSync } from "node:child_process";
import { fstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";

/** The fields of `/proc/PID/status`, or of one of its threads, by name. */
export function statusOf(pid: number, thread?: number): ReadonlyMap<string, string> | undefined {
  const text = readProc(pid, thread === undefined ? "status" : `task/${thread}/status`);
  if (text === undefined) return undefined;
  const pairs = text.split("\n").flatMap((line): [string, string][] => {
    const colon = line.indexOf(":");
    return colon < 0 ? [] : [[line.slice(0, colon), line.slice(colon + 1).trim()]];
  });
  return new Map(pairs);
}

/** Ids of a process's threads, as the operating system numbers them; the first is the process's own. */
export function threadIdsOf(pid: number): number[] | undefined {
  return process.platform === "linux" ? attempt(() => readdirSync(`/proc/${pid}/task`).map(Number)) : undefined;
}

/** How many threads a process has, by `ps`: a line for each under its heading on macOS, a field elsewhere. */
export function threadCountByPs(pid: number): number | undefined {
  if (process.platform !== "darwin") return numberIn(psField(pid, "nlwp") ?? "")[0];
  const lines = ps(["-M", "-p", String(pid)])?.split("\n").length;
  return lines === undefined || lines < 2 ? undefined : lines - 1;
}

/** An open file, pipe or socket. */
export interface OpenFile {
  readonly descriptor: number;
  /** What it leads to, as Linux writes it: `pipe:[1234]`, `/dev/null`; elsewhere its kind alone, `pipe:`, `/dev/`, `/`. */
  readonly target: string;
}

/** Open files, pipes and sockets of a process; those of this one on every Unix. */
export function openFilesOf(pid: number): OpenFile[] | undefined {
  if (process.platform === "win32") return undefined;
  if (process.platform !== "linux") return pid === process.pid ? ownOpenFiles() : undefined;
  const folder = `/proc/${pid}/fd`;
  const names = attempt(() => readdirSync(folder));
  return names?.flatMap((name) => {
    const target = attempt(() => readlinkSync(`${folder}/${name}`));
    return target === undefined ? [] : [{ descriptor: Number(name), target }];
  });
}

function ownOpenFiles(): OpenFile[] | undefined {
  return attempt(() => readdirSync("/dev/fd"))?.flatMap((name): OpenFile[] => {
    const descriptor = Number(name);
    const status = attempt(() => fstatSync(descriptor));
    if (status === undefined) return [];
    const target = status.isFIFO()
      ? "pipe:"
      : status.isSocket()
        ? "socket:"
        : status.isCharacterDevice()
          ? "/dev/"
          : status.isFile() || status.isDirectory()
            ? "/"
            : "anon_inode:";
    return [{ descriptor, target }];
  });
}

/** Paths of the libraries that this process has loaded, by Node's own report, on every system. */
export function ownLibraries(): string[] | undefined {
  // Names of hosts would be looked up for it, which may take seconds.
  const excludeNetwork = "excludeNetwork";
  const before: unknown = Reflect.get(process.report, excludeNetwork);
  Reflect.set(process.report, excludeNetwork, true);
  try {
    const { sharedObjects }: { sharedObjects?: unknown } = process.report.getReport();
    return Array.isArray(sharedObjects) ? sharedObjects.filter((path) => typeof path === "string") : undefined;
  } catch {
    return undefined;
  } finally {
    Reflect.set(process.report, excludeNetwork, before);
  }
}

/** What a link of `/proc/PID` leads to: `exe` its program, `cwd` its working directory. */
export function linkOf(pid: number, name: "exe" | "cwd"): string | undefined {
  return process.platform === "linux" ? attempt(() => readlinkSync(`/proc/${pid}/${name}`)) : undefined;
}

/** Names of the variables in a process's environment, never their values. */
export function environmentOf(pid: number): string[] | undefined {
  if (pid === process.pid) return Object.keys(process.env);
  const entries = readProc(pid, "environ")?.split("\0");
  return entries?.flatMap((entry) => entry.split("=", 1)).filter((name) => name !== "");
}

/** One stretch of a process's memory; bytes. */
export interface MemoryMapping {
  readonly from: bigint;
  readonly bytes: number;
  /** `rwxp`: readable, writable, executable, private (or shared). */
  readonly permissions: string;
  /** The file that it shows, `[heap]`, `[stack]`, or nothing. */
  readonly path: string;
  /** Bytes of it that are in memory. */
  readonly resident: number;
}

/** The memory map of a process, in the order of addresses. */
export function memoryMapOf(pid: number): MemoryMapping[] | undefined {
  const text = readProc(pid, "smaps");
  if (text === undefined) return undefined;
  const mappings: { from: bigint; bytes: number; permissions: string; path: string; resident: number }[] = [];
  for (const line of text.split("\n")) {
    const [, from, to, permissions, path] = /^([\da-f]+)-([\da-f]+) (\S{4}) \S+ \S+ \S+\s*(.*)$/.exec(line) ?? [];
    if (from !== undefined && to !== undefined && permissions !== undefined) {
      const bytes = Number(BigInt(`0x${to}`) - BigInt(`0x${from}`));
      mappings.push({ from: BigInt(`0x${from}`), bytes, permissions, path: path ?? "", resident: 0 });
    } else if (line.startsWith("Rss:")) {
      const last = mappings.at(-1);
      if (last) last.resident = 1024 * Number.parseInt(line.slice(4), 10);
    }
  }
  return mappings;
}

/** How memory is told: its proportional share (what others share is divided among them), or all that is resident. */
export type MemoryKind = "proportional" | "resident";

/** Bytes of memory that a process takes. */
export function memoryOf(pid: number): { bytes: number; kind: MemoryKind } | undefined {
  const [, kilobytes] = /^Pss:\s+(\d+)/m.exec(readProc(pid, "smaps_rollup") ?? "") ?? [];
  if (kilobytes !== undefined) return { bytes: 1024 * Number(kilobytes), kind: "proportional" };
  const resident = psField(pid, "rss");
  return resident === undefined ? undefined : { bytes: 1024 * Number(resident), kind: "resident" };
}

/** Milliseconds of CPU of a process, all its threads together; steps of 10 ms on Linux, of a second elsewhere. */
export function cpuOf(pid: number): number | undefined {
  const fields = statFields(pid);
  if (fields) return (Number(fields[11]) + Number(fields[12])) * tick;
  const time = psField(pid, "time");
  return time === undefined ? undefined : clockTime(time);
}

/** Milliseconds of CPU that this process's children had spent when they ended; steps of 10 ms. */
export function cpuOfEndedChildren(): number | undefined {
  const fields = statFields(process.pid);
  return fields && (Number(fields[13]) + Number(fields[14])) * tick;
}

/** Milliseconds of a clock tick in `/proc/PID/stat`: Linux's USER_HZ is 100 on every architecture that Node runs on. */
const tick = 10;

/** Milliseconds that each thread of a process has waited for a free core since it began, by its id. */
export function queueingOf(pid: number): [thread: number, ms: number][] {
  return (threadIdsOf(pid) ?? []).map((thread) => {
    const [, queued = "0"] = (readProc(pid, `task/${thread}/schedstat`) ?? "").split(" ");
    return [thread, Number(queued) / 1e6];
  });
}

/** The children of a process. */
export function childrenOf(pid: number): number[] | undefined {
  const threads = threadIdsOf(pid);
  if (threads === undefined) return undefined;
  return threads.flatMap((thread) => (readProc(pid, `task/${thread}/children`) ?? "").split(" ").flatMap(numberIn));
}

/** Bytes that a process has read and written by system calls: files, pipes and most sockets. */
export function transferredBytes(pid: number): { read: number; written: number } | undefined {
  const text = readProc(pid, "io");
  const [, read] = /^rchar: (\d+)/m.exec(text ?? "") ?? [];
  const [, written] = /^wchar: (\d+)/m.exec(text ?? "") ?? [];
  return read === undefined || written === undefined ? undefined : { read: Number(read), written: Number(written) };
}

/** The stack pointer and the program counter, where the process is in a system call or waits. */
export function registersOf(pid: number): { stackPointer: string; programCounter: string } | undefined {
  const words = readProc(pid, "syscall")?.trim().split(" ");
  const [stackPointer, programCounter] = words?.slice(-2) ?? [];
  if (words === undefined || words.length < 3 || !stackPointer || !programCounter) return undefined;
  return { stackPointer, programCounter };
}

/** How many of System V's message queues, semaphores and shared memories the whole machine has. */
export function systemVCounts(): { queues: number; semaphores: number; memories: number } | undefined {
  const count = (name: string) => {
    const text = attempt(() => readFileSync(`/proc/sysvipc/${name}`, "latin1"));
    return text === undefined ? undefined : text.trim().split("\n").length - 1;
  };
  const [queues, semaphores, memories] = [count("msg"), count("sem"), count("shm")];
  if (queues === undefined || semaphores === undefined || memories === undefined) return undefined;
  return { queues, semaphores, memories };
}

/** MHz: the highest clock frequency that the processor is made for, or what it runs at now. */
export function clockOfProcessor(): { highest: number | undefined; now: number | undefined } {
  const kilohertz = attempt(() => readFileSync("/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq", "latin1"));
  const text = attempt(() => readFileSync("/proc/cpuinfo", "latin1")) ?? "";
  const all = [...text.matchAll(/^cpu MHz\s*:\s*([\d.]+)/gm)].map(([, megahertz]) => Number(megahertz));
  return {
    highest: kilohertz === undefined ? undefined : Number(kilohertz) / 1000,
    now: all.length === 0 ? undefined : Math.max(...all),
  };
}

/** Id of the process group that a process belongs to. */
export function groupOf(pid: number): string | undefined {
  return statFields(pid)?.[2] ?? psField(pid, "pgid");
}

/** One field of a process by `ps`, which Windows lacks. */
export function psField(pid: number, field: string): string | undefined {
  if (process.platform === "win32") return undefined;
  return ps(["-o", `${field}=`, "-p", String(pid)]);
}

/** What `ps` prints, without blanks about it; undefined where that is nothing, or there is no `ps`. */
function ps(args: readonly string[]): string | undefined {
  const stdio: ["ignore", "pipe", "ignore"] = ["ignore", "pipe", "ignore"];
  const text = attempt(() => execFileSync("ps", args, { encoding: "utf8", stdio }));
  return text?.trim() || undefined;
}

/** A process's descendants: its children, theirs, and so on. */
export function descendantsOf(pid: number): number[] {
  return (childrenOf(pid) ?? []).flatMap((child) => [child, ...descendantsOf(child)]);
}

/** The fields of `/proc/PID/stat` from the third on: the second, a name in parentheses, may hold anything. */
function statFields(pid: number): string[] | undefined {
  const text = readProc(pid, "stat");
  return text?.slice(text.lastIndexOf(")") + 2).split(" ");
}

/** `[DD-]HH:MM:SS` or `MM:SS.cc` in milliseconds. */
function clockTime(text: string): number {
  const [days = "0", clock = ""] = text.includes("-") ? text.split("-") : ["0", text];
  const seconds = clock.split(":").reduce((sum, part) => 60 * sum + Number(part), 0);
  return (86_400 * Number(days) + seconds) * 1000;
}

function numberIn(text: string): number[] {
  const value = Number.parseInt(text, 10);
  return Number.isNaN(value) ? [] : [value];
}

function readProc(pid: number, file: string): string | undefined {
  if (process.platform !== "linux") return undefined;
  return attempt(() => readFileSync(`/proc/${pid}/${file}`, "latin1"));
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
