/**
 * The kernel runs from its bundle while that is what the sources are, and from the sources otherwise; nobody who uses it
 * sees a difference.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { KernelClient } from "../client/kernel-client.ts";

const current = new URL("../../kernel/bundle/current-bundle.mjs", import.meta.url).href;
const writing = new URL("../../kernel/bundle/write-bundle.ts", import.meta.url).href;

describe("a kernel and its bundle", () => {
  let cache: string;
  before(() => {
    cache = mkdtempSync(join(tmpdir(), "navette-cache-"));
    inCache(`await (await import(${JSON.stringify(writing)})).writeBundle()`);
  });
  after(() => rmSync(cache, { recursive: true, force: true }));

  /** What a program prints whose caches are in this test's own folder. */
  function inCache(code: string): string {
    const args = ["--input-type=module", "--disable-warning=ExperimentalWarning", "-e", code];
    return execFileSync(process.execPath, args, { encoding: "utf8", env: cacheIn(cache) }).trim();
  }

  /** Where the caches are; macOS and Windows look elsewhere. */
  function cacheIn(folder: string): NodeJS.ProcessEnv {
    return { ...process.env, XDG_CACHE_HOME: folder, HOME: folder, LOCALAPPDATA: folder };
  }

  const currentBundle = () =>
    inCache(`console.log((await import(${JSON.stringify(current)})).currentBundle() || "none")`);
  const manifestFile = () => inCache(`console.log((await import(${JSON.stringify(current)})).manifestFile)`);

  it("is started from what the set-up has made", async () => {
    const { currentBundle } = await import("../../kernel/bundle/current-bundle.mjs");
    assert.match(currentBundle(), /^file:.*bundles/);
  });

  it("shows the same stacks as from its sources", async () => {
    const cells = [
      "function deep() { throw new TypeError('wrong') }\ndeep()",
      "await new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 1))",
      "import { factoriseAll } from 'navette/lib'\nawait factoriseAll([1n], { workers: -1 })",
      "import { livePlot } from 'navette'\nlivePlot(1)",
      "process.getBuiltinModule('fs').readFileSync('/nowhere')",
      "new Error('shown').stack",
      "await new Promise((resolve) => setTimeout(() => { setImmediate(resolve); throw new Error('of a timer') }, 1))",
    ];
    const shown = async (folder: string) => {
      const kernel = await KernelClient.start({ env: cacheIn(folder) });
      try {
        const outputs: unknown[] = [];
        for (const code of cells) {
          const cell = await kernel.run(code);
          outputs.push([cell.result, ...cell.ofType("error").map((message) => message.content.traceback)]);
        }
        return outputs;
      } finally {
        await kernel.dispose();
      }
    };
    const empty = mkdtempSync(join(tmpdir(), "navette-cache-"));
    try {
      assert.notEqual(currentBundle(), "none");
      assert.deepEqual(await shown(cache), await shown(empty));
    } finally {
      rmSync(empty, { recursive: true, force: true });
    }
  });

  it("runs both of its processes from the bundle, and from the sources once the bundle is not what was made", async () => {
    const folder = fileURLToPath(currentBundle());
    const manifest = manifestFile();
    const made = readFileSync(manifest, "utf8");
    const control = join(folder, "control", "main.mjs");
    const user = join(folder, "user", "user", "main.mjs");
    appendFileSync(control, '\nprocess.stderr.write("control from the bundle\\n");\n');
    appendFileSync(user, "\nglobalThis.isBundled = true;\n");
    const { files, ...others } = JSON.parse(made);
    const changed = files.map(([file, size, changedMs]: [string, number, number]) => {
      const { size: newSize, mtimeMs } = statSync(file);
      return file === control || file === user ? [file, newSize, mtimeMs] : [file, size, changedMs];
    });
    const used = async () => {
      const kernel = await KernelClient.start({ env: cacheIn(cache) });
      try {
        const { result } = await kernel.run("globalThis.isBundled === true");
        return { control: kernel.stderr.includes("control from the bundle"), user: result };
      } finally {
        await kernel.dispose();
      }
    };
    writeFileSync(manifest, JSON.stringify({ ...others, files: changed }));
    assert.deepEqual(await used(), { control: true, user: "true" });
    writeFileSync(manifest, made);
    assert.equal(currentBundle(), "none");
    assert.deepEqual(await used(), { control: false, user: "false" });
  });

  it("is not run from files that others may write", {
    skip: process.platform === "win32" && "Windows has no such bits",
  }, () => {
    inCache(`await (await import(${JSON.stringify(writing)})).writeBundle()`);
    assert.notEqual(currentBundle(), "none");
    chmodSync(manifestFile(), 0o622);
    assert.equal(currentBundle(), "none");
    chmodSync(manifestFile(), 0o600);
    assert.notEqual(currentBundle(), "none");
    chmodSync(dirname(manifestFile()), 0o777);
    assert.equal(currentBundle(), "none");
  });
});
