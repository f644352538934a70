/** Runs the programs named by the arguments one after the other, and tells its parent what came of each. */
import { pathToFileURL } from "node:url";

for (const path of process.argv.slice(2)) {
  try {
    await import(pathToFileURL(path).href);
    process.send?.({ path });
  } catch (error) {
    process.send?.({ path, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
// With nothing left to do the program ends by itself, as a reader's would.
process.disconnect?.();
