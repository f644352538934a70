// Entry of the user process: the compile cache first, then the supervisor thread, then the program.
import "../compile-cache.mjs";
import { loadPart } from "../bundle/part.mjs";

const bundle = process.argv[5] ?? "";

/** @type {typeof import("./start-supervisor.ts")} */
const { startSupervisor } = await loadPart(bundle, "user/start-supervisor");
const supervisor = startSupervisor();
/** @type {typeof import("./main.ts")} */
const { main } = await loadPart(bundle, "user/main");
main(supervisor);
