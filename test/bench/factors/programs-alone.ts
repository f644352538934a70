/**
 * What the machine itself allows: as many separate programs as there could be workers, each with its share, started at
 * once. Nothing is handed out, collected or shared, so what they lose against one program the cores themselves take.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Contestant } from "./rounds.ts";

const program = fileURLToPath(new URL("program-alone.ts", import.meta.url));

/** Owns its processes; disposed of, it ends them. */
export class ProgramsAlone implements Contestant, Disposable {
  readonly name: string;
  readonly #programs: readonly ChildProcess[];

  private constructor(name: string, programs: readonly ChildProcess[]) {
    this.name = name;
    this.#programs = programs;
  }

  static async start(programs: number, count: number): Promise<ProgramsAlone> {
    const share = Math.ceil(count / programs);
    const started = Array.from({ length: programs }, (_, index) =>
      fork(program, [count, index * share, Math.min(count, (index + 1) * share)].map(String)),
    );
    await Promise.all(started.map((child) => once(child, "message")));
    return new ProgramsAlone(`the bound: separate programs, ${programs}`, started);
  }

  async run(): Promise<{ ms: number; cpuMs: number }> {
    const answers = this.#programs.map((child) => once(child, "message"));
    for (const child of this.#programs) child.send("start");
    const measured = (await Promise.all(answers)).map(([answer]) => answer as { ms: number; cpuMs: number });
    return {
      ms: Math.max(...measured.map(({ ms }) => ms)),
      cpuMs: measured.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    };
  }

  [Symbol.dispose](): void {
    for (const child of this.#programs) child.kill();
  }
}
