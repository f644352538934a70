/** What SECURITY.md promises: encryption where the client asks for it, private files, no port beyond Jupyter's own. */
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { KernelClient } from "../client/kernel-client.ts";

const checkout = fileURLToPath(new URL("../../", import.meta.url));
const python = join(checkout, ".navette/python/bin/python");
const entry = join(checkout, "kernel/main.mjs");
const run = promisify(execFile);

describe("privacy", () => {
  it("a client that asks for CurveZMQ gets it, after a restart too, and one without keys is refused", async () => {
    const folder = await mkdtemp(join(tmpdir(), "navette-curve-"));
    try {
      const spec = join(folder, "kernels", "encrypted");
      await mkdir(spec, { recursive: true });
      await writeFile(
        join(spec, "kernel.json"),
        JSON.stringify({
          argv: [process.execPath, entry, "{connection_file}"],
          display_name: "encrypted",
          language: "typescript",
          interrupt_mode: "message",
          metadata: { supported_encryption: ["curve"] },
        }),
      );
      const script = fileURLToPath(new URL("encrypted_session.py", import.meta.url));
      const { stdout } = await run(python, [script, "encrypted"], {
        env: {
          ...process.env,
          JUPYTER_PATH: folder,
          JUPYTER_RUNTIME_DIR: join(folder, "runtime"),
          JUPYTER_DATA_DIR: join(folder, "data"),
        },
      });
      const steps = stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
      assert.deepEqual(steps, [
        { step: "keys", given: true },
        { step: "first", result: "42" },
        { step: "restarted", result: "48" },
        { step: "without keys", refused: true },
      ]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("the project's kernelspec says that it can be encrypted", async () => {
    const { kernelSpec } = await import("../../kernel/setup/kernelspec.mjs");
    assert.deepEqual(kernelSpec().metadata, { supported_encryption: ["curve"] });
  });

  it("connection file and history are readable by their owner alone", async () => {
    const kernel = await KernelClient.start();
    try {
      await kernel.run("1");
      await kernel.request("shell", "history_request", { hist_access_type: "tail", n: 1 });
      for (const file of [kernel.connectionFile, join(kernel.folder, "data/navette/history.sqlite")]) {
        assert.equal((await stat(file)).mode & 0o777, 0o600, file);
      }
    } finally {
      await kernel.dispose();
    }
  });

  it("a connection file in a folder that everybody may write to is refused", async () => {
    const folder = await mkdtemp(join(tmpdir(), "navette-open-"));
    try {
      await chmod(folder, 0o777);
      const file = join(folder, "connection.json");
      await writeFile(file, "{}");
      const kernel = spawn(process.execPath, [entry, file], { stdio: ["ignore", "ignore", "pipe"] });
      let text = "";
      kernel.stderr.on("data", (chunk) => {
        text += chunk;
      });
      const [code] = await once(kernel, "close");
      assert.equal(code, 1);
      assert.match(text, /may be written to by everybody/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("a connection file of somebody else's is refused", {
    skip: process.getuid?.() === 0 ? false : "only root can give a file away",
  }, async () => {
    const folder = await mkdtemp(join(tmpdir(), "navette-other-"));
    try {
      const file = join(folder, "connection.json");
      await writeFile(file, "{}");
      await run("chown", ["1:1", file]);
      const result = await run(process.execPath, [entry, file]).catch((error) => error);
      assert.match(String(result.stderr), /belongs to user 1/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("a connection file of one's own in somebody else's folder is refused", {
    skip: process.getuid?.() === 0 ? false : "only root can give a folder away",
  }, async () => {
    const folder = await mkdtemp(join(tmpdir(), "navette-other-"));
    try {
      const file = join(folder, "connection.json");
      await writeFile(file, "{}");
      await run("chown", ["1:1", folder]);
      const result = await run(process.execPath, [entry, file]).catch((error) => error);
      assert.match(String(result.stderr), /which holds .* belongs to user 1/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("a history of somebody else's is left alone: the kernel keeps its own in memory", {
    skip: process.getuid?.() === 0 ? false : "only root can give a file away",
  }, async () => {
    const data = await mkdtemp(join(tmpdir(), "navette-history-"));
    try {
      const file = join(data, "navette/history.sqlite");
      const first = await KernelClient.start({ env: { JUPYTER_DATA_DIR: data } });
      await first.run("'theirs'");
      await first.dispose();
      const before = (await readFile(file)).length;
      await run("chown", ["1:1", file]);
      const kernel = await KernelClient.start({ env: { JUPYTER_DATA_DIR: data } });
      try {
        await kernel.run("'mine'");
        const { reply } = await kernel.request("shell", "history_request", {
          hist_access_type: "tail",
          n: 9,
          raw: true,
        });
        assert.match(JSON.stringify(reply?.content), /mine/);
        assert.doesNotMatch(JSON.stringify(reply?.content), /theirs/);
      } finally {
        await kernel.dispose();
      }
      assert.equal((await stat(file)).uid, 1);
      assert.equal((await readFile(file)).length, before);
    } finally {
      await rm(data, { recursive: true, force: true });
    }
  });

  it("the kernel listens on Jupyter's five ports and no other, and the user process on none", async () => {
    const kernel = await KernelClient.start();
    try {
      const user = Number((await kernel.run("process.pid")).result);
      assert.equal((await listening(user)).length, 0);
      assert.equal((await listening(kernel.process.pid ?? 0)).length, 5);
      // By this signal Node opens its debugger's port.
      kernel.process.kill("SIGUSR1");
      process.kill(user, "SIGUSR1");
      await kernel.request("control", "kernel_info_request");
      await kernel.run("await new Promise((resolve) => setTimeout(resolve, 300))");
      assert.equal((await listening(user)).length, 0);
      assert.equal((await listening(kernel.process.pid ?? 0)).length, 5);
    } finally {
      await kernel.dispose();
    }
  });

  it("nothing of the notebook's folder is loaded unasked", async () => {
    const folder = await mkdtemp(join(tmpdir(), "navette-trap-"));
    try {
      for (const name of [
        "index.js",
        "index.ts",
        "notebook.ts",
        "main.ts",
        ".navetterc",
        "navette.config.js",
        "sitecustomize.js",
        ".env",
        "node.config.json",
      ]) {
        await writeFile(join(folder, name), 'require("fs").writeFileSync("trapped", ""); NODE_OPTIONS=--inspect');
      }
      await writeFile(join(folder, "package.json"), '{ "main": "index.js", "type": "module" }');
      const kernel = await KernelClient.start({ cwd: folder });
      await kernel.run("1 + 1");
      await kernel.dispose();
      await assert.rejects(stat(join(folder, "trapped")));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

/** Local TCP ports on which a process listens, from its open sockets and the kernel's table. */
async function listening(pid: number): Promise<string[]> {
  const { readdir, readlink } = await import("node:fs/promises");
  const inodes = new Set<string>();
  for (const fd of await readdir(`/proc/${pid}/fd`)) {
    const target = await readlink(`/proc/${pid}/fd/${fd}`).catch(() => "");
    const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
    if (inode) inodes.add(inode);
  }
  const table = (await readFile("/proc/net/tcp", "utf8")) + (await readFile("/proc/net/tcp6", "utf8"));
  return table
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === "0A" && inodes.has(fields[9] ?? ""))
    .map((fields) => fields[1] ?? "");
}
