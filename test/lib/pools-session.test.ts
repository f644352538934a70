import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { untilGone } from "./leaves-nothing.ts";
import { scratchFolder } from "./scratch-folder.ts";

const program = (name: string) => fileURLToPath(new URL(`./programs/${name}.ts`, import.meta.url));

describe("a program with warm pools", () => {
  it("ends by itself, and its workers with it", { timeout: 60_000 }, async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program("end-while-warm")]);
    const [threads, processes] = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.equal(threads.length, 2);
    assert.equal(processes.length, 2);
    for (const { pid } of processes) await untilGone(pid);
    assert.equal(stderr, "");
  });

  it("takes its processes with it when it exits, even in the middle of a chunk", { timeout: 60_000 }, async () => {
    await using folder = await scratchFolder();
    const exit = promisify(execFile)(process.execPath, [program("exit-while-busy"), folder.path]);
    const error = await exit.catch((reason) => reason);
    assert.equal(error.code, 3, String(error));
    const pids: number[] = JSON.parse(error.stdout);
    assert.equal(pids.length, 2);
    for (const pid of pids) await untilGone(pid);
  });
});
