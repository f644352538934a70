// Entry of the kernel: `node kernel/main.mjs CONNECTION_FILE`. The compile cache must be on before the first
// TypeScript file is loaded; without it the start takes several times as long.
import "./compile-cache.mjs";

await import("./main.ts");
