import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, test } from "node:test";
import { copyOfCheckout } from "./checkout-copy.ts";
import { freshEnvironment, navette, run, temporaryFolder } from "./navette-command.ts";

describe("navette doctor", { concurrency: 2 }, () => {
  test("finds everything in a checkout that is set up", async (t) => {
    const { code, stdout, stderr } = await navette(["doctor"], { env: freshEnvironment(temporaryFolder(t)) });
    assert.equal(code, 0, stdout + stderr);
    for (const line of [
      /^✔ Node +\d+\.\d+\.\d+ in \//m,
      /^✔ npm packages/m,
      /^✔ zeromq +\d+\.\d+\.\d+, a message went/m,
      /^✔ Kernel +Navette \d.* ran a cell \d+ ms after its start$/m,
      /^✔ Kernelspec +.*kernels.navette$/m,
      /^✔ Python environment/m,
      /^✔ JupyterLab +4\.6\.6, with anywidget 0\.11\.0$/m,
      /^✔ Jupyter's data folder .*can be written$/m,
      /^✔ Ports/m,
      /^✔ Chromium/m,
    ]) {
      assert.match(stdout, line);
    }
    assert.match(stdout, /\nThe kernel can work here\.\n$/);
  });

  test("works without the Python environment, and says what to do for the rest", async (t) => {
    const copy = copyOfCheckout(t, "shared");
    const env = freshEnvironment(temporaryFolder(t), { NAVETTE_CHROMIUM: "/nowhere/chromium" });
    const command = join(copy, "kernel/cli/navette.mjs");
    const before = await run(command, ["doctor"], { env });
    assert.equal(before.code, 1);
    assert.match(before.stdout, /^✘ Kernelspec +no Jupyter of this user knows this kernel\n +→ run "navette install"/m);
    assert.match(before.stdout, /^– Python environment +none in this checkout.*\n +→ "npm start"/m);
    assert.match(before.stdout, /^– JupyterLab +none in this checkout/m);
    assert.match(before.stdout, /^– Chromium +no Chromium/m);

    assert.equal((await run(command, ["install"], { env })).code, 0);
    const after = await run(command, ["doctor"], { env });
    assert.equal(after.code, 0, after.stdout);
    assert.match(after.stdout, /^✔ Kernelspec /m);
  });

  test("finds what is wrong: the data folder, a kernelspec whose Node has gone", async (t) => {
    const home = temporaryFolder(t);
    const env = freshEnvironment(home, { JUPYTER_PATH: join(home, "more") });
    assert.equal((await navette(["install", "--prefix", join(home, "p")], { env })).code, 0);
    const { stdout: spec } = await run("cat", [join(home, "p/share/jupyter/kernels/navette/kernel.json")], { env });
    const stale = JSON.parse(spec);
    stale.argv[0] = "/nowhere/node";
    mkdirSync(join(home, "more/kernels/old"), { recursive: true });
    writeFileSync(join(home, "more/kernels/old/kernel.json"), JSON.stringify(stale));
    writeFileSync(join(home, "file"), "");
    env.JUPYTER_DATA_DIR = join(home, "file/data");
    const { code, stdout } = await navette(["doctor"], { env });
    assert.equal(code, 1);
    assert.match(stdout, /^✘ Kernelspec +.*old names \/nowhere\/node, which is gone\n +→ .*navette install/m);
    assert.match(stdout, /^✘ Jupyter's data folder .*can't be written .*\n +→ .*JUPYTER_DATA_DIR/m);
    assert.match(stdout, /\n2 to put right/);
  });

  test("says that JupyterLab's port is taken", async (t) => {
    const server = createServer();
    await new Promise<void>((resolve) => server.on("error", () => resolve()).listen(8888, "127.0.0.1", resolve));
    t.after(() => server.close());
    const { stdout } = await navette(["doctor"], { env: freshEnvironment(temporaryFolder(t)) });
    assert.match(stdout, /^✔ Ports .*8888 is taken/m);
  });

  test("says how to get the npm packages when there are none", async (t) => {
    const copy = copyOfCheckout(t, "none");
    const env = freshEnvironment(temporaryFolder(t));
    const { code, stderr } = await run(join(copy, "kernel/cli/navette.mjs"), ["doctor"], { env });
    assert.equal(code, 1);
    assert.match(stderr, /npm packages of Navette are not installed\n +Next: run "npm ci --ignore-scripts" in /);
    rmSync(copy, { recursive: true });
  });
});
