// Has a kernel load what a first notebook loads, and keep it compiled: `node kernel/setup/prime-kernel.ts`.
import { printFailure } from "./failure.mjs";
import { runOneCell } from "./run-one-cell.ts";

const cell = `
import { flushCompileCache } from "node:module";
await import("navette");
await import("navette/lib");
flushCompileCache();
`;

try {
  await runOneCell(cell);
} catch (error) {
  printFailure(error);
  process.exitCode = 1;
}
