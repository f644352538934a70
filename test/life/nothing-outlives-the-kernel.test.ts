/**
 * Nothing outlives the kernel, however it ends: not its user process, nor what user code has started, nor a file.
 *
 * Each kernel runs a cell that starts a child, a detached child, a grandchild whose parent is gone, and a thread in a
 * loop; their ids are read back and looked for after the kernel's end.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { descendantsOf } from "../../kernel/processes/descendants.ts";
import { isAlive } from "../client/is-alive.ts";
import { KernelClient } from "../client/kernel-client.ts";

const crowd = `
  const { spawn, execFileSync } = require("child_process");
  const { Worker } = require("worker_threads");
  const child = spawn("sleep", ["1000"]);
  const detached = spawn("sleep", ["1000"], { detached: true, stdio: "ignore" });
  detached.unref();
  const orphan = Number(execFileSync("sh", ["-c", "setsid sleep 1000 >/dev/null 2>&1 & echo $!"], { encoding: "utf8" }));
  // It is given an environment of its own, and its child has lost it.
  const apart = spawn("sh", ["-c", "setsid sleep 1000 >/dev/null 2>&1 & echo $!"], { env: { PATH: process.env.PATH } });
  const lost = Number(await new Promise((resolve) => apart.stdout.once("data", resolve)));
  // Nor does a program keep it that was awaited, whose child is an orphan at once.
  const leave = 'setsid sleep 1000 >/dev/null 2>&1 & echo $!';
  const bare = Number(execFileSync("sh", ["-c", leave], { encoding: "utf8", env: { PATH: process.env.PATH } }));
  const inThread = \`
    const { execFileSync } = require("child_process");
    const left = execFileSync("sh", ["-c", \${JSON.stringify(leave)}], { encoding: "utf8", env: { PATH: "\${process.env.PATH}" } });
    require("worker_threads").parentPort.postMessage(Number(left));\`;
  const ofThread = await new Promise((resolve) => new Worker(inThread, { eval: true, env: {} }).once("message", resolve));
  new Worker("for (;;) {}", { eval: true });
  console.log(JSON.stringify([process.pid, child.pid, detached.pid, orphan, lost, bare, ofThread]));`;

async function startCrowd(kernel: KernelClient): Promise<number[]> {
  const cell = await kernel.run(crowd);
  const pids = JSON.parse(cell.text("stdout")) as number[];
  assert.equal(pids.filter(isAlive).length, 7);
  return pids;
}

async function allGone(pids: readonly number[]): Promise<void> {
  while (pids.some(isAlive)) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("nothing outlives a kernel that", () => {
  it("is shut down", async () => {
    const kernel = await KernelClient.start();
    const pids = await startCrowd(kernel);
    await kernel.dispose();
    await allGone(pids);
  });

  for (const signal of ["SIGTERM", "SIGHUP", "SIGKILL"] as const) {
    it(`gets ${signal}`, async () => {
      const kernel = await KernelClient.start();
      const pids = await startCrowd(kernel);
      const exited = once(kernel.process, "exit");
      kernel.process.kill(signal);
      await exited;
      await allGone(pids);
      await kernel.dispose();
    });
  }

  it("gets SIGKILL in the middle of a loop", async () => {
    const kernel = await KernelClient.start();
    const pids = await startCrowd(kernel);
    const cell = kernel.submit('console.log("looping"); for (;;) {}');
    await cell.until(() => cell.text() !== "", "the loop");
    const exited = once(kernel.process, "exit");
    kernel.process.kill("SIGKILL");
    await exited;
    await allGone(pids);
    await kernel.dispose();
  });

  it("gets SIGKILL, its helpers included", async () => {
    const kernel = await KernelClient.start();
    // The language server, and the program that transforms what erasing types doesn't.
    await kernel.request("shell", "complete_request", { code: "Math.", cursor_pos: 5 });
    await kernel.run("enum Colour { Red }\nColour.Red");
    const helpers = descendantsOf(kernel.process.pid ?? 0);
    assert.ok(helpers.length >= 3, helpers.join());
    kernel.process.kill("SIGKILL");
    await allGone(helpers);
    await kernel.dispose();
  });

  it("loses its parent", async () => {
    const starter = spawn(process.execPath, [fileURLToPath(new URL("fixtures/start-and-wait.ts", import.meta.url))], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    starter.stdout.setEncoding("utf8");
    let text = "";
    for await (const chunk of starter.stdout) {
      text += chunk;
      if (text.includes("\n")) break;
    }
    const pids = JSON.parse(text) as number[];
    assert.ok(pids.length === 5 && pids.every(isAlive));
    starter.kill("SIGKILL");
    await allGone(pids);
  });
});

it("20 kernels in a row leave no file, process or temporary folder", async () => {
  const temporary = await mkdtemp(join(tmpdir(), "navette-left-"));
  const pids: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    const kernel = await KernelClient.start({ env: { TMPDIR: temporary } });
    pids.push(Number((await kernel.run("process.pid")).result), kernel.process.pid ?? 0);
    await kernel.dispose();
  }
  await allGone(pids);
  assert.deepEqual(await readdir(temporary), []);
  await rm(temporary, { recursive: true });
});

it("20 user processes in one kernel leave no open files", async () => {
  const kernel = await KernelClient.start();
  try {
    const openFiles = async () => (await readdir(`/proc/${kernel.process.pid}/fd`)).length;
    for (let round = 0; round < 2; round += 1) await kernel.run("process.exit(0)");
    await kernel.run("1");
    // The language server, which starts by itself a while after the kernel, is there from here on.
    await kernel.request("shell", "complete_request", { code: "Math.", cursor_pos: 5 });
    const before = await openFiles();
    for (let round = 0; round < 20; round += 1) await kernel.run("process.exit(0)");
    await kernel.run("1");
    // Others come and go: the history's, those of what reads the names to import. One left by each would be 20 more.
    const after = await openFiles();
    assert.ok(after < before + 10, `${before} open files before, ${after} after`);
  } finally {
    await kernel.dispose();
  }
});
