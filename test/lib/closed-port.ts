import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

/**
 * A port of this machine on which nobody listens, below those that the system gives to whoever asks for any: nobody else
 * takes it meanwhile.
 */
export async function closedPort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const server = createServer().listen(port, "127.0.0.1");
    const wasFree = await once(server, "listening").then(
      () => true,
      () => false,
    );
    server.close();
    if (wasFree) return port;
  }
}
