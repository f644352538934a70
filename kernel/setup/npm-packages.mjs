// Installs the npm packages of the lock file. Runs under Node 20, before any package is there.
import fs from "node:fs";
import path from "node:path";
import { checkout } from "./checkout.mjs";
import { step } from "./progress.mjs";
import { runProgram } from "./run-program.mjs";

const nodeModules = path.join(checkout, "node_modules");

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} LockedPackage */

/**
 * Tells whether `node_modules` holds what the lock file asks for.
 *
 * npm writes its own record of what it installed when it has finished, so a half-finished installation differs.
 */
export function npmPackagesAreCurrent() {
  const wanted = readPackages(path.join(checkout, "package-lock.json"));
  const installed = readPackages(path.join(nodeModules, ".package-lock.json"));
  return Object.entries(wanted).every(([folder, locked]) => {
    const found = installed[folder];
    if (folder === "" || locked.link) return true;
    // A package for another platform is optional and not installed; npm knows which.
    if (found === undefined) return locked.optional === true;
    return found.version === locked.version && found.integrity === locked.integrity;
  });
}

/**
 * Installs what the lock file asks for, without running any package's scripts: none of ours needs one.
 *
 * @param {AbortSignal} signal
 */
export async function installNpmPackages(signal) {
  const [program, ...first] = npmCommand();
  // Development and optional packages are named, since NODE_ENV and a person's own npm settings may leave them out:
  // the project's Node is an optional package, its language service a development one.
  const args = ["ci", "--ignore-scripts", "--include=dev", "--include=optional", "--no-audit", "--no-fund"];
  await step("npm packages", (report) =>
    runProgram(program, [...first, ...args, "--loglevel=error"], {
      cwd: checkout,
      log: "npm",
      failure: "the npm packages of package-lock.json could not be installed",
      nextStep: "check the connection to the npm registry, then run the same command again",
      env: withoutLocalBinaries(process.env),
      telling: "start",
      signal,
      onLine: report,
    }),
  );
}

/** Makes `npx navette` work in the checkout: npm makes no link for the root package's own command. */
export function linkCommand() {
  const target = path.join(checkout, "kernel", "cli", "navette.mjs");
  const folder = path.join(nodeModules, ".bin");
  const link = path.join(folder, "navette");
  if (process.platform === "win32") {
    fs.writeFileSync(`${link}.cmd`, `@node "${target}" %*\r\n`);
    return;
  }
  if (fs.existsSync(link)) return;
  fs.rmSync(link, { force: true });
  fs.symlinkSync(path.relative(folder, target), link);
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage>}
 */
function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

/** @returns {[string, ...string[]]} the npm that started this script, or the one on the path */
function npmCommand() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  if (script && node && path.basename(script) === "npm-cli.js") return [node, script];
  return [process.platform === "win32" ? "npm.cmd" : "npm"];
}

/**
 * Takes `node_modules/.bin` off the path: npm deletes that folder while it works, so it must not run from there.
 *
 * @param {NodeJS.ProcessEnv} env
 */
function withoutLocalBinaries(env) {
  const inside = (/** @type {string} */ folder) => path.resolve(folder).startsWith(nodeModules + path.sep);
  const kept = (env.PATH ?? "").split(path.delimiter).filter((folder) => !inside(folder));
  return { ...env, PATH: kept.join(path.delimiter) };
}
