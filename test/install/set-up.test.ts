import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { descendants } from "../../kernel/setup/process-tree.mjs";
import { copyOfCheckout } from "./checkout-copy.ts";
import { freshEnvironment, outcome, run, temporaryFolder } from "./navette-command.ts";
import { untilGone } from "./until-gone.ts";

/** An address where nothing listens: the network is down. */
const nowhere = "http://127.0.0.1:9/";

function start(copy: string, env: NodeJS.ProcessEnv) {
  return run("node", [join(copy, "kernel/setup/start.mjs"), "--version"], { cwd: copy, env });
}

/** A program that answers, as Python, the question which the set-up asks. */
function fakePython(t: TestContext, version: string, canMakeEnvironments: boolean): string {
  const file = join(temporaryFolder(t), "python");
  const answer = JSON.stringify({ path: file, version, canMakeEnvironments });
  writeFileSync(file, `#!/bin/sh\necho '${answer}'\n`);
  chmodSync(file, 0o755);
  return file;
}

/** Interrupts a set-up that waits for a package index which never answers, and sees that nothing of it is left. */
async function interruptWhileInstalling(t: TestContext, copy: string, env: NodeJS.ProcessEnv): Promise<void> {
  const index = createServer();
  t.after(() => index.close().closeAllConnections());
  const asked = new Promise<void>((resolve) => index.on("request", () => resolve()));
  await new Promise<void>((resolve) => index.listen(0, "127.0.0.1", resolve));
  const address = index.address();
  const url = `http://127.0.0.1:${address && typeof address === "object" ? address.port : 0}/simple`;
  const child = spawn("node", [join(copy, "kernel/setup/start.mjs"), "--version"], {
    cwd: copy,
    env: { ...env, PIP_INDEX_URL: url, UV_INDEX_URL: url, UV_NO_CACHE: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = outcome(child);
  await asked;
  const started = descendants(child.pid ?? 0);
  assert.ok(started.length > 0);
  child.kill("SIGINT");
  assert.equal((await ended).code, 130);
  await untilGone(started);
  assert.ok(!existsSync(join(copy, ".navette/set-up.lock")), "the lock stayed");
}

describe("set-up", { concurrency: 2, skip: process.platform === "win32" }, () => {
  test("says that the npm packages can't be installed, every time until they are", async (t) => {
    const copy = copyOfCheckout(t, "none");
    const home = temporaryFolder(t);
    const env = freshEnvironment(home, { npm_config_registry: nowhere, npm_config_fetch_retries: "0" });
    for (const _ of [1, 2]) {
      const { code, stderr } = await start(copy, env);
      assert.equal(code, 1);
      assert.match(stderr, /npm packages: failed[\s\S]*could not be installed \(npm.*exited with 1\)/);
      assert.match(stderr, /Next: check the connection to the npm registry, then run the same command again/);
      assert.ok(!existsSync(join(copy, ".navette/set-up.lock")), "the lock stayed");
    }
  });

  test("says which Python is missing, too old, or unable to make environments", async (t) => {
    const copy = copyOfCheckout(t, "shared");
    const home = temporaryFolder(t);
    const cases: [python: string, message: RegExp][] = [
      ["/nowhere/python", /NAVETTE_PYTHON names \/nowhere\/python, which does not run\n +Next: name a Python 3\.11/],
      [fakePython(t, "3.9.1", true), /Python 3\.11 or newer is needed; .* is Python 3\.9\.1\n +Next: install a newer/],
      [fakePython(t, "3.12.3", false), /lacks the modules venv and ensurepip\n.*apt-get install python3\.12-venv"/],
    ];
    for (const [python, message] of cases) {
      const { code, stderr } = await start(copy, freshEnvironment(home, { NAVETTE_PYTHON: python }));
      assert.equal(code, 1);
      assert.match(stderr, message);
    }
  });

  test("does a half-finished Python environment again, once for two that start at the same time", async (t) => {
    const copy = copyOfCheckout(t, "shared");
    const env = freshEnvironment(temporaryFolder(t));
    await interruptWhileInstalling(t, copy, env);
    const offline = await start(copy, { ...env, PIP_INDEX_URL: nowhere, UV_INDEX_URL: nowhere, PIP_RETRIES: "0" });
    assert.equal(offline.code, 1);
    assert.match(offline.stderr, /Python packages.*could not be installed[\s\S]*Next: check the connection/);

    const both = await Promise.all([start(copy, env), start(copy, env)]);
    for (const { code, stdout, stderr } of both) {
      assert.equal(code, 0, stderr);
      assert.equal(stdout.trim(), "4.6.6");
    }
    const said = both.map(({ stderr }) => stderr);
    assert.equal(said.filter((text) => text.includes("another set-up of this checkout is running")).length, 1);
    assert.equal(said.filter((text) => text.includes("Python packages (requirements.txt): done")).length, 1);
    assert.ok(existsSync(join(copy, ".navette/python/share/jupyter/kernels/navette/kernel.json")));

    const again = await start(copy, env);
    assert.equal(again.stderr.trim().split("\n").length, 1, `something was done again:\n${again.stderr}`);
  });

  test("takes over the lock of a set-up that was killed", async (t) => {
    const copy = copyOfCheckout(t, "shared");
    mkdirSync(join(copy, ".navette"));
    const gone = await run("sh", ["-c", "echo $$"], { env: process.env });
    writeFileSync(join(copy, ".navette/set-up.lock"), gone.stdout.trim());
    const { stderr } = await start(copy, freshEnvironment(temporaryFolder(t), { NAVETTE_PYTHON: "/nowhere/python" }));
    assert.match(stderr, /NAVETTE_PYTHON names/);
    assert.deepEqual(
      readdirSync(join(copy, ".navette")).filter((name) => name.includes("lock")),
      [],
    );
  });
});

describe("npm test and npm run bench", { concurrency: 2 }, () => {
  test("say what there is when a name selects nothing", async (t) => {
    const env = freshEnvironment(temporaryFolder(t));
    const tests = await run("npm", ["test", "--", "no-such-test"], { env });
    assert.equal(tests.code, 1);
    assert.match(tests.stderr, /no test file .* "no-such-test"\n +Next: name one of these folders: .*test\/install/);
    const bench = await run("npm", ["run", "bench", "no-such-benchmark"], { env });
    assert.equal(bench.code, 1);
    assert.match(bench.stderr, /there is no benchmark "no-such-benchmark"\n +Next: name one of these: /);
  });

  test("say that there is no browser before anything else is made", async (t) => {
    const copy = copyOfCheckout(t, "shared");
    const env = freshEnvironment(temporaryFolder(t), { NAVETTE_CHROMIUM: "/nowhere/chromium" });
    const { code, stderr } = await run("npm", ["test"], { cwd: copy, env });
    assert.equal(code, 1);
    assert.match(stderr, /NAVETTE_CHROMIUM names \/nowhere\/chromium, which does not exist\n +Next: name a Chromium/);
    assert.ok(!existsSync(join(copy, ".navette/python")));
  });

  test("run what is named and nothing else, and end with the runner's summary", async (t) => {
    const env = freshEnvironment(temporaryFolder(t));
    const { code, stdout } = await run("npm", ["test", "--", "install/help", "--test-name-pattern=tells the version"], {
      env,
    });
    assert.equal(code, 0);
    assert.match(stdout, /✔ tells the version[\s\S]*ℹ tests 1\n[\s\S]*ℹ fail 0\n/);
  });
});
