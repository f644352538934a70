// `npm run bench [NAME…] [-- OPTIONS]`: runs the benchmarks one after the other, all or those named. What begins with a dash
// and what follows it is the benchmark's own. Runs under Node 20.
import fs from "node:fs";
import path from "node:path";
import { checkout } from "./checkout.mjs";
import { Failure } from "./failure.mjs";
import { runMain } from "./main-program.mjs";
import { node24 } from "./node.mjs";
import { say } from "./progress.mjs";
import { runForeground } from "./run-foreground.mjs";
import { setUp } from "./set-up.mjs";

const folder = path.join(checkout, "test", "bench");

await runMain(async (signal) => {
  const given = process.argv.slice(2);
  const dash = given.findIndex((argument) => argument.startsWith("-"));
  const asked = (dash < 0 ? given : given.slice(0, dash)).map((name) => path.basename(name, ".ts"));
  const options = dash < 0 ? [] : given.slice(dash);
  const found = fs.readdirSync(folder).filter((file) => file.endsWith(".ts"));
  const names = found.map((file) => path.basename(file, ".ts")).sort();
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new Failure(`there is no benchmark "${unknown}"`, `name one of these: ${names.join(", ")}`);
  }
  await setUp("tests", signal);
  let failed = 0;
  // The parts of `lib` are benchmarks of their own.
  for (const name of asked.length > 0 ? asked : names.filter((one) => one !== "lib")) {
    say(`\n${name}`);
    const program = [path.join(folder, `${name}.ts`), ...options];
    const code = await runForeground(node24().path, program, { cwd: checkout, signal });
    signal.throwIfAborted();
    if (code !== 0) failed = 1;
  }
  return failed;
});
