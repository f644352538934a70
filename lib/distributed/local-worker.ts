/**
 * The program of a worker that a distributed pool starts on its own machine.
 *
 * Owner: the pool that forked it. It sends the settings once, hears `ready`, and kills the process to end it; when the
 * pool's own process is gone, the channel between them closes and this one ends by itself.
 */
import { serveChunks } from "./serve-chunks.ts";

/** What a pool asks of a worker of its own. */
export interface LocalWorkerSettings {
  readonly redis: string;
  readonly name: string;
  readonly modules: string;
}

process.once("disconnect", () => process.exit(0));
// Ctrl-C in a terminal reaches the whole group; the pool decides when this process ends.
process.on("SIGINT", () => {});

process.once("message", async ({ redis, name, modules }: LocalWorkerSettings) => {
  try {
    await serveChunks({ redis: new URL(redis), concurrency: 1, name, modules, isOwned: true });
    process.send?.("ready");
  } catch (error) {
    process.send?.(String(error instanceof Error ? error.message : error), () => process.exit(1));
  }
});
