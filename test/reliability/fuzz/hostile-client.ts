/**
 * A client that sends whatever it is told, and drops what it is answered, but for the answer that it waits for in `isRead`.
 *
 * Owner of its five sockets and of the bare connections that it opens; disposed of, it closes them.
 */
import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { Dealer, XSubscriber } from "zeromq";
import type { KernelClient } from "../../client/kernel-client.ts";
import type { Case, Port } from "./mutations.ts";

export class HostileClient {
  readonly #ports: ReadonlyMap<Port, number>;
  readonly #sockets = new Map<Port, Dealer | XSubscriber>();
  readonly #sign: KernelClient["sign"];
  readonly #awaited = new Map<string, () => void>();

  constructor(kernel: KernelClient) {
    const { ports } = kernel;
    this.#sign = (parts) => kernel.sign(parts);
    this.#ports = new Map(
      (["shell", "control", "stdin", "hb", "iopub"] as const).map((name) => [name, Number(ports[`${name}_port`])]),
    );
    for (const [name, port] of this.#ports) {
      const options = { linger: 0, receiveHighWaterMark: 0, sendHighWaterMark: 0 };
      const socket = name === "iopub" ? new XSubscriber(options) : new Dealer(options);
      socket.connect(`tcp://127.0.0.1:${port}`);
      this.#sockets.set(name, socket);
      void this.#drop(socket);
    }
  }

  async send(what: Case): Promise<void> {
    if ("bytes" in what) await this.#sendBare(what.to, what.bytes);
    else await this.#sockets.get(what.to)?.send([...what.frames]);
  }

  /**
   * Settles when the kernel has read all that was sent to its shell socket: it reads the messages of one client in their
   * order, but those of another, an interrupt for instance, before or after them.
   */
  async isRead(): Promise<void> {
    const id = randomUUID();
    const answered = new Promise<void>((resolve) => this.#awaited.set(id, resolve));
    const header = { msg_id: id, msg_type: "kernel_info_request", username: "", session: id, version: "5.5", date: "" };
    const parts = [header, {}, {}, {}].map((part) => Buffer.from(JSON.stringify(part)));
    await this.#sockets.get("shell")?.send(["<IDS|MSG>", this.#sign(parts), ...parts]);
    await answered;
  }

  async #drop(socket: Dealer | XSubscriber): Promise<void> {
    for await (const frames of socket) {
      if (this.#awaited.size === 0) continue;
      for (const [id, answered] of this.#awaited) {
        if (!frames.some((frame) => frame.includes(id))) continue;
        this.#awaited.delete(id);
        answered();
      }
    }
  }

  #sendBare(to: Port, bytes: Buffer): Promise<void> {
    return new Promise((resolve) => {
      const connection = connect(this.#ports.get(to) ?? 0, "127.0.0.1");
      connection.once("connect", () => connection.write(bytes, () => connection.destroySoon()));
      connection.on("error", () => {}).resume();
      connection.once("close", () => resolve());
    });
  }

  dispose(): void {
    for (const socket of this.#sockets.values()) socket.close();
  }
}
