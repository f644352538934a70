import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** Passes connections on to a port of the loopback interface; each piece of data is some ms on its way. */
export async function delayingProxy(
  host: string,
  port: number,
  delayMs: number,
): Promise<AsyncDisposable & { port: number }> {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.setNoDelay(true);
      // Timers of the same length fire in the order in which they were set: nothing overtakes.
      from.on("data", (data) => setTimeout(() => to.writable && to.write(data), delayMs));
      from.on("close", () => {
        open.delete(from);
        to.destroy();
      });
      from.on("error", () => to.destroy());
    }
  });
  await once(server.listen(0, host), "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return {
    port: address.port,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
