// Entry of the kernel: `node kernel/main.mjs CONNECTION_FILE`. The compile cache must be on before the first
// TypeScript file is loaded; without it the start takes several times as long. The user process is spawned and the
// sockets are bound before the rest is loaded, so that all three go on side by side.
import "./compile-cache.mjs";

const { spawnUserProcess } = await import("./cells/spawn-user-process.ts");
const connectionFile = process.argv[2];
const begun = connectionFile === undefined ? undefined : await begin(connectionFile);
const { main } = await import("./main.ts");
await main(begun);

/** @param {string} file */
async function begin(file) {
  const user = spawnUserProcess(process.cwd());
  const { bindSockets } = await import("./wire/bind-sockets.ts");
  /** @param {unknown} error */
  const asFailure = (error) => (error instanceof Error ? error : new Error(String(error)));
  return { user, bound: await bindSockets(file).catch(asFailure) };
}
