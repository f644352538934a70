import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { writeConnectionFile } from "../client/connection-file.ts";
import { KernelClient } from "../client/kernel-client.ts";

const entry = fileURLToPath(new URL("../../kernel/main.mjs", import.meta.url));

/** Starts a kernel that is expected to refuse; gives its exit code and what it said. */
async function refusal(...args: string[]): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [entry, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, stderr };
}

test("a kernel over ipc sockets answers on all of its channels", async () => {
  const kernel = await KernelClient.start({ transport: "ipc" });
  try {
    assert.ok((await stat(join(kernel.folder, "socket-1"))).isSocket());
    const cell = await kernel.run('console.log("over ipc"); 6 * 7');
    assert.equal(cell.text(), "over ipc\n");
    assert.equal(cell.result, "42");
    await kernel.heartbeat();
    const info = await kernel.request("control", "kernel_info_request");
    assert.equal(info.reply?.content.status, "ok");
    const asking = kernel.submit('import { input } from "navette"; await input("?")', { allow_stdin: true });
    await asking.until(() => asking.ofType("input_request").length > 0, "the question");
    kernel.send("stdin", "input_reply", { value: "yes" });
    assert.equal((await asking.done()).result, "'yes'");
  } finally {
    await kernel.dispose();
  }
  assert.equal(existsSync(join(kernel.folder, "socket-1")), false);
});

test("a kernel without a key neither signs nor checks", async () => {
  const kernel = await KernelClient.start({ key: "" });
  try {
    assert.equal((await kernel.run("1 + 1")).result, "2");
  } finally {
    await kernel.dispose();
  }
});

test("a port that is taken: an error that names it, and a failing exit", async () => {
  const { folder, file, info } = await writeConnectionFile();
  const server = createServer();
  try {
    await new Promise<void>((resolve) => server.listen(Number(info.control_port), "127.0.0.1", resolve));
    const { code, stderr } = await refusal(file);
    assert.equal(code, 1);
    assert.match(
      stderr,
      new RegExp(`^navette: Cannot listen on tcp://127\\.0\\.0\\.1:${info.control_port}: another process has it\\.`),
    );
    assert.equal(stderr.trim().split("\n").length, 1);
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test("a socket in a folder that doesn't exist is refused with its reason", async () => {
  const { folder, file, info } = await writeConnectionFile("ipc");
  try {
    await writeFile(file, JSON.stringify({ ...info, ip: join(folder, "no", "such", "folder") }));
    const { code, stderr } = await refusal(file);
    assert.equal(code, 1);
    assert.match(stderr, /^navette: Cannot listen on ipc:\/\/.*: .+\. Start the kernel again\./);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("a connection file that can't be used is refused with the reason", async () => {
  const { folder, file, info } = await writeConnectionFile();
  try {
    const contents: readonly [content: string, says: RegExp][] = [
      ["{ not json", /is not JSON/],
      ["[]", /holds no object|transport/],
      ["null", /holds no object/],
      [JSON.stringify({ ...info, transport: "udp" }), /transport "udp" is neither/],
      [JSON.stringify({ ...info, ip: undefined }), /lacks ip/],
      [JSON.stringify({ ...info, shell_port: "x" }), /shell_port is "x", not a port number/],
      [JSON.stringify({ ...info, hb_port: undefined }), /hb_port is undefined, not a port number/],
      [JSON.stringify({ ...info, signature_scheme: "hmac-md5" }), /signature_scheme "hmac-md5" is not "hmac-sha256"/],
    ];
    for (const [content, says] of contents) {
      await writeFile(file, content);
      const { code, stderr } = await refusal(file);
      assert.equal(code, 1, content);
      assert.match(stderr, says);
      assert.ok(stderr.includes(file));
      assert.ok(!stderr.includes(String(info.key)), "the key is not told");
    }
    const missing = await refusal(join(folder, "missing.json"));
    assert.equal(missing.code, 1);
    assert.match(missing.stderr, /cannot be read/);
    const nothing = await refusal();
    assert.equal(nothing.code, 1);
    assert.match(nothing.stderr, /usage: .*CONNECTION_FILE/);
  } finally {
    await chmod(file, 0o600);
    await rm(folder, { recursive: true, force: true });
  }
});
