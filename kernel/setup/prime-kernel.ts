// Bundles the kernel, and has it load what a first notebook loads, and keep it compiled: `node kernel/setup/prime-kernel.ts`.
import { currentBundle } from "../bundle/current-bundle.mjs";
import { writeBundle } from "../bundle/write-bundle.ts";
import { printFailure } from "./failure.mjs";
import { runOneCell } from "./run-one-cell.ts";

const cell = `
import { flushCompileCache } from "node:module";
await import("navette");
await import("navette/lib");
flushCompileCache();
`;

try {
  if (currentBundle() === "") await writeBundle().catch(tellUnbundled);
  await runOneCell(cell);
} catch (error) {
  printFailure(error);
  process.exitCode = 1;
}

/** A kernel without a bundle starts slower, and is otherwise the same. */
function tellUnbundled(error: unknown): void {
  console.error(`The kernel could not be bundled: ${error instanceof Error ? error.message : error}`);
}
