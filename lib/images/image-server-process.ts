/** The image server's own process: a child that `serveImages` forks. It listens when every picture is drawn. */
import { once } from "node:events";
import { Agent, get } from "node:http";
import { listen } from "../servers/listen.ts";
import { serveInChild } from "../servers/serve-in-child.ts";
import { type Answers, answerer } from "./answerer.ts";
import type { ImageServerOptions } from "./image-server-options.ts";
import { drawPictures } from "./picture.ts";

serveInChild(async (options: Required<ImageServerOptions>) => {
  const answers = { ...options, pictures: drawPictures(options) };
  await rehearse(answers);
  return answerer(answers);
});

/** Answers a few requests of this process's own, so that no client waits while V8 compiles the answers. */
async function rehearse(answers: Answers): Promise<void> {
  const quick = { ...answers, latencyMs: 0, bandwidthMiBps: Number.POSITIVE_INFINITY, failures: [] };
  const { server, port } = await listen(answerer(quick));
  const agent = new Agent({ keepAlive: true });
  const ask = async () => {
    const [response] = await once(get({ port, path: "/image-0.jpg", agent }), "response");
    await once(response.resume(), "end");
  };
  for (let round = 0; round < 3; round++) await Promise.all(Array.from({ length: 10 }, ask));
  agent.destroy();
  server.close();
}
