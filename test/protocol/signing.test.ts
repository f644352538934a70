import assert from "node:assert/strict";
import { after, test } from "node:test";
import { hmacSigner } from "../../kernel/wire/signer.ts";
import { KernelClient } from "../client/kernel-client.ts";

const kernel = await KernelClient.start();
after(() => kernel.dispose());

const delimiter = Buffer.from("<IDS|MSG>");

function parts(type: string, content: object, id: string = crypto.randomUUID()): Buffer[] {
  const header = {
    msg_id: id,
    session: kernel.session,
    username: "test",
    date: new Date().toISOString(),
    msg_type: type,
    version: "5.5",
  };
  return [header, {}, {}, content].map((part) => Buffer.from(JSON.stringify(part)));
}

/** Settles when what was sent before on the channel has been read: what answers is behind it. */
async function passed(channel: "shell" | "control"): Promise<void> {
  await kernel.request(channel, "kernel_info_request");
}

test("a message with a wrong signature is dropped", async () => {
  await kernel.run("var touched = 0");
  const frames = parts("execute_request", { code: "touched = 1", silent: false });
  const right = kernel.sign(frames);
  const wrong = Buffer.from(right);
  wrong[0] = wrong[0] === 0x30 ? 0x31 : 0x30;
  const signatures = [wrong, Buffer.alloc(0), Buffer.alloc(64, "0"), right.subarray(1), Buffer.concat([right, right])];
  for (const signature of signatures) kernel.sendFrames("shell", [delimiter, signature, ...frames]);
  await passed("shell");
  assert.equal((await kernel.run("touched")).result, "0");
  await kernel.untilSaid(`dropped a message on shell: wrong signature (${signatures.length - 1} more)`);
});

test("a message whose content was changed after it was signed is dropped", async () => {
  await kernel.run("var changed = 0");
  const frames = parts("execute_request", { code: "changed = 1" });
  const other = parts("execute_request", { code: "changed = 2" });
  kernel.sendFrames("shell", [delimiter, kernel.sign(frames), ...frames.slice(0, 3), ...other.slice(3)]);
  await passed("shell");
  assert.equal((await kernel.run("changed")).result, "0");
});

test("a message that is sent again is dropped, on every channel", async () => {
  await kernel.run("var times = 0");
  const frames = parts("execute_request", { code: "times += 1" });
  const message = [delimiter, kernel.sign(frames), ...frames];
  for (let again = 0; again < 3; again += 1) kernel.sendFrames("shell", message);
  await passed("shell");
  kernel.sendFrames("control", message);
  await passed("control");
  assert.equal((await kernel.run("times")).result, "1");
  await kernel.untilSaid("dropped a message on shell: replayed message");
  await kernel.untilSaid("dropped a message on control: replayed message");
});

test("the last 65,536 signatures are remembered, and not many more", () => {
  const signer = hmacSigner("key");
  const message = (number: number) => {
    const frames = [Buffer.from(String(number))];
    return [signer.sign(frames), frames] as const;
  };
  const most = 2 * 65_536;
  for (let number = 0; number < most; number += 1) {
    signer.verify(...message(number));
    // However many came before, the oldest that is promised is still known.
    if (number >= 65_535 && number % 5_000 === 0) {
      assert.throws(() => signer.verify(...message(number - 65_535)), /replayed/);
    }
  }
  assert.doesNotThrow(() => signer.verify(...message(0)));
});

test("an interrupt and a shutdown without a signature change nothing", async () => {
  const { result } = await kernel.run("process.pid");
  for (const type of ["interrupt_request", "shutdown_request"]) {
    for (const channel of ["control", "shell"] as const) {
      kernel.sendFrames(channel, [delimiter, Buffer.alloc(0), ...parts(type, { restart: false })]);
    }
  }
  await passed("control");
  await passed("shell");
  assert.equal((await kernel.run("process.pid")).result, result);
});

test("no part of a dropped message is logged", async () => {
  const frames = parts("execute_request", { code: "'secret in the code'" }, "secret-in-the-id");
  kernel.sendFrames("shell", [delimiter, Buffer.from("secret signature"), ...frames]);
  kernel.sendFrames("shell", [Buffer.from("secret frame")]);
  await passed("shell");
  await kernel.untilSaid("no delimiter");
  assert.doesNotMatch(kernel.stderr, /secret/);
});
