import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";

/** An HTTP server that listens on a free port of the loopback interface; whoever asked for it closes it. */
export interface Listening {
  readonly server: Server;
  readonly port: number;
}

/** Serves on a free port of the loopback interface, with room for as many connections as a large experiment opens at once. */
export async function listen(answer: RequestListener): Promise<Listening> {
  const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, answer);
  await once(server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }), "listening");
  const address = server.address();
  return { server, port: address !== null && typeof address === "object" ? address.port : 0 };
}
