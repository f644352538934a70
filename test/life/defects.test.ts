/** A defect of the kernel's own costs what was being done, never the session. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { KernelClient } from "../client/kernel-client.ts";

const defects = `
  process.on("SIGUSR2", () => { throw new Error("thrown by a handler"); });
  process.on("SIGWINCH", () => { Promise.reject(new Error("rejected by nobody")); });`;

it("a kernel goes on after an error that nothing catches", { skip: process.platform === "win32" }, async () => {
  const nodeOptions = ["--import", `data:text/javascript,${encodeURIComponent(defects)}`];
  const kernel = await KernelClient.start({ nodeOptions });
  try {
    await kernel.run("let kept = 41");
    kernel.process.kill("SIGUSR2");
    await kernel.untilSaid("a defect of the kernel: Error: thrown by a handler");
    assert.equal((await kernel.run("kept")).result, "41");
    kernel.process.kill("SIGWINCH");
    await kernel.untilSaid("a defect of the kernel: Error: rejected by nobody");
    assert.equal((await kernel.run("kept")).result, "41");
    assert.equal(kernel.hasEnded, false);
  } finally {
    await kernel.dispose();
  }
});
