/**
 * Python packages that the experiments are compared with, in an environment of the benchmarks' own, which can be deleted at
 * any time.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const environment = fileURLToPath(new URL("../../../.navette/bench-python", import.meta.url));

/** The environment's interpreter and the versions found; `missing` names the packages that could not be had. */
export interface PythonPackages {
  readonly python: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly missing: readonly string[];
}

/** Finds the packages, after installing those that are missing. */
export function findPackages(names: readonly string[]): PythonPackages {
  const python = join(environment, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  if (!existsSync(python)) output("python3", ["-m", "venv", environment]);
  let versions = versionsOf(python, names);
  const absent = names.filter((name) => versions[name] === undefined);
  if (absent.length > 0) {
    output(python, ["-m", "pip", "install", "--quiet", ...absent]);
    versions = versionsOf(python, names);
  }
  return { python, versions, missing: names.filter((name) => versions[name] === undefined) };
}

function versionsOf(python: string, names: readonly string[]): Record<string, string> {
  const script = `
import importlib.metadata as m, json
def version(name):
    try: return m.version(name)
    except m.PackageNotFoundError: return None
print(json.dumps({n: v for n in ${JSON.stringify(names)} if (v := version(n))}))`;
  return JSON.parse(output(python, ["-c", script]) ?? "{}");
}

function output(program: string, args: string[]): string | undefined {
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8", timeout: 300_000 });
  return status === 0 ? stdout.trim() : undefined;
}
