import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { KernelClient } from "../client/kernel-client.ts";
import { published } from "../client/order.ts";

/**
 * Without the notebook's folder no process can be started in it. The kernel goes on trying, once a second and not in a
 * loop; its cells wait, and can be interrupted, until the folder is there again.
 */
test("the notebook's folder is removed, and comes back", async (t) => {
  const folder = join(await mkdtemp(join(tmpdir(), "navette-gone-")), "notebooks");
  await mkdir(folder);
  t.after(() => rm(join(folder, ".."), { recursive: true, force: true }));
  const kernel = await KernelClient.start({ cwd: folder });
  t.after(() => kernel.dispose());
  assert.equal((await kernel.run("process.cwd()")).result, `'${folder}'`);

  await rm(folder, { recursive: true });
  const killed = await kernel.run('process.kill(process.pid, "SIGKILL"); for (;;) {}');
  assert.equal(killed.error?.ename, "ProcessEnded");
  assert.equal((await kernel.request("control", "kernel_info_request")).reply?.content.status, "ok");

  await killed.until(() => killed.ofType("error").length === 2, "the second error");
  assert.equal(killed.ofType("error")[1]?.content.ename, "ProcessNotStarted");
  assert.match(String(killed.ofType("error")[1]?.content.evalue), /Is the notebook's folder still there\?/);

  const waiting = kernel.submit("'never'");
  await waiting.until(() => published(waiting).includes("execute_input"), "the cell's beginning");
  await kernel.request("control", "interrupt_request");
  await waiting.done();
  assert.equal(waiting.error?.ename, "KeyboardInterrupt");

  const patient = kernel.submit("'at last'");
  await patient.until(() => published(patient).includes("execute_input"), "the cell's beginning");
  await mkdir(folder);
  assert.equal((await patient.done()).result, "'at last'");
  assert.equal(patient.error, undefined);
});

test("a kernel whose folder is gone can be shut down", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "navette-gone-"));
  const kernel = await KernelClient.start({ cwd: folder });
  t.after(() => kernel.dispose());
  await kernel.run("1");
  await rm(folder, { recursive: true });
  await kernel.run('process.kill(process.pid, "SIGKILL"); for (;;) {}');
  await kernel.request("control", "shutdown_request", { restart: false });
});
