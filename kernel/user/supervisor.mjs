// Entry of the supervisor thread: the compile cache first, then the program.
import { workerData } from "node:worker_threads";
import "../compile-cache.mjs";
import { loadPart } from "../bundle/part.mjs";

/** @type {typeof import("../pipe/frame-key.ts")} */
const { useFrameKey } = await loadPart(workerData.bundle, "pipe/frame-key");
useFrameKey(workerData.frameKey);
await loadPart(workerData.bundle, "user/supervisor");
