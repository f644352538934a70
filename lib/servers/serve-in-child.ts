import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";

/**
 * Serves over HTTP in a process that `forkServer` started: waits for the options, listens on a free port of the loopback
 * interface, and tells the parent which.
 *
 * Owner of this process: the parent, who kills it. The kernel closes the channel between them when the parent is killed,
 * so no server outlives its owner.
 */
export function serveInChild<O>(answererOf: (options: O) => RequestListener): void {
  process.once("disconnect", () => process.exit(0));
  // Ctrl-C in a terminal reaches the whole group; the parent, who owns this process, decides when it ends.
  process.on("SIGINT", () => {});
  process.once("message", async (options: O) => {
    const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, answererOf(options));
    await once(server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }), "listening");
    const address = server.address();
    process.send?.({ port: address !== null && typeof address === "object" ? address.port : 0 });
  });
}
