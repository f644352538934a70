import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { checkTexts } from "../errors/check-list.ts";
import { checkOptions } from "../errors/check-options.ts";
import { eitherSignal } from "../host/either-signal.ts";

/** The kinds of Python that the experiment looks for. */
export type PythonKind = "CPython" | "CPython without the GIL" | "PyPy" | "Jython";

/** A Python that was found. */
export interface Interpreter {
  readonly kind: PythonKind;
  /** Its name and version, as plots write them: `CPython 3.14.1`. */
  readonly name: string;
  /** The command or path that starts it. */
  readonly command: string;
  /** Whether one thread at a time runs Python code. */
  readonly hasGil: boolean;
}

/** A kind of Python that wasn't found, and where it is to be had. */
export interface MissingInterpreter {
  readonly kind: PythonKind;
  readonly advice: string;
}

/** Which kinds of Python are on this machine, one of each, and which aren't. */
export interface FoundInterpreters {
  readonly found: readonly Interpreter[];
  readonly missing: readonly MissingInterpreter[];
}

/** Where to look for a Python, beside the path. */
export interface FindInterpretersOptions {
  /** Commands or paths to try before those known; `NAVETTE_PYTHONS` lists more, separated as a path is. */
  readonly commands?: readonly string[];
  /** Ends the search; the running cell's signal is observed as well. */
  readonly signal?: AbortSignal;
}

/** The kinds in the order in which they are told. */
const kinds: readonly PythonKind[] = ["CPython", "CPython without the GIL", "PyPy", "Jython"];

/** Where each kind is to be had. */
const homes: Readonly<Record<PythonKind, string>> = {
  CPython: "https://www.python.org/downloads/",
  "CPython without the GIL": "`uv python install 3.14t`, or https://docs.python.org/3/howto/free-threading-python.html",
  PyPy: "`uv python install pypy`, or https://pypy.org/download.html",
  Jython: "https://www.jython.org/download",
};

const usual = ["python3", "python", "python3.15t", "python3.14t", "python3.13t", "pypy3", "pypy", "jython"];

/** What a Python says of itself; one argument in brackets, which Python 2, that is Jython, understands too. */
const question =
  "import sys, platform; print('|'.join([platform.python_implementation(), platform.python_version(), str(getattr(sys, '_is_gil_enabled', lambda: True)())]))";

/** A JVM takes its time to start, in ms. */
const patience = 30_000;

/**
 * Asks every Python that is known by name on the path what it is. One of each kind is kept, the newest first named. One
 * that doesn't answer within 30 s, or fails, is taken for missing.
 *
 * @throws NavetteError `ERR_NAVETTE_COMMANDS` when `commands` is no list of texts; the reason of the signal (or of the running
 * cell's) when it is aborted.
 * @example
 * const { found, missing } = await findInterpreters();
 * console.log(found.map(({ name }) => name), missing.map(({ kind }) => kind));
 */
export async function findInterpreters(options: FindInterpretersOptions = {}): Promise<FoundInterpreters> {
  checkOptions(options);
  if (options.commands !== undefined) checkTexts("commands", options.commands, '["pypy3"]', "ERR_NAVETTE_COMMANDS");
  const signal = eitherSignal(options.signal);
  const separator = process.platform === "win32" ? ";" : ":";
  const listed = (process.env.NAVETTE_PYTHONS ?? "").split(separator).filter((command) => command !== "");
  const commands = [...new Set([...(options.commands ?? []), ...listed, ...usual])];
  const answers = await Promise.all(commands.map((command) => ask(command, signal)));
  signal.throwIfAborted();
  const all = answers.filter((answer) => answer !== undefined);
  const found = kinds.flatMap((kind) => all.find((interpreter) => interpreter.kind === kind) ?? []);
  const missing = kinds
    .filter((kind) => !found.some((interpreter) => interpreter.kind === kind))
    .map((kind) => ({ kind, advice: homes[kind] }));
  return { found, missing };
}

async function ask(command: string, signal: AbortSignal): Promise<Interpreter | undefined> {
  try {
    const { stdout } = await promisify(execFile)(command, ["-c", question], {
      timeout: patience,
      signal,
      windowsHide: true,
    });
    const [implementation, version, gil] = stdout.trim().split("|");
    const kind = kindOf(implementation, gil);
    if (kind === undefined || version === undefined) return undefined;
    // Python 2 is over; Jython alone goes on with its language.
    if (kind !== "Jython" && version.startsWith("2.")) return undefined;
    const hasGil = kind === "CPython" || kind === "PyPy";
    const suffix = kind === "CPython without the GIL" ? "t" : "";
    return { kind, name: `${implementation} ${version}${suffix}`, command, hasGil };
  } catch {
    // Not there, or no Python: named among the missing.
    return undefined;
  }
}

function kindOf(implementation: string | undefined, gil: string | undefined): PythonKind | undefined {
  if (implementation === "CPython") return gil === "False" ? "CPython without the GIL" : "CPython";
  return implementation === "PyPy" || implementation === "Jython" ? implementation : undefined;
}
