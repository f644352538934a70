/**
 * A Jupyter client for the tests: starts a kernel by its entry, speaks to it over real sockets, and keeps every
 * message by the request that it answers.
 *
 * Owner of the kernel's process and of its own sockets; `dispose()` ends both.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Dealer, Subscriber } from "zeromq";
import { portTaken } from "../../kernel/wire/connection-info.ts";
import { writeConnectionFile } from "./connection-file.ts";

export type Json = Record<string, unknown>;

export interface Received {
  readonly channel: "shell" | "control" | "iopub" | "stdin";
  readonly type: string;
  readonly content: Json;
  readonly metadata: Json;
  readonly parent: Json;
  readonly header: Json;
  readonly buffers: readonly Buffer[];
  readonly at: number;
}

/**
 * How long something is waited for, and how long a kernel may take to end, in ms: guards, far above what a machine needs
 * that is busy with other things.
 */
const limitMs = 120_000;
const endLimitMs = 60_000;

const entry = fileURLToPath(new URL("../../kernel/main.mjs", import.meta.url));
const delimiter = Buffer.from("<IDS|MSG>");

export interface StartOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly transport?: "tcp" | "ipc";
  readonly key?: string;
  readonly nodeOptions?: readonly string[];
  /** The command of another kernel than this project's, `{connection_file}` in it; tests compare them. */
  readonly argv?: readonly string[];
}

/** A request of the client's and all that has come back for it. */
export class Exchange {
  readonly id: string;
  readonly messages: Received[] = [];
  readonly #client: KernelClient;

  constructor(client: KernelClient, id: string) {
    this.#client = client;
    this.id = id;
  }

  get reply(): Received | undefined {
    return this.messages.find(({ channel }) => channel === "shell" || channel === "control");
  }

  ofType(type: string): Received[] {
    return this.messages.filter((message) => message.type === type);
  }

  /** Text printed to a stream, or to both. */
  text(stream?: "stdout" | "stderr"): string {
    return this.ofType("stream")
      .filter(({ content }) => stream === undefined || content.name === stream)
      .map(({ content }) => String(content.text))
      .join("");
  }

  /** The text/plain of the result. */
  get result(): unknown {
    return (this.ofType("execute_result")[0]?.content.data as Json | undefined)?.["text/plain"];
  }

  get error(): { ename: string; evalue: string; traceback: string } | undefined {
    const content = this.ofType("error")[0]?.content;
    if (!content) return undefined;
    return {
      ename: String(content.ename),
      evalue: String(content.evalue),
      traceback: withoutColours((content.traceback as string[]).join("\n")),
    };
  }

  get isDone(): boolean {
    const idle = this.ofType("status").some(({ content }) => content.execution_state === "idle");
    return idle && this.reply !== undefined;
  }

  /** Settles when both the reply and the idle status are there. */
  async done(limit?: number): Promise<this> {
    await this.#client.until(() => this.isDone, `reply and idle of ${this.id}`, limit);
    return this;
  }

  /** Settles when the condition holds; it is looked at after each message. */
  async until(condition: (exchange: this) => boolean, what: string, limit?: number): Promise<this> {
    await this.#client.until(() => condition(this), what, limit);
    return this;
  }
}

export class KernelClient {
  readonly process: ChildProcess;
  readonly folder: string;
  readonly connectionFile: string;
  /** The ports of the connection file, by their names there. */
  readonly ports: Json;
  readonly session = randomUUID();
  readonly exchanges = new Map<string, Exchange>();
  /** Messages of iopub that answer no request of this client. */
  readonly others: Received[] = [];
  /** Every message of iopub, in the order of arrival. */
  readonly received: Received[] = [];
  stderr = "";
  /** Another kernel than this project's. */
  #isOther = false;
  readonly #info: Readonly<Json>;
  readonly #key: string;
  readonly #sockets: { shell: Dealer; control: Dealer; stdin: Dealer; iopub: Subscriber; hb: Dealer };
  readonly #waiting = new Set<() => void>();

