// Runs the kernel once, so that its first real start finds its sources compiled. Runs under Node 20.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { currentBundle } from "../bundle/current-bundle.mjs";
import { checkout, made } from "./checkout.mjs";
import { writeWhole } from "./files.mjs";
import { node24 } from "./node.mjs";
import { say, step } from "./progress.mjs";
import { runProgram } from "./run-program.mjs";

const recordFile = path.join(made, "primed");

/**
 * Primes the kernel's compile cache unless that was done for these sources and this Node.
 *
 * A kernel that doesn't start is reported and not fatal here: the notebooks can still be read.
 *
 * @param {AbortSignal} signal
 */
export async function primeKernel(signal) {
  const node = node24();
  const state = sourcesState(node.version);
  const recorded = fs.existsSync(recordFile) ? fs.readFileSync(recordFile, "utf8") : "";
  if (recorded === unbundled(state) || (recorded === state && currentBundle() !== "")) return;
  try {
    await step("first start of the kernel", (report) =>
      runProgram(node.path, [path.join(import.meta.dirname, "prime-kernel.ts")], {
        log: "prime",
        failure: "the kernel did not start",
        nextStep: 'run "npx navette doctor"',
        signal,
        onLine: report,
      }),
    );
    writeWhole(recordFile, currentBundle() === "" ? unbundled(state) : state);
  } catch (error) {
    signal.throwIfAborted();
    say(`  ${error instanceof Error ? error.message : error}\n  Run "npx navette doctor" to see what is wrong.`);
  }
}

/**
 * What is recorded where the kernel could not be bundled, so that it isn't tried again at each start.
 *
 * @param {string} state
 */
function unbundled(state) {
  return `${state} unbundled`;
}

/**
 * Returns a hash of the sources' names, sizes and times of change.
 *
 * @param {string} nodeVersion
 */
function sourcesState(nodeVersion) {
  const hash = crypto.createHash("sha256").update(nodeVersion);
  for (const room of ["kernel", "lib"]) {
    const files = fs.readdirSync(path.join(checkout, room), { recursive: true, encoding: "utf8" });
    for (const file of files.filter((name) => /\.m?[jt]s$/.test(name)).sort()) {
      const { size, mtimeMs } = fs.statSync(path.join(checkout, room, file));
      hash.update(`${room}/${file} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest("hex");
}
