import { once } from "node:events";
import { createServer } from "node:http";
import { briefly } from "../errors/briefly.ts";
import { checkOptions } from "../errors/check-options.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { numberWithin } from "../errors/number-argument.ts";

/** A server on the loopback interface; disposing of it closes it and its connections. */
export interface TextServer extends AsyncDisposable {
  /** `http://127.0.0.1:…/` */
  readonly url: string;
  /** Requests answered until now. */
  readonly served: number;
}

/** What a text server answers, and how slowly. */
export interface TextServerOptions {
  /** Time before each answer, in ms, from 0 to 60,000; 50 unless told. */
  readonly latencyMs?: number;
  /** What it answers; a greeting unless told. */
  readonly text?: string;
}

/**
 * Starts a server on this thread's own event loop, which answers every request with a text after a while:
 * HTTP on the loopback interface, status 200, one request for each connection.
 *
 * Owner of the server, its connections and timers: what is returned.
 *
 * @throws NavetteError `ERR_NAVETTE_LATENCY` for a latency out of range, `ERR_NAVETTE_TEXT` for a text that is none.
 * @example
 * await using server = await serveText({ latencyMs: 20 });
 * console.log(await (await fetch(server.url)).text());
 */
export async function serveText(options: TextServerOptions = {}): Promise<TextServer> {
  checkOptions(options);
  const { latencyMs = 50, text = "hello" } = options;
  if (typeof text !== "string") {
    throw new NavetteError("ERR_NAVETTE_TEXT", `text is ${briefly(text)}: give a text, such as "hello"`);
  }
  numberWithin("latencyMs", latencyMs, { min: 0, max: 60_000, code: "ERR_NAVETTE_LATENCY" });
  let served = 0;
  const timers = new Set<NodeJS.Timeout>();
  const server = createServer((_request, response) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      served += 1;
      // Without keep-alive, nothing of the client's stays open after the answer.
      response.writeHead(200, { "content-type": "text/plain; charset=utf-8", connection: "close" }).end(text);
    }, latencyMs);
    timers.add(timer);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    get served() {
      return served;
    },
    async [Symbol.asyncDispose]() {
      for (const timer of timers) clearTimeout(timer);
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
