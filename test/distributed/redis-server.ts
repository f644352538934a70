import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { findRedisServer } from "../../lib/distributed/start-redis.ts";
import { scratchFolder } from "../lib/scratch-folder.ts";
import type { Certificate } from "./certificate.ts";

/** A server that a test starts, kills and starts again; it keeps what it was told in an append-only file. */
export class RedisServer implements AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly #folder: Awaited<ReturnType<typeof scratchFolder>>;
  readonly #certificate: Certificate | undefined;
  #process: ChildProcess | undefined;

  private constructor(
    port: number,
    folder: Awaited<ReturnType<typeof scratchFolder>>,
    certificate: Certificate | undefined,
  ) {
    this.port = port;
    this.url = `redis${certificate ? "s" : ""}://:secret@127.0.0.1:${port}`;
    this.#folder = folder;
    this.#certificate = certificate;
  }

  /** Starts a server; with a certificate it speaks TLS, and nothing else. */
  static async start(certificate?: Certificate): Promise<RedisServer> {
    for (let attempt = 1; ; attempt++) {
      const server = await RedisServer.#onFreePort(certificate);
      try {
        await server.start();
        return server;
      } catch (error) {
        await server[Symbol.asyncDispose]();
        // Somebody else may have taken a port that was free a moment ago.
        if (attempt === 3) throw error;
      }
    }
  }

  static async #onFreePort(certificate?: Certificate): Promise<RedisServer> {
    const listener = createServer();
    await once(listener.listen(0, "127.0.0.1"), "listening");
    const address = listener.address();
    listener.close();
    if (typeof address !== "object" || address === null) throw new Error("no port");
    return new RedisServer(address.port, await scratchFolder(), certificate);
  }

  async start(): Promise<void> {
    const own = this.#certificate;
    const door = own
      ? { port: 0, "tls-port": this.port, "tls-cert-file": own.certificate, "tls-key-file": own.key }
      : { port: this.port };
    const trust = own ? { "tls-ca-cert-file": own.certificate, "tls-auth-clients": "no" } : {};
    const settings = { ...door, ...trust, bind: "127.0.0.1", requirepass: "secret", dir: this.#folder.path };
    const durable = { save: "", appendonly: "yes", appendfsync: "always" };
    const args = Object.entries({ ...settings, ...durable }).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const server = spawn(findRedisServer() ?? "redis-server", args, { stdio: ["ignore", "pipe", "inherit"] });
    this.#process = server;
    let log = "";
    for await (const text of server.stdout) {
      log += text;
      if (/Ready to accept connections/.test(log)) break;
    }
    server.stdout.destroy();
    if (!/Ready to accept connections/.test(log)) throw new Error(`the server did not start: ${log}`);
  }

  async kill(): Promise<void> {
    const server = this.#process;
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const exit = once(server, "exit");
    server.kill("SIGKILL");
    await exit;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await this.#folder[Symbol.asyncDispose]();
  }
}
