// Finds the bundle of the kernel: the modules of its processes in a few files, which Node loads in half of the time.
//
// A bundle is a cache and nothing else: it is used while every file that it was made of is as it was, and where it is
// missing, stale, or not this user's own, the sources are run as they are. Loaded before any TypeScript: keep it small.
// Runs under Node 20 as well.
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { cacheFolder } from "../cache-folder.mjs";

/** The kernel's folder, whose modules a bundle holds. */
export const kernelFolder = dirname(import.meta.dirname);

/** Bundles of this user; each checkout has one, and a manifest that names it. */
export const bundlesFolder = join(cacheFolder(process.env), "bundles");

const checkoutName = createHash("sha256").update(kernelFolder).digest("hex").slice(0, 16);

export const manifestFile = join(bundlesFolder, `${checkoutName}.json`);

/**
 * What a bundle was made of, and the files that it consists of, with the size and the time (ms) of the last change.
 *
 * @typedef {{ folder: string, files: [file: string, size: number, changedMs: number][] }} Manifest
 */

/**
 * The URL of the bundle's folder, which has one for each process, `control/` and `user/`; "" where the sources are to be
 * run. Costs a look at some 250 files, 2 ms.
 */
export function currentBundle() {
  try {
    if (!isOwn(bundlesFolder) || !isOwn(manifestFile)) return "";
    /** @type {Manifest} */
    const { folder, files } = JSON.parse(readFileSync(manifestFile, "utf8"));
    for (const [file, size, changedMs] of files) {
      const stats = statSync(file);
      if (stats.size !== size || stats.mtimeMs !== changedMs) return "";
    }
    return `${pathToFileURL(folder).href}/`;
  } catch {
    return "";
  }
}

/**
 * Whether this user alone can have written it.
 *
 * @param {string} file
 */
function isOwn(file) {
  const user = process.getuid?.();
  if (user === undefined) return true;
  const { uid, mode } = statSync(file);
  return uid === user && (mode & 0o022) === 0;
}
