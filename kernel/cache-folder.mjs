// Where this user's caches of the kernel are. Loaded before any TypeScript: keep it small.
import { homedir } from "node:os";
import { join } from "node:path";

/** @param {NodeJS.ProcessEnv} env */
export function cacheFolder(env) {
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "navette");
  if (process.platform === "win32") return join(env.LOCALAPPDATA || join(homedir(), "AppData", "Local"), "navette");
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "navette");
}
