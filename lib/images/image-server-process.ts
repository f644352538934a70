/**
 * The image server's own process: a child that `serveImages` forks.
 *
 * Owner: the parent. It sends the options once, gets `{ port }` back when every picture is ready, and ends the process by
 * killing it; the kernel closes the channel between them when the parent is killed, so no server outlives its owner.
 */
import { once } from "node:events";
import { Agent, createServer, get, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Answers, answerer } from "./answerer.ts";
import type { ImageServerOptions } from "./image-server-options.ts";
import { drawPictures } from "./picture.ts";

process.once("disconnect", () => process.exit(0));
// Ctrl-C in a terminal reaches the whole group; the parent, who owns this process, decides when it ends.
process.on("SIGINT", () => {});

process.once("message", async (options: Required<ImageServerOptions>) => {
  const answers = { ...options, pictures: drawPictures(options) };
  await rehearse(answers);
  const server = await listen(answers);
  process.send?.({ port: portOf(server) });
});

async function listen(answers: Answers): Promise<Server> {
  const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, answerer(answers));
  await once(server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }), "listening");
  return server;
}

/** Answers a few requests of this process's own, so that no client waits while V8 compiles the answers. */
async function rehearse(answers: Answers): Promise<void> {
  const server = await listen({ ...answers, latencyMs: 0, bandwidthMiBps: Number.POSITIVE_INFINITY, failures: [] });
  const agent = new Agent({ keepAlive: true });
  const ask = async () => {
    const [response] = await once(get({ port: portOf(server), path: "/image-0.jpg", agent }), "response");
    await once(response.resume(), "end");
  };
  for (let round = 0; round < 3; round++) await Promise.all(Array.from({ length: 10 }, ask));
  agent.destroy();
  server.close();
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
