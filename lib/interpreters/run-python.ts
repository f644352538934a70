import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { NavetteError } from "../errors/navette-error.ts";
import type { Interpreter } from "./find-interpreters.ts";

/** How long a program may take, in ms. */
const limitMs = 120_000;

/**
 * Runs one of our Python programs with an order, and returns what it answers, and the id of its process.
 *
 * Owner of the process and of those it starts: this function, which kills them, as a group where there are groups, when the
 * signal is aborted or the time is over.
 *
 * @throws NavetteError `ERR_NAVETTE_PYTHON` when the program fails, with what it wrote on standard error; the reason of the
 * signal when it is aborted.
 */
export async function runPython(
  { command, name }: Pick<Interpreter, "command" | "name">,
  program: URL,
  order: object,
  signal: AbortSignal,
): Promise<{ readonly answer: unknown; readonly pid: number }> {
  signal.throwIfAborted();
  const inGroup = process.platform !== "win32";
  const child = spawn(command, [fileURLToPath(program)], { detached: inGroup, windowsHide: true });
  const { pid } = child;
  const kill = () => {
    if (pid === undefined) return;
    try {
      process.kill(inGroup ? -pid : pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  };
  const timer = setTimeout(kill, limitMs);
  signal.addEventListener("abort", kill, { once: true });
  try {
    const exit = once(child, "close");
    child.stdin.on("error", () => {});
    child.stdin.end(JSON.stringify(order));
    const [answer, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
    signal.throwIfAborted();
    if (code !== 0) {
      const last = errors.trim().split("\n").at(-1) || `no answer within ${limitMs / 1000} s`;
      throw new NavetteError("ERR_NAVETTE_PYTHON", `${name} could not run the program: ${last}`, {
        cause: new Error(errors),
      });
    }
    return { answer: JSON.parse(answer), pid: pid ?? 0 };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof NavetteError) throw error;
    throw new NavetteError("ERR_NAVETTE_PYTHON", `${name} could not be run: ${String(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", kill);
  }
}
