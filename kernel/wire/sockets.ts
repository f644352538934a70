/**
 * The five sockets of a kernel.
 *
 * Owner: this module. Each socket is read by one loop and written by one {@link Outbox}; nobody else touches it.
 * `close()` ends the loops and frees the ports.
 */
import { Router, XPublisher } from "zeromq";
import { NavetteError } from "../../lib/errors/navette-error.ts";
import { address, type Channel, type ConnectionInfo, portTaken } from "./connection-info.ts";
import { decodeMessage, encodeMessage, MalformedMessage, type Message } from "./message.ts";
import { openOutbox } from "./outbox.ts";
import { mostQueued, openPublishingOutbox } from "./publishing-outbox.ts";
import { openRefusals } from "./refusals.ts";
import type { Signer } from "./signer.ts";

export type RequestChannel = "shell" | "control" | "stdin";

export interface SocketHandlers {
  /** A request or a stdin reply, its signature checked. */
  message(channel: RequestChannel, message: Message): void;
  /** A client has subscribed to iopub. */
  subscribed(topic: Buffer): void;
}

export interface Sockets {
  /** Begins to read; called once. */
  listen(handlers: SocketHandlers): void;
  send(channel: "shell" | "control" | "stdin" | "iopub", message: Message): void;
  /** Settles when everything handed to `send` so far is with ZeroMQ. */
  drained(): Promise<void>;
  close(): void;
}

/** Milliseconds that a closing socket may still deliver what it holds. */
const linger = 1000;

/** Binds the sockets; throws `ERR_NAVETTE_BIND` where an address is taken or can't be used. */
export async function openSockets(info: ConnectionInfo, signer: Signer): Promise<Sockets> {
  // A client that is restarted keeps its identity: `handover` gives the new connection what the old one had.
  const secret = info.curve && { curveServer: true, curveSecretKey: info.curve.secretKey };
  const router = () => new Router({ linger, mandatory: false, handover: true, sendHighWaterMark: 0, ...secret });
  const routers = { shell: router(), control: router(), stdin: router() };
  const heartbeat = router();
  const iopub = new XPublisher({
    linger,
    verbosity: "allSubsUnsubs",
    sendHighWaterMark: mostQueued,
    noDrop: true,
    ...secret,
  });
  const all = { ...routers, iopub, hb: heartbeat };
  const close = () => {
    for (const socket of Object.values(all)) socket.close();
  };
  try {
    await Promise.all(Object.entries(all).map(([name, socket]) => bind(socket, address(info, name as Channel))));
  } catch (error) {
    close();
    throw error;
  }

  const outboxes = {
    shell: openOutbox(routers.shell),
    control: openOutbox(routers.control),
    stdin: openOutbox(routers.stdin),
    iopub: openPublishingOutbox(iopub),
  };
  const refuse = openRefusals();
  const echo = openOutbox(heartbeat);
  void readAll(heartbeat, echo.send);

  return {
    listen(handlers) {
      for (const channel of ["shell", "control", "stdin"] as const) {
        void readAll(routers[channel], (frames) => {
          const message = decode(frames, signer, channel, refuse);
          if (message) handlers.message(channel, message);
        });
      }
      void readAll(iopub, ([frame]) => {
        if (frame?.[0] === 0) outboxes.iopub.clients -= 1;
        if (frame?.[0] !== 1) return;
        outboxes.iopub.clients += 1;
        handlers.subscribed(frame.subarray(1));
      });
    },
    send: (channel, message) => outboxes[channel].send(encodeMessage(message, signer)),
    async drained() {
      await Promise.all(Object.values(outboxes).map((outbox) => outbox.drained()));
    },
    close,
  };
}

async function bind(socket: Router | XPublisher, to: string): Promise<void> {
  try {
    await socket.bind(to);
  } catch (cause) {
    const taken = cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE";
    const why = taken ? portTaken : cause instanceof Error ? cause.message : String(cause);
    throw new NavetteError("ERR_NAVETTE_BIND", `Cannot listen on ${to}: ${why}. Start the kernel again.`, { cause });
  }
}

async function readAll(socket: Router | XPublisher, handle: (frames: Buffer[]) => void): Promise<void> {
  for await (const frames of socket) handle(frames);
}

type Refuse = ReturnType<typeof openRefusals>;

function decode(frames: Buffer[], signer: Signer, channel: string, refuse: Refuse): Message | undefined {
  try {
    return decodeMessage(frames, signer);
  } catch (error) {
    if (!(error instanceof MalformedMessage)) throw error;
    refuse(`dropped a message on ${channel}: ${error.message}`);
    return undefined;
  }
}
