// Entry of the kernel: `node kernel/main.mjs CONNECTION_FILE`. The compile cache must be on before the first
// TypeScript file is loaded; without it the start takes several times as long. The user process is spawned and the
// sockets are bound before the rest is loaded, so that all three go on side by side.
import "./compile-cache.mjs";
import { currentBundle } from "./bundle/current-bundle.mjs";
import { loadPart } from "./bundle/part.mjs";

const bundle = currentBundle();
const own = bundle && `${bundle}control/`;

/** @type {typeof import("./cells/spawn-user-process.ts")} */
const { spawnUserProcess, useBundle } = await loadPart(own, "cells/spawn-user-process");
useBundle(bundle && `${bundle}user/`);
const connectionFile = process.argv[2];
const begun = connectionFile === undefined ? undefined : await begin(connectionFile);
/** @type {typeof import("./main.ts")} */
const { main } = await loadPart(own, "main");
await main(begun);

/** @param {string} file */
async function begin(file) {
  const user = spawnUserProcess(process.cwd());
  /** @type {typeof import("./wire/bind-sockets.ts")} */
  const { bindSockets } = await loadPart(own, "wire/bind-sockets");
  /** @param {unknown} error */
  const asFailure = (error) => (error instanceof Error ? error : new Error(String(error)));
  return { user, bound: await bindSockets(file).catch(asFailure) };
}
