// Entry of the user process: the compile cache first, then the supervisor thread, then the program.
import "../compile-cache.mjs";

const { startSupervisor } = await import("./start-supervisor.ts");
const supervisor = startSupervisor();
const { main } = await import("./main.ts");
main(supervisor);
