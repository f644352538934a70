import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { descendants, killSurvivors } from "../../kernel/setup/process-tree.mjs";
import { closedPort } from "../lib/closed-port.ts";
import { checkout, freshEnvironment, type Outcome, outcome, run, temporaryFolder } from "./navette-command.ts";
import { untilGone } from "./until-gone.ts";

interface Started {
  npm: ChildProcess;
  /** Address and token of JupyterLab. */
  address: string;
  token: string;
  ended: Promise<Outcome>;
}

/** Runs `npm start` in a session of its own, as in a terminal of its own, until JupyterLab tells its address. */
async function start(t: TestContext, env: NodeJS.ProcessEnv, args: readonly string[] = []): Promise<Started> {
  const npm = spawn("npm", ["start", "--", "--no-browser", "--port", "0", ...args], {
    cwd: checkout,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  t.after(() => npm.pid && killSurvivors([...descendants(npm.pid), npm.pid]));
  const ended = outcome(npm);
  const url = await new Promise<string>((resolve, reject) => {
    let text = "";
    npm.stderr.on("data", (chunk) => {
      text += chunk;
      const [, found] = /(http:\/\/127\.0\.0\.1:\d+\/\S*)\s/.exec(text) ?? [];
      if (found) resolve(found);
    });
    ended.then(({ code }) => reject(new Error(`npm start ended with ${code}:\n${text}`)), reject);
  });
  const { origin, searchParams } = new URL(url);
  const lab = { npm, address: origin, token: searchParams.get("token") ?? "", ended };
  // JupyterLab tells its address a little before it listens.
  await untilItAnswers(() => ask(lab, "/api/status"));
  return lab;
}

/** Asks JupyterLab's server. */
async function ask({ address, token }: Started, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${address}${path}`, { ...init, redirect: "manual", headers: { Authorization: `token ${token}` } });
}

describe("npm start", { concurrency: 2, skip: process.platform === "win32" }, () => {
  test("opens JupyterLab on the index notebook, with our kernel and our settings", async (t) => {
    const lab = await start(t, freshEnvironment(temporaryFolder(t), { LANG: "en_US.UTF-8", LC_ALL: "" }));
    assert.equal((await fetch(`${lab.address}/api/status`)).status, 403, "the token isn't asked for");
    assert.match((await ask(lab, "/")).headers.get("location") ?? "", /^\/lab\/tree\/en\/00-start-here\.ipynb/);
    const { kernelspecs } = JSON.parse(await (await ask(lab, "/api/kernelspecs")).text());
    assert.equal(kernelspecs.navette.spec.display_name, "TypeScript (Navette)");
    assert.deepEqual(Object.keys(kernelspecs.navette.resources).sort(), ["logo-32x32", "logo-64x64", "logo-svg"]);
    const notifications = await ask(lab, "/lab/api/settings/@jupyterlab/apputils-extension:notification");
    assert.equal(JSON.parse(await notifications.text()).schema.properties.fetchNews.default, "false");
    process.kill(-(lab.npm.pid ?? 0), "SIGINT");
    await lab.ended;
  });

  test("opens in French where the machine speaks French, with the person's own Jupyter settings", async (t) => {
    const home = temporaryFolder(t);
    mkdirSync(join(home, ".jupyter"));
    writeFileSync(join(home, ".jupyter/jupyter_server_config.json"), '{"IdentityProvider": {"token": "mine"}}');
    const env = freshEnvironment(home, { LANG: "fr_FR.UTF-8", LC_ALL: "" });
    const port = await closedPort();
    const npm = spawn("npm", ["start", "--", "--port", String(port)], { cwd: checkout, env, detached: true });
    t.after(() => npm.pid && killSurvivors([...descendants(npm.pid), npm.pid]));
    const ended = outcome(npm);
    const lab = { npm, address: `http://127.0.0.1:${port}`, token: "mine", ended };
    await untilItAnswers(() => ask(lab, "/api/status"));
    assert.match((await ask(lab, "/")).headers.get("location") ?? "", /^\/lab\/tree\/fr\/00-commencer-ici\.ipynb/);
    process.kill(-(npm.pid ?? 0), "SIGINT");
    await ended;
  });

  const ends: [title: string, signal: NodeJS.Signals, toAll: boolean][] = [
    ["Ctrl-C", "SIGINT", true],
    ["a closed terminal", "SIGHUP", true],
    ["SIGTERM to npm", "SIGTERM", false],
    ["SIGKILL to npm", "SIGKILL", false],
  ];
  for (const [title, signal, toAll] of ends) {
    test(`${title} ends everything that it started, kernels too`, async (t) => {
      const lab = await start(t, freshEnvironment(temporaryFolder(t)));
      const kernel = await ask(lab, "/api/kernels", { method: "POST", body: '{"name": "navette"}' });
      assert.equal(kernel.status, 201);
      const pid = lab.npm.pid ?? 0;
      const started = descendants(pid);
      assert.ok(started.length >= 3, "start.mjs, JupyterLab and the kernel were expected");
      process.kill(toAll ? -pid : pid, signal);
      await lab.ended;
      await untilGone(started);
    });
  }

  test("says that the port which was asked for is taken, or is none", async (t) => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => server.close());
    const address = server.address();
    const taken = address && typeof address === "object" ? address.port : 0;
    const env = freshEnvironment(temporaryFolder(t));
    const cases: [args: string[], message: RegExp][] = [
      [
        ["--port", String(taken), "--ip", "127.0.0.1"],
        new RegExp(`port ${taken} is taken by another program\\n.*--port`),
      ],
      [["--port=abc"], /"abc" is not a port\n +Next: give a number from 0/],
      [["--port", "70000"], /"70000" is not a port/],
    ];
    for (const [args, message] of cases) {
      const { code, stderr } = await run("npm", ["start", "--", ...args], { env });
      assert.equal(code, 1);
      assert.match(stderr, message);
    }
  });
});

/** A server that tells nobody when it is ready is asked until it answers. */
async function untilItAnswers(question: () => Promise<Response>): Promise<void> {
  for (;;) {
    const answer = await question().catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