  private constructor(child: ChildProcess, folder: string, connectionFile: string, info: Readonly<Json>) {
    this.process = child;
    this.folder = folder;
    this.connectionFile = connectionFile;
    this.#info = info;
    this.#key = String(info.key);
    this.ports = Object.fromEntries(Object.entries(info).filter(([name]) => name.endsWith("_port")));
    const identity = randomUUID();
    const dealer = () => new Dealer({ routingId: identity, linger: 0, reconnectInterval: 10, receiveHighWaterMark: 0 });
    this.#sockets = {
      shell: dealer(),
      control: dealer(),
      stdin: dealer(),
      iopub: new Subscriber({ linger: 0, reconnectInterval: 10, receiveHighWaterMark: 0 }),
      hb: new Dealer({ linger: 0, reconnectInterval: 10 }),
    };
    const separator = info.transport === "tcp" ? ":" : "-";
    for (const [name, socket] of Object.entries(this.#sockets)) {
      socket.connect(`${info.transport}://${info.ip}${separator}${info[`${name}_port`]}`);
    }
    this.#sockets.iopub.subscribe();
    for (const channel of ["shell", "control", "stdin", "iopub"] as const) void this.#read(channel);
    child.stderr?.on("data", (chunk) => {
      this.stderr += chunk;
    });
  }

  /** Starts a kernel and waits for its first answer and for the subscription to iopub. */
  static async start(options: StartOptions = {}): Promise<KernelClient> {
    for (let attempt = 1; ; attempt += 1) {
      const { folder, file, info } = await writeConnectionFile(options.transport, options.key);
      const own = [process.execPath, ...(options.nodeOptions ?? []), entry, "{connection_file}"];
      const [program = "", ...args] = (options.argv ?? own).map((arg) => arg.replace("{connection_file}", file));
      const child = spawn(program, args, {
        cwd: options.cwd ?? folder,
        stdio: ["ignore", "ignore", "pipe"],
        env: {
          ...process.env,
          JPY_PARENT_PID: String(process.pid),
          JUPYTER_DATA_DIR: join(folder, "data"),
          // Warnings of types come when they are ready, between other outputs; their own tests ask for them.
          NAVETTE_TYPES: "off",
          ...options.env,
        },
      });
      const client = new KernelClient(child, folder, file, info);
      client.#isOther = options.argv !== undefined;
      try {
        await (options.argv ? client.readyUnwelcomed() : client.ready());
        return client;
      } catch (error) {
        child.kill("SIGKILL");
        await rm(folder, { recursive: true, force: true });
        // Another program may have taken a port that was free a moment ago.
        if (attempt === 3 || !client.stderr.includes(portTaken)) throw error;
      }
    }
  }

