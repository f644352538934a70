#!/usr/bin/env node
// The `navette` command: goes on under Node 24 or newer, which runs our TypeScript as it is. Runs under Node 20.
import fs from "node:fs";
import path from "node:path";
import { checkout } from "../setup/checkout.mjs";
import { Failure } from "../setup/failure.mjs";
import { parentVariable, runMain } from "../setup/main-program.mjs";
import { node24 } from "../setup/node.mjs";
import { runForeground } from "../setup/run-foreground.mjs";

await runMain(async (signal) => {
  if (!fs.existsSync(path.join(checkout, "node_modules", "commander", "package.json"))) {
    const nextStep = `run "npm ci --ignore-scripts" in ${checkout} (or "npm start", which does that and more)`;
    throw new Failure("the npm packages of Navette are not installed", nextStep);
  }
  const args = process.argv.slice(2);
  if (Number(process.versions.node.split(".")[0]) >= 24) {
    const { main } = await import("./main.ts");
    return main(args, signal);
  }
  // The command itself ends what it started; it only has to be told.
  return runForeground(node24().path, [import.meta.filename, ...args], {
    env: { ...process.env, [parentVariable]: String(process.pid) },
    graceMs: 30_000,
    forward: true,
    signal,
  });
});
