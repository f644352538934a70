import { inspect } from "node:util";
import { NavetteError } from "../errors/navette-error.ts";
import { host, type Locale } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";
import {
  environmentOf,
  groupOf,
  linkOf,
  memoryMapOf,
  openFilesOf,
  ownLibraries,
  psField,
  registersOf,
  statusOf,
  systemVCounts,
  threadCountByPs,
  threadIdsOf,
} from "../system/operating-system.ts";
import { ProcessProperties, type ProcessProperty, type PropertyName } from "./process-properties.ts";
import { kindsOf, processWords } from "./process-words.ts";
import { signalNames } from "./signal-masks.ts";

/**
 * Describes a running process by the properties of UNIX: ids, environment, working directory, instructions, registers,
 * stack, heap, open files, signal actions, libraries, means of communication. Each names where it comes from, and those
 * that this system doesn't tell say so. Of the environment only names are told: values may be secret.
 *
 * Source: proc(5), Linux manual pages; elsewhere ps(1), and for this process Node.
 *
 * @throws NavetteError `ERR_NAVETTE_PROCESS` for what is no id, or where no process has it.
 * @example
 * console.log(String(describeProcess()));
 */
export function describeProcess(pid: number = process.pid): ProcessProperties {
  if (!Number.isInteger(pid) || pid < 1) {
    throw new NavetteError("ERR_NAVETTE_PROCESS", `pid is ${inspect(pid)}: give the id of a running process`);
  }
  try {
    process.kill(pid, 0);
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EPERM")) {
      throw new NavetteError("ERR_NAVETTE_PROCESS", `No process has the id ${pid}: it has ended`, { cause });
    }
  }
  const { locale } = host();
  return new ProcessProperties(pid, propertiesOf(pid, locale), locale);
}

/** Variables that nearly every process has, named as examples. */
const usual = ["PATH", "HOME", "LANG", "USER", "SHELL"];

function propertiesOf(pid: number, locale: Locale): ProcessProperty[] {
  const isOwn = pid === process.pid;
  const status = statusOf(pid);
  const { count, number } = numberFormat(locale);
  const say = processWords(locale);
  const mebibytes = (bytes: number) => `${number(bytes / 2 ** 20)} ${say.mebibytes}`;
  const property = (name: PropertyName, ...told: readonly (readonly [string | undefined, string] | undefined)[]) => {
    const known = told.find((one) => one?.[0] !== undefined);
    return { name, value: known?.[0], source: known?.[1] };
  };
  const proc = (file: string) => `/proc/${pid}/${file}`;
  const filesSource = process.platform === "linux" ? proc("fd") : "/dev/fd";
  const field = (name: string) => status?.get(name);
  const byPs = (name: string) => (status ? undefined : psField(pid, name));

  const map = memoryMapOf(pid);
  const stack = map?.find(({ path }) => path === "[stack]");
  const heap = map?.filter(({ path }) => path === "[heap]");
  const text = map?.filter(({ permissions, path }) => permissions.includes("x") && path.startsWith("/"));
  const mapped = map && [...new Set(map.flatMap(({ path }) => (/\.so(\.|$)/.test(path) ? [path] : [])))];
  const libraries = mapped ?? (isOwn ? ownLibraries() : undefined);
  const files = openFilesOf(pid);
  const registers = registersOf(pid);
  const queues = systemVCounts();
  const names = environmentOf(pid);
  const kinds = files && kindsOf(files.map(({ target }) => target));
  const caught = field("SigCgt");
  const ignored = field("SigIgn");
  const threads = threadIdsOf(pid)?.length;
  const threadsByPs = threads === undefined ? threadCountByPs(pid) : undefined;

  return [
    property("id", [String(pid), "Node"]),
    property("parent", isOwn ? [String(process.ppid), "Node"] : [field("PPid"), proc("status")], [byPs("ppid"), "ps"]),
    property("group", [groupOf(pid), status ? proc("stat") : "ps"]),
    property(
      "user",
      isOwn && process.getuid ? [String(process.getuid()), "Node"] : [field("Uid")?.split("\t")[0], proc("status")],
      [byPs("uid"), "ps"],
    ),
    property(
      "userGroup",
      isOwn && process.getgid ? [String(process.getgid()), "Node"] : [field("Gid")?.split("\t")[0], proc("status")],
      [byPs("gid"), "ps"],
    ),
    property("environment", [
      names &&
        say.environment(
          count(names.length),
          usual.filter((name) => names.includes(name)),
        ),
      isOwn ? "Node" : proc("environ"),
    ]),
    property("folder", isOwn ? [process.cwd(), "Node"] : [linkOf(pid, "cwd"), proc("cwd")]),
    property(
      "instructions",
      [
        text && say.instructions(linkOf(pid, "exe") ?? "", mebibytes(total(text.map(({ bytes }) => bytes)))),
        proc("smaps"),
      ],
      [isOwn ? process.execPath : psField(pid, "comm"), isOwn ? "Node" : "ps"],
    ),
    property("registers", [
      registers && say.registers(registers.programCounter, registers.stackPointer),
      proc("syscall"),
    ]),
    property("stack", [stack && mebibytes(stack.bytes), proc("smaps")]),
    property(
      "heap",
      isOwn
        ? [
            say.heap(
              mebibytes(process.memoryUsage().heapUsed),
              heap && mebibytes(total(heap.map(({ bytes }) => bytes))),
            ),
            heap ? `Node, ${proc("smaps")}` : "Node",
          ]
        : [heap && mebibytes(total(heap.map(({ bytes }) => bytes))), proc("smaps")],
    ),
    property("files", [kinds && say.files(count(files?.length ?? 0), kinds.slice(0, 4)), filesSource]),
    property("signals", [caught && ignored && say.signals(signalNames(caught), signalNames(ignored)), proc("status")]),
    property("libraries", [
      libraries &&
        (libraries.length === 0 ? say.none : `${count(libraries.length)} (${libraries.map(baseName).join(", ")})`),
      map ? proc("smaps") : "Node",
    ]),
    property("communication", [
      kinds && say.communication(kinds, queues),
      queues ? `${filesSource}, /proc/sysvipc` : filesSource,
    ]),
    property(
      "threads",
      [threads === undefined ? undefined : count(threads), proc("task")],
      [threadsByPs === undefined ? undefined : count(threadsByPs), "ps"],
    ),
  ];
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
