/**
 * A client that sends whatever it is told, and drops what it is answered.
 *
 * Owner of its five sockets and of the bare connections that it opens; disposed of, it closes them.
 */
import { connect } from "node:net";
import { Dealer, XSubscriber } from "zeromq";
import type { KernelClient } from "../../client/kernel-client.ts";
import type { Case, Port } from "./mutations.ts";

export class HostileClient {
  readonly #ports: ReadonlyMap<Port, number>;
  readonly #sockets = new Map<Port, Dealer | XSubscriber>();

  constructor({ ports }: KernelClient) {
    this.#ports = new Map(
      (["shell", "control", "stdin", "hb", "iopub"] as const).map((name) => [name, Number(ports[`${name}_port`])]),
    );
    for (const [name, port] of this.#ports) {
      const options = { linger: 0, receiveHighWaterMark: 0, sendHighWaterMark: 0 };
      const socket = name === "iopub" ? new XSubscriber(options) : new Dealer(options);
      socket.connect(`tcp://127.0.0.1:${port}`);
      this.#sockets.set(name, socket);
      void drop(socket);
    }
  }

  async send(what: Case): Promise<void> {
    if ("bytes" in what) await this.#sendBare(what.to, what.bytes);
    else await this.#sockets.get(what.to)?.send([...what.frames]);
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

async function drop(socket: Dealer | XSubscriber): Promise<void> {
  for await (const _ of socket);
}
