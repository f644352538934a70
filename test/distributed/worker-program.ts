import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { checkout } from "../install/navette-command.ts";

/** `navette worker` as its own program, in whatever `inside` begins with, ready to work. */
export class WorkerProgram implements AsyncDisposable {
  readonly process: ChildProcess;
  printed = "";

  private constructor(child: ChildProcess) {
    this.process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (text) => {
        this.printed += text;
      });
    }
  }

  static async start(redis: string, args: readonly string[] = [], inside: readonly string[] = []) {
    const program = [process.execPath, join(checkout, "kernel/cli/navette.mjs"), "worker", ...args];
    const [first = "", ...rest] = [...inside, ...program];
    const worker = new WorkerProgram(
      spawn(first, rest, { env: { ...process.env, REDIS_URL: redis }, stdio: ["ignore", "pipe", "pipe"] }),
    );
    await worker.until(/Ctrl-C ends it/);
    return worker;
  }

  /** Waits until it has printed that; fails when it ends before. */
  async until(pattern: RegExp): Promise<void> {
    const ended = once(this.process, "exit").then(() => {
      if (!pattern.test(this.printed)) throw new Error(`the worker ended: ${this.printed}`);
    });
    while (!pattern.test(this.printed)) {
      const more = [this.process.stdout, this.process.stderr].map((stream) => stream && once(stream, "data"));
      await Promise.race([ended, ...more]);
    }
    ended.catch(() => {});
  }

  /** Ends it by a signal and returns its exit code. */
  async end(signal: NodeJS.Signals = "SIGKILL"): Promise<number | null> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return this.process.exitCode;
    const exit = once(this.process, "exit");
    this.process.kill(signal);
    const [code] = await exit;
    return code;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
  }
}
