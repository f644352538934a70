import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { accessSync, constants } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { NavetteError } from "../errors/navette-error.ts";
import { workerArguments } from "../pools/worker-settings.ts";
import type { KeeperSettings } from "./redis-keeper.ts";

/** A Redis server of this program's own; disposing of it ends the server and removes what it has stored. */
export interface OwnRedis extends AsyncDisposable {
  /** Its address on the loopback interface, with its password. */
  readonly url: URL;
}

const programs = ["redis-server", "valkey-server"];

/** The path of a Redis or Valkey server's program, where the machine has one. */
export function findRedisServer(): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/local/bin", "/usr/bin", "/opt/homebrew/bin"];
  return folders.flatMap((folder) => programs.map((name) => join(folder, name))).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts a Redis (or Valkey) server for this program alone, on a free port of the loopback interface, with a password of
 * its own, and waits until it accepts connections. What it stores is in a temporary folder, every write at once.
 *
 * Owner of the process: what is returned. It ends with this program, even one that is killed.
 *
 * @throws NavetteError `ERR_NAVETTE_NO_REDIS` where none is installed, `ERR_NAVETTE_REDIS` when it doesn't start.
 */
export async function startRedis(): Promise<OwnRedis> {
  const program = findRedisServer();
  if (program === undefined) {
    throw new NavetteError(
      "ERR_NAVETTE_NO_REDIS",
      `No Redis server: ${programs.join(" and ")} are not on this machine. Install one (on Debian: apt-get install ` +
        "redis-server; on macOS: brew install redis), or set REDIS_URL to the address of one that runs elsewhere",
    );
  }
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(program);
    } catch (error) {
      if (attempt === mostAttempts || !isPortTaken(error)) throw error;
    }
  }
}

/** How many ports are tried: somebody else may take one that was free a moment ago. */
const mostAttempts = 3;

function isPortTaken(error: unknown): boolean {
  return error instanceof NavetteError && /Address already in use/i.test(error.message);
}

async function startOnce(program: string): Promise<OwnRedis> {
  const folder = await mkdtemp(join(tmpdir(), "navette-redis-"));
  const keeper = fork(new URL("./redis-keeper.ts", import.meta.url), {
    execArgv: workerArguments,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const dispose = async () => {
    await end(keeper);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const url = new URL(`redis://:${randomBytes(24).toString("hex")}@127.0.0.1:${await freePort()}`);
    const settings: KeeperSettings = { program, args: serverArguments(url, folder) };
    keeper.send(settings);
    const [message] = await once(keeper, "message");
    if (message !== "ready") throw new NavetteError("ERR_NAVETTE_REDIS", `${program} did not start: ${message}`);
    keeper.unref();
    keeper.channel?.unref();
    return { url, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

function serverArguments({ port, password }: URL, folder: string): string[] {
  const settings = {
    port,
    bind: "127.0.0.1",
    requirepass: password,
    dir: folder,
    save: "",
    appendonly: "no",
    "maxmemory-policy": "noeviction",
    "enable-debug-command": "no",
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function end(keeper: ChildProcess): Promise<void> {
  if (keeper.exitCode !== null || keeper.signalCode !== null) return;
  keeper.ref();
  const exit = once(keeper, "exit");
  if (keeper.connected) keeper.disconnect();
  await exit;
}
