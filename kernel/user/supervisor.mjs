// Entry of the supervisor thread: the compile cache first, then the program.
import { workerData } from "node:worker_threads";
import "../compile-cache.mjs";

const { useFrameKey } = await import("../pipe/frame-key.ts");
useFrameKey(workerData.frameKey);
await import("./supervisor.ts");
