// Turns on Node's cache of compiled code, in this user's cache folder. Loaded before any TypeScript: keep it small.
import { enableCompileCache, flushCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

/** @param {NodeJS.ProcessEnv} env */
function cacheFolder(env) {
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "navette");
  if (process.platform === "win32") return join(env.LOCALAPPDATA || join(homedir(), "AppData", "Local"), "navette");
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "navette");
}

/** Node keeps apart what its own versions compiled, and forgets a file's entry when its text changes. */
enableCompileCache(join(cacheFolder(process.env), "compile"));

/** Node writes the cache when it exits by itself; a process that is killed in the end must write it before. */
setTimeout(flushCompileCache, 3000).unref();
