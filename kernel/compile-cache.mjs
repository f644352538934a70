// Turns on Node's cache of compiled code, in this user's cache folder. Loaded before any TypeScript: keep it small.
import { enableCompileCache, flushCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { makeFolder } from "./make-folder.mjs";

/** @param {NodeJS.ProcessEnv} env */
function cacheFolder(env) {
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "navette");
  if (process.platform === "win32") return join(env.LOCALAPPDATA || join(homedir(), "AppData", "Local"), "navette");
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "navette");
}

/** Makes the cache's folder, which Node would try for ever to make in some places; undefined where it can't be. */
function madeFolder() {
  const folder = join(cacheFolder(process.env), "compile");
  try {
    makeFolder(folder);
    return folder;
  } catch {
    return undefined;
  }
}

const folder = madeFolder();
/** Node keeps apart what its own versions compiled, and forgets a file's entry when its text changes. */
if (folder !== undefined) enableCompileCache(folder);
// Nor is another one tried, by the workers of `lib/` among others.
else process.env.NODE_DISABLE_COMPILE_CACHE = "1";

/** Node writes the cache when it exits by itself; a process that is killed in the end must write it before. */
setTimeout(flushCompileCache, 3000).unref();
