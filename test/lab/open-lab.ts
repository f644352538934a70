/**
 * JupyterLab as a person starts it, `navette lab`, on a copy of the course, and a Chromium to open it in.
 *
 *   test ──owns──▶ navette lab ──▶ JupyterLab ──▶ kernels
 *     └────owns──▶ Chromium
 *
 * The copy, the person's home and the server's port are new each time. Disposed of, Chromium is closed first, then the
 * command gets the Ctrl-C of a terminal; every process that any of them had started must be gone after that. Should
 * the test be killed, the command notices that its parent has gone and ends by itself.
 */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import pRetry from "p-retry";
import type { Browser } from "playwright-core";
import { processesWithEnvironment } from "../../kernel/processes/process-table.ts";
import { checkout, notebooks } from "../../kernel/setup/checkout.mjs";
import { parentVariable } from "../../kernel/setup/main-program.mjs";
import { descendants } from "../../kernel/setup/process-tree.mjs";
import { isAlive } from "../client/is-alive.ts";
import { launchChromium } from "./launch-chromium.ts";

/** How long JupyterLab may take to answer, in ms: a guard, ten times what a busy machine needs. */
const startLimitMs = 120_000;

/** How long what was ended may take to be gone, in ms: a guard. */
const endLimitMs = 60_000;

/** A running JupyterLab and a browser. */
export interface Lab extends AsyncDisposable {
  /** JupyterLab's address, with its token. */
  readonly address: URL;
  /** The copy of the course that it shows. */
  readonly folder: string;
  readonly browser: Browser;
  /** What the command has printed. */
  printed(): string;
}

/**
 * Starts JupyterLab on a copy of the course, and Chromium.
 *
 * @param own - variables of the environment beside a person's
 * @throws Error when either doesn't start; nothing is left running then
 */
export async function openLab(own: NodeJS.ProcessEnv = {}): Promise<Lab> {
  const home = await mkdtemp(join(tmpdir(), "navette-lab-"));
  const folder = join(home, "notebooks");
  const mark = `NAVETTE_TEST_LAB=${randomUUID()}`;
  let command: ChildProcess | undefined;
  let browser: Browser | undefined;
  let printed = "";

  async function dispose(): Promise<void> {
    const started = descendants(process.pid).filter((pid) => pid !== process.pid);
    await browser?.close();
    if (command && command.exitCode === null && command.signalCode === null) {
      const closed = once(command, "close");
      command.kill("SIGINT");
      await closed;
    }
    const left = () => [...new Set([...started, ...processesWithEnvironment([mark])])].filter(isAlive);
    const guard = AbortSignal.timeout(endLimitMs);
    while (left().length > 0 && !guard.aborted) await new Promise((resolve) => setTimeout(resolve, 20));
    await rm(home, { recursive: true, force: true, maxRetries: 3 });
    assert.deepEqual(left(), [], `processes outlive JupyterLab, which printed:\n${printed}`);
  }

  try {
    // `temp` holds what the notebooks' cells downloaded in the checkout.
    await cp(notebooks, folder, { recursive: true, filter: (file) => basename(file) !== "temp" });
    await mkdir(join(home, "runtime"));
    const args = ["lab", folder, "--", "--no-browser", "--port", "0", "--LabApp.expose_app_in_browser=True"];
    const started = spawn(join(checkout, "kernel", "cli", "navette.mjs"), args, {
      cwd: home,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...environment(home),
        ...own,
        ...Object.fromEntries([mark.split("=")]),
        [parentVariable]: String(process.pid),
      },
    });
    command = started;
    const address = await new Promise<URL>((resolve, reject) => {
      const guard = setTimeout(() => reject(new Error(`JupyterLab gave no address:\n${printed}`)), startLimitMs);
      const read = (chunk: unknown) => {
        printed += stripVTControlCharacters(String(chunk));
        const [found] = /http:\/\/127\.0\.0\.1:\d+\/lab\?token=\w+/.exec(printed) ?? [];
        if (found === undefined) return;
        clearTimeout(guard);
        resolve(new URL(found));
      };
      started.stdout.on("data", read);
      started.stderr.on("data", read);
      started.on("error", reject).on("close", (code) => {
        clearTimeout(guard);
        reject(new Error(`JupyterLab ended (${code}):\n${printed}`));
      });
    });
    await untilItAnswers(address);
    const opened = await launchChromium();
    browser = opened;
    return { address, folder, browser: opened, printed: () => printed, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** The environment of a person who has nothing but the machine's programs. */
function environment(home: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(JUPYTER|XDG_|NAVETTE_|NODE_|npm_|INIT_CWD|VIRTUAL_ENV|CONDA_|BROWSER|DISPLAY|LANG|LC_)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    LANG: "C.UTF-8",
    JUPYTER_RUNTIME_DIR: join(home, "runtime"),
    JUPYTERLAB_WORKSPACES_DIR: join(home, "workspaces"),
  };
}

/** JupyterLab prints its address a moment before it listens. */
async function untilItAnswers(address: URL): Promise<void> {
  const status = new URL("/api/status", address);
  status.search = address.search;
  await pRetry(
    async () => {
      const answer = await fetch(status);
      assert.ok(answer.ok, `JupyterLab's API answered ${answer.status}`);
      await answer.body?.cancel();
    },
    { retries: 20, minTimeout: 25, maxTimeout: 1_000 },
  );
}
