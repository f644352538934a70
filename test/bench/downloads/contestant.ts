import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { now } from "../../../lib/timeline/now.ts";
import type { Peers } from "./peers.ts";

const execute = promisify(execFile);

/** One way of downloading a list of addresses. */
export interface Contestant {
  readonly name: string;
  /** Downloads what the listing names into new folders, and returns the milliseconds that the last of them took. */
  run(listing: string, atOnce: number, newFolder: () => Promise<string>): Promise<number>;
}

/**
 * Navette in a fresh process, timed inside; `runs` above 1 times the last run of several: code compiled, connections cold.
 */
export function navette(name: string, strategy: string, { warm = false, runs = 1 } = {}): Contestant {
  const program = fileURLToPath(new URL("./navette-program.ts", import.meta.url));
  return {
    name,
    async run(listing, atOnce, newFolder) {
      const folders = await Promise.all(Array.from({ length: runs }, newFolder));
      const options = [listing, String(atOnce), strategy, warm ? "warm" : "cold", ...folders];
      return reported(process.execPath, ["--disable-warning=ExperimentalWarning", program, ...options]);
    },
  };
}

/** One of the Python programs beside this benchmark, timed inside, its modules loaded. */
function python(name: string, interpreter: string, script: string): Contestant {
  const program = fileURLToPath(new URL(`../python/${script}`, import.meta.url));
  return {
    name,
    run: async (listing, atOnce, newFolder) =>
      reported(interpreter, [program, listing, await newFolder(), String(atOnce)]),
  };
}

/** A program without a clock of its own: timed from outside, its start included (a few ms). */
function timed(name: string, program: string, args: (listing: string, atOnce: number) => string[]): Contestant {
  return {
    name,
    async run(listing, atOnce, newFolder) {
      const cwd = await newFolder();
      const begin = now();
      await execute(program, args(listing, atOnce), { cwd, maxBuffer: 1 << 28 });
      return now() - begin;
    },
  };
}

/** The peers that were found, as contestants; `each` tells which suit the number of images. */
export function peerContestants(
  peers: Peers,
  { threads, sequential }: { threads: boolean; sequential: boolean },
): Contestant[] {
  const { python: interpreter, aiohttp, curl, wget2 } = peers;
  const found: Contestant[] = [];
  if (interpreter && sequential) {
    found.push(
      python(`Python ${interpreter.version}, one after the other`, interpreter.path, "downloads_sequential.py"),
    );
  }
  if (interpreter && threads) {
    found.push(python(`Python ${interpreter.version}, a thread each`, interpreter.path, "downloads_threads.py"));
  }
  if (aiohttp) found.push(python(`aiohttp ${aiohttp.version}`, aiohttp.path, "downloads_aiohttp.py"));
  if (curl) {
    const options = ["--silent", "--fail", "--remote-name-all", "--parallel", "--parallel-immediate"];
    found.push(
      timed(`curl ${curl}`, "curl", (listing, atOnce) => [
        ...options,
        "--parallel-max",
        `${atOnce}`,
        "--config",
        `${listing}.curl`,
      ]),
    );
  }
  if (wget2) {
    const options = ["--quiet", "--no-robots", "--no-config"];
    found.push(
      timed(`wget2 ${wget2}`, "wget2", (listing, atOnce) => [
        ...options,
        `--max-threads=${atOnce}`,
        `--input-file=${listing}`,
      ]),
    );
  }
  return found;
}

async function reported(program: string, args: string[]): Promise<number> {
  const { stdout } = await execute(program, args, { maxBuffer: 1 << 28 });
  const { ms } = JSON.parse(stdout);
  if (typeof ms !== "number") throw new Error(`${program} reported no time: ${stdout}`);
  return ms;
}
