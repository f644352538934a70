// Entry of the kernel: `node kernel/main.mjs CONNECTION_FILE`. The compile cache must be on before the first
// TypeScript file is loaded; without it the start takes several times as long. The user process is spawned before the
// rest is loaded, so that both start side by side.
import "./compile-cache.mjs";

const { spawnUserProcess } = await import("./cells/spawn-user-process.ts");
const connectionFile = process.argv[2];
const user = connectionFile === undefined ? undefined : spawnUserProcess(process.cwd());
const { main } = await import("./main.ts");
await main(connectionFile, user);
