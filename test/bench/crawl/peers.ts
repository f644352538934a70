/** Finds or installs, in a Python environment of the benchmarks' own, what the crawl is compared with. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const environment = fileURLToPath(new URL("../../../.navette/bench-python", import.meta.url));
const packages = ["aiohttp", "selectolax", "requests", "beautifulsoup4"] as const;

/** The environment's interpreter and the versions found; `missing` names the packages that could not be had. */
export interface Peers {
  readonly python: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly missing: readonly string[];
}

/** Finds the packages, after installing those that are missing. */
export function findPeers(): Peers {
  const python = join(environment, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  if (!existsSync(python)) output("python3", ["-m", "venv", environment]);
  let versions = versionsOf(python);
  const absent = packages.filter((name) => versions[name] === undefined);
  if (absent.length > 0) {
    output(python, ["-m", "pip", "install", "--quiet", ...absent]);
    versions = versionsOf(python);
  }
  return { python, versions, missing: packages.filter((name) => versions[name] === undefined) };
}

function versionsOf(python: string): Record<string, string> {
  const script = `
import importlib.metadata as m, json
def version(name):
    try: return m.version(name)
    except m.PackageNotFoundError: return None
print(json.dumps({n: v for n in ${JSON.stringify(packages)} if (v := version(n))}))`;
  return JSON.parse(output(python, ["-c", script]) ?? "{}");
}

function output(program: string, args: string[]): string | undefined {
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8", timeout: 300_000 });
  return status === 0 ? stdout.trim() : undefined;
}
