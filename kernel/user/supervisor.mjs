// Entry of the supervisor thread: the compile cache first, then the program.
import "../compile-cache.mjs";

await import("./supervisor.ts");
