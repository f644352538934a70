import type { Dispatcher } from "undici";
import { now } from "../timeline/now.ts";
import { statusError } from "./download-error.ts";
import type { PartFile } from "./part-file.ts";

/** Bytes of a body held in memory before they are written: most images arrive whole and take a single write. */
const highWater = 256 * 1024;

/** What is known of an answer whose body was received. */
export interface Received {
  readonly contentType: string | undefined;
  /** When its headers arrived, on the clock of `now`. */
  readonly firstByte: number;
}

/**
 * Requests a URL and appends the answer's body to a file.
 *
 * When the disk is slower than the network, the connection waits.  Rejects with what undici or the file threw, or with a
 * `DownloadError` for a status other than 200.
 */
export function receive(dispatcher: Dispatcher, url: URL, part: PartFile): Promise<Received> {
  const { promise, resolve, reject } = Promise.withResolvers<Received>();
  let contentType: string | undefined;
  let firstByte = 0;
  const handler: Dispatcher.DispatchHandler = {
    onRequestStart() {},
    onResponseStart(controller, status, headers) {
      if (status < 200) return;
      firstByte = now();
      const type = headers["content-type"];
      contentType = Array.isArray(type) ? type[0] : type;
      if (status !== 200) controller.abort(statusError(url.href, status));
    },
    onResponseData(controller, chunk) {
      part.append(chunk);
      if (part.unwritten < highWater) return;
      controller.pause();
      part.flush().then(
        () => controller.resume(),
        (error: Error) => controller.abort(error),
      );
    },
    onResponseEnd: () => resolve({ contentType, firstByte }),
    onResponseError: (_controller, error) => reject(error),
  };
  dispatcher.dispatch({ origin: url.origin, path: url.pathname + url.search, method: "GET" }, handler);
  return promise;
}