  /** Another client of the same kernel, with sockets of its own. */
  async another(): Promise<KernelClient> {
    const client = new KernelClient(this.process, this.folder, this.connectionFile, this.#info);
    await client.ready();
    return client;
  }

  /** Whether the control process is gone. */
  get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** Settles when the subscription to iopub is in force and the kernel has answered. */
  async ready(): Promise<void> {
    try {
      await this.until(() => this.others.some(({ type }) => type === "iopub_welcome"), "iopub_welcome");
      await this.request("shell", "kernel_info_request");
    } catch (error) {
      this.disconnect();
      throw error;
    }
  }

  /** The same for a kernel that sends no iopub_welcome. */
  async readyUnwelcomed(): Promise<void> {
    const probe = () => this.request("shell", "kernel_info_request", {}, 500);
    for (let attempt = 1; ; attempt += 1) {
      try {
        await probe();
        return;
      } catch (error) {
        if (attempt === 60 || this.hasEnded) {
          this.disconnect();
          throw error;
        }
      }
    }
  }

  send(
    channel: "shell" | "control" | "stdin",
    type: string,
    content: Json,
    { parent = {}, metadata = {}, buffers = [] as Buffer[], header: changes = {} as Json } = {},
  ): Exchange {
    const id = randomUUID();
    const header = {
      msg_id: id,
      session: this.session,
      username: "test",
      date: new Date().toISOString(),
      msg_type: type,
      version: "5.5",
      ...changes,
    };
    const exchange = new Exchange(this, id);
    this.exchanges.set(id, exchange);
    const parts = [header, parent, metadata, content].map((part) => Buffer.from(JSON.stringify(part)));
    this.sendFrames(channel, [delimiter, this.sign(parts), ...parts, ...buffers]);
    return exchange;
  }

  sign(parts: readonly Buffer[]): Buffer {
    const hmac = createHmac("sha256", this.#key);
    for (const part of parts) hmac.update(part);
    return Buffer.from(this.#key === "" ? "" : hmac.digest("hex"));
  }

  #sending = Promise.resolve();

  /** Sends raw frames, in the order of the calls. */
  sendFrames(channel: "shell" | "control" | "stdin", frames: Buffer[]): void {
    this.#sending = this.#sending.then(() => this.#sockets[channel].send(frames)).catch(() => {});
  }

  submit(code: string, content: Json = {}, metadata: Json = {}, header: Json = {}): Exchange {
    return this.send(
      "shell",
      "execute_request",
      {
        code,
        silent: false,
        store_history: true,
        user_expressions: {},
        allow_stdin: false,
        stop_on_error: true,
        ...content,
      },
      { metadata, header },
    );
  }

  /** Runs a cell to its end. */
  run(code: string, content: Json = {}, limit?: number): Promise<Exchange> {
    return this.submit(code, content).done(limit);
  }

  request(channel: "shell" | "control", type: string, content: Json = {}, limit?: number): Promise<Exchange> {
    return this.send(channel, type, content).done(limit);
  }

  /** Messages of a type that have come for any request of this client, or for none. */
  ofTypeAnywhere(type: string): Received[] {
    const all = [...this.exchanges.values()].flatMap(({ messages }) => messages);
    return [...all, ...this.others].filter((message) => message.type === type);
  }

  /** Settles when the kernel has written a text to stderr. */
  async untilSaid(text: string): Promise<void> {
    while (!this.stderr.includes(text)) {
      const { stderr } = this.process;
      if (!stderr) throw new Error("stderr is not read");
      await once(stderr, "data", { signal: AbortSignal.timeout(limitMs) });
    }
  }

  /** One heartbeat, there and back. */
  async heartbeat(): Promise<void> {
    await this.#sockets.hb.send("ping");
    const [echo] = await this.#sockets.hb.receive();
    if (String(echo) !== "ping") throw new Error(`the heartbeat came back as ${echo}`);
  }

  /** Settles when the condition holds, looked at after each message; rejects after `limit` ms, a guard only. */
  async until(condition: () => boolean, what: string, limit = limitMs): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(guard);
        this.#waiting.delete(look);
        this.process.off("exit", look);
        settle();
      };
      const look = () => {
        if (condition()) finish(resolve);
        else if (this.hasEnded) {
          finish(() => reject(new Error(`the kernel ended before: ${what}\n${this.stderr.slice(-2000)}`)));
        }
      };
      const guard = setTimeout(
        () =>
          finish(() =>
            reject(new Error(`not within ${limit} ms: ${what}\n${this.#tail()}\n${this.stderr.slice(-2000)}`)),
          ),
        limit,
      );
      this.#waiting.add(look);
      this.process.on("exit", look);
    });
  }

  /** Asks the kernel to end, waits for its process, and frees everything. */
  async dispose(): Promise<void> {
    if (!this.hasEnded) {
      const exited = new Promise((resolve) => this.process.once("exit", resolve));
      this.send("control", "shutdown_request", { restart: false });
      const guard = setTimeout(() => this.process.kill("SIGKILL"), endLimitMs);
      await exited;
      clearTimeout(guard);
    }
    this.disconnect();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Closes this client's sockets and leaves the kernel alone. */
  disconnect(): void {
    for (const socket of Object.values(this.#sockets)) socket.close();
  }

  #tail(): string {
    return [...this.exchanges.values()]
      .slice(-3)
      .map(({ messages }) =>
        messages.map(({ type, content }) => `${type} ${JSON.stringify(content).slice(0, 300)}`).join("\n"),
      )
      .join("\n--\n");
  }

  async #read(channel: "shell" | "control" | "stdin" | "iopub"): Promise<void> {
    for await (const frames of this.#sockets[channel]) {
      const at = frames.findIndex((frame) => frame.equals(delimiter));
      const [signature, ...parts] = frames.slice(at + 1, at + 6);
      if (!signature?.equals(this.sign(parts))) {
        // Other kernels, which are only compared, may answer rubbish with rubbish.
        if (this.#isOther) continue;
        throw new Error(`a wrongly signed message on ${channel}`);
      }
      const [header, parent, metadata, content] = parts.map((part) => JSON.parse(part.toString("utf8")) as Json);
      if (!header || !parent || !metadata || !content) throw new Error("too few frames");
      const message: Received = {
        channel,
        type: String(header.msg_type),
        content,
        metadata,
        parent,
        header,
        buffers: frames.slice(at + 6),
        at: performance.now(),
      };
      const exchange = this.exchanges.get(String(parent.msg_id));
      if (channel === "iopub") this.received.push(message);
      if (exchange) exchange.messages.push(message);
      else this.others.push(message);
      for (const look of [...this.#waiting]) look();
    }
  }
}

export function withoutColours(text: string): string {
  return text.replace(/\u001b\[[0-9;]*m/g, "");
}
