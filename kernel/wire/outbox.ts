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
  let waiting: Buffer[][] = [];
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      for (const frames of batch) if (!socket.closed) await give(frames);
    }
    running = undefined;
  }

  async function give(frames: Buffer[]): Promise<void> {
    try {
      await socket.send(frames);
    } catch (error) {
      // A router refuses what is addressed to a client that is gone: nothing to tell, nobody to tell it to.
      if (!socket.closed && !isUnroutable(error)) process.stderr.write(`navette: a message was not sent: ${error}\n`);
    }
  }

  return {
    send(frames) {
      waiting.push(frames);
      // Not before this turn is over: `run` may end at once, and must not do so before it counts as running.
      running ??= Promise.resolve().then(run);
    },
    async drained() {
      while (running) await running;
    },
  };
}

function isUnroutable(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EHOSTUNREACH";
}
