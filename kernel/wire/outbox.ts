/**
 * The one queue of a socket.
 *
 * zeromq's `send` is asynchronous and a socket allows one send at a time for sure: whoever wants to send hands its
 * frames over here, and this loop, the only caller of `send`, awaits each in turn. `drained` settles when all that was
 * handed over before it has been given to ZeroMQ.
 */
export interface Outbox {
  send(frames: Buffer[]): void;
  drained(): Promise<void>;
}

interface Sending {
  send(frames: Buffer[]): Promise<void>;
  readonly closed: boolean;
}

export function openOutbox(socket: Sending): Outbox {
  const waiting: Buffer[][] = [];
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined && !socket.closed; next = waiting.shift()) {
      try {
        await socket.send(next);
      } catch (error) {
        // A router refuses what is addressed to a client that is gone: nothing to tell, nobody to tell it to.
        if (socket.closed) return;
        if (!isUnroutable(error)) process.stderr.write(`navette: a message was not sent: ${error}\n`);
      }
    }
    running = undefined;
  }

  return {
    send(frames) {
      waiting.push(frames);
      running ??= run();
    },
    async drained() {
      while (running) await running;
    },
  };
}

function isUnroutable(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EHOSTUNREACH";
}
