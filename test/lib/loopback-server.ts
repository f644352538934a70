import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";

/** An HTTP server on a free port of the loopback interface, in this process; its connections end with it. */
export async function loopbackServer(
  listener: RequestListener,
): Promise<{ origin: string; server: Server } & AsyncDisposable> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    server,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}
