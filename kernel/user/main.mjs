// Entry of the user process: the compile cache first, then the program.
import "../compile-cache.mjs";

await import("./main.ts");
