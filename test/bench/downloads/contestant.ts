import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { now } from "../../../lib/timeline/now.ts";
import type { Peers } from "./peers.ts";

const execute = promisify(execFile);

/** What there is to download, and how. */
export interface Work {
  /** A file of addresses, one a line; beside it, with `.curl` added, the same as a configuration of curl. */
  readonly listing: string;
  readonly atOnce: number;
  newFolder(): Promise<string>;
}

/** One way of downloading. */
export interface Downloads {
  readonly name: string;
  /** What stays the same when the name bears a version. */
  readonly key: string;
  /** Downloads everything into new folders, and returns the milliseconds that it took. */
  run(work: Work): Promise<number>;
}

/**
 * Navette in a fresh process, timed inside; `runs` above 1 times the last run of several: code compiled, connections cold.
 */
export function navette(name: string, strategy: string, { warm = false, runs = 1 } = {}): Downloads {
  const program = fileURLToPath(new URL("./navette-program.ts", import.meta.url));
  return {
    name,
    key: name,
    async run({ listing, atOnce, newFolder }) {
      const folders = await Promise.all(Array.from({ length: runs }, newFolder));
      const options = [listing, String(atOnce), strategy, warm ? "warm" : "cold", ...folders];
      return reported(process.execPath, ["--disable-warning=ExperimentalWarning", program, ...options]);
    },
  };
}

/** The peers that were found. `small` adds those that suit ten images only. */
export function peerDownloads({ python, aiohttp, curl, wget2 }: Peers, { small }: { small: boolean }): Downloads[] {
  const found: Downloads[] = [];
  if (python && small) {
    const one = pythonProgram(`Python ${python.version}, one by one`, python.path, "downloads_sequential.py");
    const many = pythonProgram(`Python ${python.version}, a thread each`, python.path, "downloads_threads.py");
    found.push({ key: "python, one by one", ...one }, { key: "python threads", ...many });
  }
  if (aiohttp) {
    const program = pythonProgram(`aiohttp ${aiohttp.version}`, aiohttp.path, "downloads_aiohttp.py");
    found.push({ key: "aiohttp", ...program });
  }
  if (curl) {
    const options = ["--silent", "--fail", "--remote-name-all", "--parallel", "--parallel-immediate"];
    const limits = ({ listing, atOnce }: Work) => ["--parallel-max", `${atOnce}`, "--config", `${listing}.curl`];
    found.push(timed(`curl ${curl}`, "curl", (work) => [...options, ...limits(work)]));
  }
  if (wget2) {
    const options = ["--quiet", "--no-robots", "--no-config"];
    found.push(
      timed(`wget2 ${wget2}`, "wget2", ({ listing, atOnce }) => [
        ...options,
        `--max-threads=${atOnce}`,
        `--input-file=${listing}`,
      ]),
    );
  }
  return found;
}

/** One of the Python programs beside this benchmark, timed inside, its modules loaded. */
function pythonProgram(name: string, interpreter: string, script: string): Omit<Downloads, "key"> {
  const program = fileURLToPath(new URL(`../python/${script}`, import.meta.url));
  return {
    name,
    run: async ({ listing, atOnce, newFolder }) =>
      reported(interpreter, [program, listing, await newFolder(), String(atOnce)]),
  };
}

/** A program without a clock of its own: timed from outside, its start included (a few ms). */
function timed(name: string, program: string, args: (work: Work) => string[]): Downloads {
  return {
    name,
    key: program,
    async run(work) {
      const cwd = await work.newFolder();
      const begin = now();
      await execute(program, args(work), { cwd, maxBuffer: 1 << 28 });
      return now() - begin;
    },
  };
}

async function reported(program: string, args: string[]): Promise<number> {
  const { stdout } = await execute(program, args, { maxBuffer: 1 << 28 });
  const { ms } = JSON.parse(stdout);
  if (typeof ms !== "number") throw new Error(`${program} reported no time: ${stdout}`);
  return ms;
}
