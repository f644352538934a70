import type { RequestListener } from "node:http";
import { listen } from "./listen.ts";

/**
 * Serves over HTTP in a process that `forkServer` started: waits for the options, makes what answers, listens on a free port
 * of the loopback interface, and tells the parent which.
 *
 * Owner of this process: the parent, who kills it. The kernel closes the channel between them when the parent is killed,
 * so no server outlives its owner.
 */
export function serveInChild<O>(answererOf: (options: O) => RequestListener | Promise<RequestListener>): void {
  process.once("disconnect", () => process.exit(0));
  // Ctrl-C in a terminal reaches the whole group; the parent, who owns this process, decides when it ends.
  process.on("SIGINT", () => {});
  process.once("message", async (options: O) => {
    const { port } = await listen(await answererOf(options));
    process.send?.({ port });
  });
}
