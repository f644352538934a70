/** `%install`, with packages of this machine's own: no registry is asked, and none must be. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { processTable } from "../../kernel/processes/process-table.ts";
import { untilGone } from "../install/until-gone.ts";
import { TypedKernel } from "./typed-kernel.ts";

/** Milliseconds that npm may take on a busy machine: a guard. */
const limit = 120_000;

const home = await mkdtemp(join(tmpdir(), "navette-install-"));
const folder = join(home, "notebooks");
await mkdir(folder);
// A folder above with packages of its own, which npm would take for the place to install to.
await writeFile(join(home, "package.json"), '{ "name": "above", "private": true }');
await writeFile(join(folder, ".npmrc"), `registry=http://127.0.0.1:9/\ncache=${join(home, "cache")}\n`);

/** Makes a tarball as npm does, below the notebook's folder. */
async function pack(name: string, version: string, files: Record<string, string>, more: object = {}): Promise<void> {
  const place = join(home, "packing", "package");
  await rm(place, { recursive: true, force: true });
  await mkdir(place, { recursive: true });
  const main = { name, version, type: "module", exports: { types: "./index.d.ts", default: "./index.js" }, ...more };
  for (const [file, text] of Object.entries({ ...files, "package.json": JSON.stringify(main) })) {
    await writeFile(join(place, file), text);
  }
  await promisify(execFile)("tar", ["-czf", join(folder, `${name}-${version}.tgz`), "package"], {
    cwd: join(home, "packing"),
  });
}

const beam = (range: number) => ({
  "index.js": `export const beam = { range${range}: ${range} };\n`,
  "index.d.ts": `/** How far it is seen. */\nexport declare const beam: { range${range}: number };\n`,
});
await pack("lighthouse", "1.0.0", beam(1));
await pack("lighthouse", "2.0.0", beam(2));
await pack("foghorn", "1.0.0", beam(3), {
  scripts: { install: "node -e \"fs.writeFileSync('has-run', '')\"" },
});

const kernel = await TypedKernel.start({ cwd: folder });
after(async () => {
  await kernel.dispose();
  await rm(home, { recursive: true, force: true, maxRetries: 3 });
});

function install(code: string) {
  return kernel.client.run(code, {}, limit);
}

test("a package is installed into the notebook's folder, and used at once", async () => {
  const missing = await kernel.run('import { beam } from "lighthouse";', "use");
  assert.match(missing.error?.evalue ?? "", /Cannot find package 'lighthouse'/);
  await missing.until((one) => one.text("stderr").includes("TS2307"), "the warning");
  assert.match(missing.text("stderr"), /It may be had by: %install lighthouse/);

  const cell = await install('%install ./lighthouse-1.0.0.tgz\nimport { beam } from "lighthouse";\nbeam.range1');
  assert.equal(cell.error, undefined);
  assert.equal(cell.result, "1");
  assert.equal(cell.text("stdout"), "lighthouse 1.0.0\n");
  const { dependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  assert.deepEqual(Object.keys(dependencies), ["lighthouse"]);
  assert.equal(existsSync(join(home, "node_modules")), false);

  assert.deepEqual((await kernel.complete("beam.")).matches, ["range1"]);
  assert.match((await kernel.inspect("beam")).data["text/markdown"] ?? "", /How far it is seen/);
  assert.ok((await kernel.complete('import {} from "light')).matches.includes("lighthouse"));
  assert.equal(await kernel.warningsOf('import { beam } from "lighthouse";', "use"), "");
});

test("one line tells how far it is", async () => {
  const cell = await install("%install ./lighthouse-1.0.0.tgz");
  const [first, ...others] = cell.messages.filter(({ type }) => /display_data$/.test(type));
  const text = (message = first) => {
    const data = message?.content.data;
    return typeof data === "object" && data !== null && "text/plain" in data ? String(data["text/plain"]) : "";
  };
  assert.equal(first?.type, "display_data");
  assert.match(text(), /^installing \.\/lighthouse-1\.0\.0\.tgz … 0 s/);
  assert.ok(others.every(({ type }) => type === "update_display_data"));
  assert.match(text(others.at(-1)), /^installed .* in \d+ s$/);
});

test("another version says that the kernel still has the first; types are those of the second", async () => {
  const cell = await install("%install ./lighthouse-2.0.0.tgz");
  assert.match(cell.text("stdout"), /^lighthouse 2\.0\.0, which was 1\.0\.0\n.*until the kernel restarts/);
  assert.deepEqual((await kernel.complete('import { beam } from "lighthouse";\nbeam.')).matches, ["range2"]);
});

test("a package's own script runs only where the line says so", async () => {
  const mark = join(folder, "node_modules/foghorn/has-run");
  const cell = await install("%install ./foghorn-1.0.0.tgz");
  assert.match(cell.text("stdout"), /foghorn 1\.0\.0 has an install script; it was not run\..*--allow-scripts/);
  assert.equal(existsSync(mark), false);
  const allowed = await install("%install ./foghorn-1.0.0.tgz --allow-scripts // trusted");
  assert.equal(allowed.error, undefined);
  assert.equal(allowed.text("stdout"), "");
  assert.equal(existsSync(mark), true);
});

test("what can't be installed is told, and why", async () => {
  for (const [code, message] of [
    ["%install", null],
    ["%install --global zod", /no option --global: %install PACKAGE…/],
    [
      "%install zod",
      /npm can't reach http:\/\/127\.0\.0\.1:9 \(ECONNREFUSED\): check the connection.*%install \.\/package/,
    ],
    ["%install ./nothing.tgz", /npm failed with ENOENT.*nothing\.tgz/s],
    ['%install "two words"', /npm failed with E\w+.*two words/s],
  ] as const) {
    const cell = await install(code);
    if (message === null) assert.equal(cell.error, undefined, code);
    else {
      assert.match(cell.error?.evalue ?? "", message, code);
      assert.equal(cell.reply?.content.status, "error");
    }
  }
  assert.equal((await kernel.run("1 + 1")).result, "2");
});

function npmsOf(pid: number | undefined): number[] {
  const children = processTable().filter(({ parent }) => parent === pid);
  return children
    .filter((child) => /npm/.test(readFileSync(`/proc/${child.pid}/cmdline`, "latin1")))
    .map((child) => child.pid);
}

test("an interrupt, and the kernel's end, end npm", async () => {
  const waiting = new Set<() => void>();
  const server = createServer(() => {
    for (const arrived of waiting) arrived();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const asked = () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.add(resolve);
    return promise;
  };
  const another = await TypedKernel.start({ cwd: folder });
  try {
    for (const [{ client }, end] of [
      [kernel, async () => void (await kernel.client.request("control", "interrupt_request"))],
      [another, () => another.dispose()],
    ] as const) {
      const arrived = asked();
      const cell = client.submit(`%install http://127.0.0.1:${port}/slow.tgz`);
      await arrived;
      const npms = npmsOf(client.process.pid);
      assert.ok(npms.length > 0);
      // The kernel answers meanwhile.
      assert.equal(
        (await client.request("shell", "is_complete_request", { code: "1" })).reply?.content.status,
        "complete",
      );
      await end();
      await untilGone(npms);
      if (client !== kernel.client) continue;
      await cell.done();
      assert.equal(cell.error?.ename, "KeyboardInterrupt");
    }
  } finally {
    await another.dispose();
    server.closeAllConnections();
    server.close();
  }
  assert.equal((await kernel.run("beam.range1")).result, "1");
});
