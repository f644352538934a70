// Finds the machine's Python. Runs under Node 20.
import { spawnSync } from "node:child_process";
import { compareVersions } from "./node.mjs";

/** The oldest Python that the locked packages support. */
export const oldestPython = "3.11.0";

const names =
  process.platform === "win32"
    ? ["python", "py", "python3"]
    : ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python"];

const question = [
  "import json, sys, importlib.util as u",
  "able = all(u.find_spec(m) for m in ('venv', 'ensurepip'))",
  "print(json.dumps({'path': sys.executable, 'version': '.'.join(map(str, sys.version_info[:3])), 'canMakeEnvironments': able}))",
].join("\n");

/**
 * One Python of the machine.
 *
 * @typedef {{ path: string, version: string, canMakeEnvironments: boolean }} PythonProgram
 */

/**
 * Returns every Python found, those that suit first: the one that `NAVETTE_PYTHON` names, or those on the path.
 *
 * @returns {PythonProgram[]}
 */
export function findPythons() {
  const asked = process.env.NAVETTE_PYTHON;
  const found = (asked ? [asked] : names).map(askPython).filter((python) => python !== undefined);
  const rank = (/** @type {PythonProgram} */ python) => (suits(python) ? (python.canMakeEnvironments ? 0 : 1) : 2);
  return found.sort((a, b) => rank(a) - rank(b));
}

/** @param {PythonProgram} python */
export function suits(python) {
  return compareVersions(python.version, oldestPython) >= 0;
}

/**
 * Asks an interpreter what it is; nothing when it can't be run.
 *
 * @param {string} program
 * @returns {PythonProgram | undefined}
 */
export function askPython(program) {
  const { status, stdout } = spawnSync(program, ["-c", question], {
    encoding: "utf8",
    env: pythonEnvironment(),
    timeout: 30_000,
    stdio: ["ignore", "pipe", "ignore"],
  });
  if (status !== 0) return undefined;
  try {
    return JSON.parse(stdout);
  } catch {
    return undefined;
  }
}

/**
 * Returns the environment variables for the project's Python: the person's own, less those that would mix other
 * packages into it or install elsewhere.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function pythonEnvironment() {
  const env = { ...process.env };
  for (const name of [
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONSTARTUP",
    "VIRTUAL_ENV",
    "PIP_USER",
    "PIP_TARGET",
    "PIP_PREFIX",
  ]) {
    delete env[name];
  }
  return env;
}
