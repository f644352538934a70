// Makes the project's Python environment: JupyterLab and its friends, pinned. Runs under Node 20.
//
// The environment carries a record of what is in it, written last and deleted before anything changes. An environment
// without a record is half-finished and made afresh.
import { spawnSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { checkout, projectPython, pythonFolder } from "./checkout.mjs";
import { canInstallDebianPackages, installDebianPackages } from "./debian.mjs";
import { Failure } from "./failure.mjs";
import { say, step } from "./progress.mjs";
import { askPython, findPythons, oldestPython, pythonEnvironment, suits } from "./python-programs.mjs";
import { runProgram } from "./run-program.mjs";

const recordFile = path.join(pythonFolder, "navette.json");
const online = "check the connection to Python's package index, then run the same command again";

/**
 * What the environment holds: a hash of each requirements file in it, the Python that made it, and its own place
 * (its scripts name it, so a checkout that was moved needs a new one).
 *
 * @typedef {{ python: string, place: string, requirements: Record<string, string> }} EnvironmentRecord
 */

/**
 * Makes sure that the environment holds exactly what the requirements files name; costs some 20 ms when it does.
 *
 * @param {string[]} files names of requirements files beside this module
 * @param {AbortSignal} signal
 */
export async function ensurePython(files, signal) {
  const record = readRecord();
  const sound = record?.place === pythonFolder && askPython(projectPython)?.version === record.python;
  const wanted = Object.fromEntries(files.map((file) => [file, hash(path.join(import.meta.dirname, file))]));
  const missing = files.filter((file) => !sound || record?.requirements[file] !== wanted[file]);
  if (missing.length === 0) return;
  fs.rmSync(recordFile, { force: true });
  const uv = hasUv();
  if (!sound) await makeEnvironment(uv, signal);
  await step(`Python packages (${missing.join(", ")})`, (report) => installRequirements(missing, uv, signal, report));
  const python = askPython(projectPython);
  if (!python)
    throw new Failure(`${projectPython} does not run`, `delete ${pythonFolder}, then run the same command again`);
  const requirements = { ...(sound ? record?.requirements : {}), ...wanted };
  fs.writeFileSync(recordFile, JSON.stringify({ python: python.version, place: pythonFolder, requirements }));
}

/** Returns the hash of each requirements file that the environment holds, or nothing when it isn't finished. */
export function installedRequirements() {
  return readRecord()?.requirements;
}

/**
 * @param {boolean} uv
 * @param {AbortSignal} signal
 */
async function makeEnvironment(uv, signal) {
  const python = await findSuitablePython(uv, signal);
  fs.rmSync(pythonFolder, { recursive: true, force: true });
  const [program, args] = uv
    ? ["uv", ["venv", "--no-project", "--python", python?.path ?? oldestPython.replace(/\.0$/, ""), pythonFolder]]
    : [python?.path ?? "python3", ["-m", "venv", pythonFolder]];
  await step(`Python environment (${uv ? "uv" : "venv"}, Python ${python?.version ?? "from uv"})`, (report) =>
    runProgram(program, args, {
      log: "python-environment",
      failure: `a Python environment could not be made in ${pythonFolder}`,
      nextStep: "see that the folder can be written, then run the same command again",
      env: pythonEnvironment(),
      signal,
      onLine: report,
    }),
  );
}

/**
 * Installs requirements files with uv where the machine has it, else with pip.
 *
 * @param {string[]} files
 * @param {boolean} uv
 * @param {AbortSignal} signal
 * @param {(line: string) => void} report
 */
async function installRequirements(files, uv, signal, report) {
  const named = files.flatMap((file) => ["-r", path.join(import.meta.dirname, file)]);
  const options = {
    cwd: checkout,
    failure: `the Python packages of ${files.join(" and ")} could not be installed`,
    nextStep: online,
    env: pythonEnvironment(),
    signal,
    onLine: report,
  };
  if (uv) {
    const args = ["pip", "install", "--python", projectPython, "--compile-bytecode", ...named];
    await runProgram("uv", args, { ...options, log: "uv" });
    return;
  }
  const args = ["-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--progress-bar=off", ...named];
  await runProgram(projectPython, args, { ...options, log: "pip" });
}

/**
 * Finds a Python that can make the environment; as root on Debian it installs what is missing.
 *
 * @param {boolean} uv uv needs no `ensurepip`, and brings a Python where the machine has none
 * @param {AbortSignal} signal
 */
async function findSuitablePython(uv, signal) {
  for (const last of [false, true]) {
    const [python] = findPythons();
    if (python && suits(python) && (uv || python.canMakeEnvironments)) return python;
    if (uv) return undefined;
    if (last || process.env.NAVETTE_PYTHON || !canInstallDebianPackages()) throw unsuitable(python);
    say(`  ${unsuitable(python).message}: Debian's packages bring it`);
    await installDebianPackages(["python3", "python3-venv"], signal);
  }
  return undefined;
}

/** @param {import("./python-programs.mjs").PythonProgram | undefined} python */
function unsuitable(python) {
  const asked = process.env.NAVETTE_PYTHON;
  const install = 'on Debian and Ubuntu run "sudo apt-get install python3 python3-venv", then the same command again';
  if (!python) {
    return asked
      ? new Failure(`NAVETTE_PYTHON names ${asked}, which does not run`, "name a Python 3.11 or newer, or unset it")
      : new Failure("no Python was found", `install Python ${oldestPython.slice(0, -2)} or newer (${install})`);
  }
  if (!suits(python)) {
    return new Failure(
      `Python ${oldestPython.slice(0, -2)} or newer is needed; ${python.path} is Python ${python.version}`,
      "install a newer one, or name it: NAVETTE_PYTHON=/path/to/python",
    );
  }
  const minor = python.version.split(".").slice(0, 2).join(".");
  return new Failure(
    `${python.path} (Python ${python.version}) lacks the modules venv and ensurepip`,
    `on Debian and Ubuntu run "sudo apt-get install python${minor}-venv", then the same command again`,
  );
}

function hasUv() {
  return spawnSync("uv", ["--version"], { stdio: "ignore" }).status === 0;
}

/** @returns {EnvironmentRecord | undefined} */
function readRecord() {
  try {
    return JSON.parse(fs.readFileSync(recordFile, "utf8"));
  } catch {
    return undefined;
  }
}

/** @param {string} file */
function hash(file) {
  return crypto.createHash("sha256").update(fs.readFileSync(file)).digest("hex");
}
