/**
 * The image server's own process: a child that `serveImages` forks.
 *
 * Owner: the parent. It sends the options once, gets `{ port }` back when every picture is ready, and ends the process by
 * closing the channel between them; the kernel closes it too when the parent is killed, so no server outlives its owner.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { answerer } from "./answerer.ts";
import type { ImageServerOptions } from "./image-server-options.ts";

process.once("disconnect", () => process.exit(0));
// Ctrl-C in a terminal reaches the whole group; the parent, who owns this process, decides when it ends.
process.on("SIGINT", () => {});

process.once("message", (options: Required<ImageServerOptions>) => {
  const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, answerer(options));
  server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => {
    process.send?.({ port: (server.address() as AddressInfo).port });
  });
});
