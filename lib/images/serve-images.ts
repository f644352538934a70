import { checkList } from "../errors/check-list.ts";
import { checkOptions } from "../errors/check-options.ts";
import { numberWithin, wholeNumber } from "../errors/number-argument.ts";
import { forkServer } from "../servers/fork-server.ts";
import type { ImageServerOptions } from "./image-server-options.ts";

export type { Failure, ImageServerOptions } from "./image-server-options.ts";

/** A running image server; disposing of it ends its process. */
export interface ImageServer extends AsyncDisposable {
  /** One address per image, in order: `http://127.0.0.1:…/image-0.jpg`, … */
  readonly urls: readonly URL[];
  /** `http://127.0.0.1:…`, without a path. */
  readonly origin: string;
  /** Id of the server's process. */
  readonly pid: number;
  /** What it serves, completed with what wasn't told. */
  readonly options: Required<ImageServerOptions>;
}

/**
 * Starts an HTTP server in a process of its own, on a free port of the loopback interface, and waits until it has drawn
 * its pictures and listens.
 *
 * Owner of the process: what is returned; it ends with the program too.
 *
 * @throws NavetteError `ERR_NAVETTE_IMAGES` for a wrong option, `ERR_NAVETTE_IMAGE_SERVER` when the process ends before
 * it listens; the reason of the running cell's signal when it is interrupted meanwhile.
 *
 * @example
 * await using server = await serveImages({ count: 2, latencyMs: 10 });
 * (await fetch(server.urls[0] ?? "")).headers.get("content-type"); // "image/jpeg"
 */
export async function serveImages(options: ImageServerOptions = {}): Promise<ImageServer> {
  checkOptions(options);
  const complete = checked(options);
  const module = new URL("./image-server-process.ts", import.meta.url);
  const server = await forkServer(module, complete, "ERR_NAVETTE_IMAGE_SERVER");
  const { origin, pid } = server;
  return {
    urls: Array.from({ length: complete.count }, (_, number) => new URL(`${origin}/image-${number}.jpg`)),
    origin,
    pid,
    options: complete,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function checked(options: ImageServerOptions): Required<ImageServerOptions> {
  const {
    count = 10,
    width = 400,
    height = 200,
    latencyMs = 200,
    bandwidthMiBps = Number.POSITIVE_INFINITY,
    seed = 1,
    failures = [],
  } = options;
  const code = "ERR_NAVETTE_IMAGES";
  wholeNumber("count", count, { min: 1, max: 1_000_000, code });
  wholeNumber("width", width, { min: 16, max: 4000, code });
  wholeNumber("height", height, { min: 16, max: 4000, code });
  wholeNumber("seed", seed, { min: 0, max: 2 ** 32 - 1, code });
  numberWithin("latencyMs", latencyMs, { min: 0, max: 60_000, code });
  numberWithin("bandwidthMiBps", bandwidthMiBps, { min: 0.001, max: Number.POSITIVE_INFINITY, code });
  checkList("failures", failures, "[{ image: 3 }]", code);
  for (const failure of failures) {
    checkOptions(failure, "a failure", "{ image: 3 }");
    const { image, status = 503, times = 1 } = failure;
    wholeNumber("failures[].image", image, { min: 0, max: count - 1, code });
    wholeNumber("failures[].status", status, { min: 400, max: 599, code });
    wholeNumber("failures[].times", times, { min: 1, max: 1_000_000, code });
  }
  return { count, width, height, latencyMs, bandwidthMiBps, seed, failures };
}
