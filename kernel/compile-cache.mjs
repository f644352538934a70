// Turns on Node's cache of compiled code, in this user's cache folder. Loaded before any TypeScript: keep it small.
import { enableCompileCache, flushCompileCache } from "node:module";
import { join } from "node:path";
import { cacheFolder } from "./cache-folder.mjs";
import { makeFolder } from "./make-folder.mjs";

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
