import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { factoriseAll } from "../../lib/factors/factorise-all.ts";
import { randomNumbers } from "../../lib/factors/random-numbers.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { isAlive } from "../client/is-alive.ts";
import { leavesNothing, untilGone } from "./leaves-nothing.ts";
import { scratchFolder } from "./scratch-folder.ts";

const program = (name: string) => fileURLToPath(new URL(`./programs/${name}.ts`, import.meta.url));

describe("a program with warm pools", () => {
  it("ends by itself, and its workers with it", async () => {
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

  it("waits for a process that it disposes of, however long that takes to end", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [program("end-stubborn")]);
    assert.equal(isAlive(JSON.parse(stdout)), false);
  });

  it("takes its processes with it when it exits, even in the middle of a chunk", async () => {
    await using folder = await scratchFolder();
    const exit = promisify(execFile)(process.execPath, [program("exit-while-busy"), folder.path]);
    const error = await exit.catch((reason) => reason);
    assert.equal(error.code, 3, String(error));
    const pids: number[] = JSON.parse(error.stdout);
    assert.equal(pids.length, 2);
    for (const pid of pids) await untilGone(pid);
  });
});

describe("a session's pool", () => {
  it("is closed after five idle minutes, not before, nor while it is used", async (context) => {
    const timeline = new Timeline();
    await using _ = leavesNothing(timeline);
    const warmRun = async (workers: number) => {
      await factoriseAll(randomNumbers({ count: 2000 }), { strategy: "processes", workers, warm: true, timeline });
    };
    await warmRun(1);
    const [{ pid } = { pid: 0 }] = timeline.lanes();
    context.mock.timers.enable({ apis: ["setTimeout"] });
    await warmRun(1);
    context.mock.timers.tick(4 * 60_000);
    await warmRun(1);
    context.mock.timers.tick(4 * 60_000);
    assert.equal(timeline.lanes().length, 1);
    assert.ok(isAlive(pid));
    context.mock.timers.tick(60_000);
    context.mock.timers.reset();
    await untilGone(pid);
  });
});
