import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { KernelClient } from "../client/kernel-client.ts";
import { untilGone } from "../install/until-gone.ts";
import { TypedKernel } from "./typed-kernel.ts";

const folder = await mkdtemp(join(tmpdir(), "navette-language-"));
after(() => rm(folder, { recursive: true }));

/** A program that stands in for the compiler. */
async function standIn(name: string, script: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

/** Pids of the language servers of a kernel. */
function serversOf(kernel: KernelClient): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && parentOf(pid) === kernel.process.pid && commandOf(pid).includes("--lsp"));
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "latin1");
  } catch {
    return "";
  }
}

function parentOf(pid: number): number {
  const stat = read(pid, "stat");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}

function commandOf(pid: number): string {
  return read(pid, "cmdline");
}

test("a server that is killed comes back by itself, with all cells; cells run on", async () => {
  const kernel = await TypedKernel.start();
  try {
    await kernel.run("interface Boat { sail: number }\nconst boats: Boat[] = [];");
    for (let round = 0; round < 3; round += 1) {
      const [server] = serversOf(kernel.client);
      assert.ok(server !== undefined);
      process.kill(server, "SIGKILL");
      assert.equal((await kernel.run("boats.length")).result, "0");
      await untilGone([server]);
      await kernel.untilTyped();
      assert.deepEqual((await kernel.complete("boats[0].")).matches, ["sail"]);
      assert.notEqual(serversOf(kernel.client)[0], server);
    }
  } finally {
    await kernel.dispose();
  }
});

test("a server that is killed while many cells run comes back with all of them", async () => {
  const kernel = await TypedKernel.start();
  const last = 119;
  try {
    const cells = Array.from({ length: last + 1 }, (_, n) =>
      kernel.run(`const boat${n} = { own${n}: ${n} };`, `cell-${n}`),
    );
    for (const half of [cells[last >> 2], cells[last >> 1]]) {
      await half;
      const servers = serversOf(kernel.client);
      for (const server of servers) process.kill(server, "SIGKILL");
      await untilGone(servers);
    }
    for (const cell of cells) assert.equal((await cell).reply?.content.status, "ok");
    await kernel.untilTyped();
    for (const n of [0, last >> 2, last >> 1, last]) {
      assert.deepEqual((await kernel.complete(`boat${n}.`)).matches, [`own${n}`]);
    }
    assert.match(await kernel.warningsOf(`const wrong: string = boat${last}.own${last};`), /TS2322/);
  } finally {
    await kernel.dispose();
  }
});

test("a server that hangs costs patience once, and no cell any", async () => {
  const kernel = await TypedKernel.start({ env: { NAVETTE_TYPES_PATIENCE: "" } });
  const [server] = serversOf(kernel.client);
  assert.ok(server !== undefined);
  try {
    await kernel.run("const alive = { knots: 12 };");
    process.kill(server, "SIGSTOP");
    assert.deepEqual((await kernel.complete("alive.kn")).matches, ["knots"]);
    assert.equal((await kernel.run("alive.knots")).result, "12");
    assert.match((await kernel.inspect("alive")).data["text/plain"] ?? "", /knots: 12/);
  } finally {
    process.kill(server, "SIGCONT");
    await kernel.dispose();
  }
});

test("the server ends with the kernel, whatever ends it", async () => {
  const ends: ((kernel: KernelClient) => unknown)[] = [
    (kernel) => kernel.dispose(),
    (kernel) => kernel.process.kill("SIGTERM"),
    (kernel) => kernel.process.kill("SIGKILL"),
  ];
  for (const end of ends) {
    const kernel = await TypedKernel.start();
    const servers = serversOf(kernel.client);
    assert.equal(servers.length, 1);
    await end(kernel.client);
    await untilGone(servers);
    await kernel.dispose();
  }
});

test("without the native compiler there is a notice, and everything else", async () => {
  const missing = join(folder, "no-such-compiler");
  const kernel = await KernelClient.start({ env: { NAVETTE_TYPES: "warn", NAVETTE_TYPESCRIPT: missing } });
  try {
    assert.equal((await kernel.run('const knots: number = "x"; knots')).result, "'x'");
    const { reply } = await kernel.request("shell", "complete_request", { code: "kno", cursor_pos: 3 });
    assert.deepEqual(reply?.content.matches, ["knots"]);
    await kernel.untilSaid(`types are off: NAVETTE_TYPESCRIPT names ${missing}`);
    const strict = await kernel.run('%types strict\n"still runs"');
    assert.equal(strict.result, "'still runs'");
    assert.match(strict.text("stderr"), /runs unchecked/);
  } finally {
    await kernel.dispose();
  }
});

for (const [what, script] of [
  ["ends at once", "exit 1"],
  ["answers nothing", "exec sleep 1000"],
  ["speaks nonsense", "while read line; do echo nonsense; done"],
] as const) {
  test(`a compiler that ${what} leaves cells, completion and the kernel's end alone`, async () => {
    const compiler = await standIn(what.replaceAll(" ", "-"), script);
    const kernel = await KernelClient.start({ env: { NAVETTE_TYPES: "warn", NAVETTE_TYPESCRIPT: compiler } });
    try {
      for (let round = 0; round < 3; round += 1) {
        assert.equal((await kernel.run("var knots = { a: 1 }; knots.a")).result, "1");
        const { reply } = await kernel.request("shell", "complete_request", { code: "knots.", cursor_pos: 6 });
        const matches = reply?.content.matches;
        assert.equal(Array.isArray(matches) && matches[0], "a");
      }
    } finally {
      await kernel.dispose();
    }
    assert.equal(kernel.stderr.includes("failed"), false, kernel.stderr);
  });
}
