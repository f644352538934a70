// `npm run check`: format, lint and types. Runs under Node 20.
import path from "node:path";
import { checkout } from "./checkout.mjs";
import { runMain } from "./main-program.mjs";
import { node24 } from "./node.mjs";
import { say } from "./progress.mjs";
import { runForeground } from "./run-foreground.mjs";
import { setUp } from "./set-up.mjs";

const checks = [
  { title: "Format and lint (Biome)", args: ["@biomejs/biome/bin/biome", "check", "--error-on-warnings"] },
  { title: "Types (TypeScript)", args: ["typescript/bin/tsc", "--noEmit", "--project", "."] },
  {
    title: "Types of what runs in the browser",
    args: ["typescript/bin/tsc", "--noEmit", "--project", "kernel/export/page"],
  },
];

await runMain(async (signal) => {
  await setUp("checks", signal);
  let failed = 0;
  for (const { title, args } of checks) {
    const [script = "", ...rest] = args;
    const code = await runForeground(node24().path, [path.join(checkout, "node_modules", script), ...rest], {
      cwd: checkout,
      signal,
    });
    signal.throwIfAborted();
    say(`${title}: ${code === 0 ? "passed" : "failed"}`);
    if (code !== 0) failed = 1;
  }
  return failed;
});
