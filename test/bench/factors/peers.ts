/** What a user would run otherwise: the course's Python programs, and GNU factor. Each writes its lines to a file. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { open } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { now } from "../../../lib/timeline/now.ts";
import type { Contestant } from "./rounds.ts";

const program = fileURLToPath(new URL("../python/factors_course.py", import.meta.url));

/** The course's programs under the first `python3` of the path, timed inside; none where there is no Python. */
export function coursePrograms(numbers: string, output: string): Contestant[] {
  const version = versionOf("python3", /Python ([\d.]+)/);
  if (version === undefined) return [];
  return [0, 2, 10].map((processes) => ({
    key: `python, ${processes}`,
    name: `Python ${version}, ${processes === 0 ? "one after the other" : `${processes} processes`}, printing`,
    run: async () => JSON.parse(await run("python3", [program, numbers, String(processes)], numbers, output)),
  }));
}

/** GNU factor on the file of numbers, timed from outside, its start included (a few ms). */
export function gnuFactor(numbers: string, output: string): Contestant[] {
  const version = gnuVersion();
  if (version === undefined) return [];
  return [
    {
      key: "gnu",
      name: `GNU factor ${version}, one core, printing`,
      async run() {
        const begin = now();
        await run("factor", [], numbers, output);
        return { ms: now() - begin };
      },
    },
  ];
}

/** The version of GNU factor; undefined where there is none. */
export function gnuVersion(): string | undefined {
  return versionOf("factor", /coreutils\) ([\d.]+)/);
}

/** Runs a program between two files, and returns what it wrote on standard error. */
async function run(command: string, args: string[], input: string, output: string): Promise<string> {
  await using from = await open(input);
  await using to = await open(output, "w");
  const child = spawn(command, args, { stdio: [from.fd, to.fd, "pipe"] });
  const exit = once(child, "exit");
  const errors = child.stderr ? await text(child.stderr) : "";
  const [code] = await exit;
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${errors}`);
  return errors;
}

function versionOf(command: string, pattern: RegExp): string | undefined {
  const { stdout } = spawnSync(command, ["--version"], { encoding: "utf8" });
  return pattern.exec(stdout ?? "")?.[1];
}
