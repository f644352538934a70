import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { type Exchange, KernelClient } from "../client/kernel-client.ts";
import { assertOrder, published } from "../client/order.ts";

const kernel = await KernelClient.start();
after(() => kernel.dispose());

async function begun(code: string): Promise<Exchange> {
  const cell = kernel.submit(`var kept = "kept"; console.log("begun"); ${code}`);
  return cell.until(() => cell.text() !== "", "the cell's first line");
}

const ways: Record<string, () => unknown> = {
  "interrupt_request on control": () => kernel.request("control", "interrupt_request"),
  "interrupt_request on shell": () => kernel.request("shell", "interrupt_request"),
  "SIGINT to the kernel's process": () => kernel.process.kill("SIGINT"),
};

for (const [way, interrupt] of Object.entries(ways)) {
  for (const code of ["for (;;) {}", "await new Promise(() => {})"]) {
    test(`${way} ends \`${code}\`, aborts what is queued, and keeps the variables`, async () => {
      const cell = await begun(code);
      const queued = kernel.submit('"queued"');
      // What is queued has arrived when something that was sent after it is answered.
      await kernel.request("shell", "kernel_info_request");
      await interrupt();
      await cell.done();
      assert.deepEqual(assertOrder(cell), ["stream", "error"]);
      assert.equal(cell.reply?.content.status, "error");
      assert.equal(cell.reply.content.ename, "KeyboardInterrupt");
      assert.equal(cell.error?.ename, "KeyboardInterrupt");
      await queued.done();
      assert.deepEqual(queued.reply?.content, { status: "aborted" });
      assert.deepEqual(published(queued), ["busy", "idle"]);
      assert.equal((await kernel.run("kept")).result, "'kept'");
    });
  }
}

test("interrupt_request is answered between a busy and an idle of its own", async () => {
  const exchange = await kernel.request("control", "interrupt_request");
  assert.equal(exchange.reply?.type, "interrupt_reply");
  assert.equal(exchange.reply.channel, "control");
  assert.deepEqual(exchange.reply.content, { status: "ok" });
  assert.deepEqual(published(exchange), ["busy", "idle"]);
});

test("interrupts while nothing runs do no harm, however many come at once", async () => {
  for (let round = 0; round < 60; round += 1) {
    for (const interrupt of Object.values(ways)) await interrupt();
    // A signal takes its time: it is behind what is answered in the turn in which it comes, and before the next turn.
    for (let turn = 0; turn < 2; turn += 1) await kernel.request("control", "kernel_info_request");
    const cell = await kernel.run(`${round} + 1`);
    assert.equal(cell.result, String(round + 1), JSON.stringify(cell.reply?.content));
  }
});

test("an interrupt while the kernel is starting does no harm", async () => {
  // The process that runs cells is still loading when the control process answers.
  const young = await KernelClient.start();
  try {
    for (let times = 0; times < 5; times += 1) await young.request("control", "interrupt_request");
    assert.equal((await young.run("6 * 7")).result, "42");
    // The same for the process that replaces one that ended.
    await young.run('process.kill(process.pid, "SIGKILL"); for (;;) {}');
    for (let times = 0; times < 5; times += 1) await young.request("control", "interrupt_request");
    const early = young.submit("for (;;) {}");
    await early.until(() => early.ofType("execute_input").length > 0, "the cell's beginning");
    await young.request("control", "interrupt_request");
    await early.done();
    assert.equal(early.error?.ename, "KeyboardInterrupt");
    assert.equal((await young.run("6 * 7")).result, "42");
  } finally {
    await young.dispose();
  }
});

test("an interrupt that overtakes its cell ends the cell before it begins", async () => {
  // The compiler waits for another program with these declarations: the interrupt comes meanwhile.
  const cell = kernel.submit("enum A { a }\nclass B { @d m() {} }\nfor (;;) {}\nfunction d() {}");
  kernel.send("shell", "interrupt_request", {});
  await cell.done();
  assert.equal(cell.error?.ename, "KeyboardInterrupt");
  assert.equal((await kernel.run("1 + 1")).result, "2");
});

test("a SIGINT to the process of cells before the first cell does it no harm", {
  skip: process.platform !== "linux" && "what a process waits for is read from /proc",
}, async (context) => {
  const fresh = await KernelClient.start();
  try {
    const { pid } = fresh.process;
    try {
      readFileSync(`/proc/${pid}/syscall`);
    } catch {
      context.skip("this system doesn't tell what another process waits for");
      return;
    }
    // Inside a system call whose first argument is file descriptor 3: it waits for its first request.
    const isWaiting = (child: number) => /^\d+ 0x3 /.test(readFileSync(`/proc/${child}/syscall`, "utf8"));
    let child = 0;
    while (child === 0 || !isWaiting(child)) {
      await fresh.request("control", "kernel_info_request");
      child = Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ")[0]);
    }
    process.kill(child, "SIGINT");
    const first = await fresh.run("await new Promise((resolve) => setTimeout(resolve, 50)); 'whole'");
    assert.equal(first.result, "'whole'");
    assert.equal((await fresh.run("process.pid")).result, String(child));
  } finally {
    await fresh.dispose();
  }
});
