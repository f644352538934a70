/**
 * Finds the programs that the benchmark compares Navette with, and installs those that are missing where it can: aiohttp in a
 * Python environment of the benchmark's own, curl and wget2 as Debian packages when root.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { findPackages } from "../python/packages.ts";

/** What was found: a name and version to print, or undefined; `missing` tells why. */
export interface Peers {
  readonly python: { readonly path: string; readonly version: string } | undefined;
  readonly aiohttp: { readonly path: string; readonly version: string } | undefined;
  readonly curl: string | undefined;
  readonly wget2: string | undefined;
  readonly missing: readonly string[];
}

/** Finds or installs the peers; those that can't be had are named in `missing`. */
export function findPeers(): Peers {
  const missing: string[] = [];
  const python = firstPython();
  if (python === undefined) missing.push("Python: no python3 on the path");
  const { python: path, versions } = findPackages(["aiohttp"]);
  const aiohttp = versions.aiohttp === undefined ? undefined : { path, version: versions.aiohttp };
  if (aiohttp === undefined) missing.push("aiohttp: could not be installed into a Python environment");
  const curl = findProgram("curl", /curl ([\d.]+)/);
  const wget2 = findProgram("wget2", /Wget2 ([\d.]+)/);
  for (const [name, found] of Object.entries({ curl, wget2 })) {
    if (found === undefined) missing.push(`${name}: not on the path, and not installable from here`);
  }
  return { python, aiohttp, curl, wget2, missing };
}

function firstPython(): Peers["python"] {
  const script = "import sys; print(sys.executable, sys.version.split()[0])";
  const [path, version] = output("python3", ["-c", script])?.split(" ") ?? [];
  return path !== undefined && version !== undefined ? { path, version } : undefined;
}

function findProgram(name: string, pattern: RegExp): string | undefined {
  const version = () => pattern.exec(output(name, ["--version"]) ?? "")?.[1];
  if (version() === undefined && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    output("apt-get", ["update"]);
    output("apt-get", ["install", "--yes", "--no-install-recommends", name]);
  }
  return version();
}

function output(program: string, args: string[]): string | undefined {
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8", timeout: 300_000 });
  return status === 0 ? stdout.trim() : undefined;
}
