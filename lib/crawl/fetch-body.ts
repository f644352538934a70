import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import type { Dispatcher } from "undici";
import { DownloadError, downloadError } from "../downloads/download-error.ts";
import { now } from "../timeline/now.ts";
import { hrefOf, type PageUrl } from "./normalise-url.ts";

/** How a crawler calls itself unless told, and what of it robots.txt looks at. */
export const userAgent = "navette-course";

/** What is asked for. */
export interface FetchOptions {
  /** Bytes beyond which an answer is given up, before and after it is unpacked. */
  readonly maxBytes: number;
  readonly userAgent: string;
  /** Whether the body of an answer with this content type is wanted. */
  wants(contentType: string): boolean;
}

/** An answer, whatever its status. */
export interface Fetched {
  readonly status: number;
  readonly contentType: string;
  /** Where a redirection leads. */
  readonly location: string | undefined;
  /** Seconds after which a busy server wants to be asked again. */
  readonly retryAfter: number | undefined;
  /** Undefined where it wasn't wanted, or was too large. */
  readonly body: Buffer | undefined;
  readonly isTooLarge: boolean;
  /** Bytes received. */
  readonly bytes: number;
  /** When the headers arrived, on the clock of `now`. */
  readonly firstByte: number;
}

const inflaters = { gzip: promisify(gunzip), br: promisify(brotliDecompress), deflate: promisify(inflate) };

/** An answer as it comes in. */
interface Answer {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  firstByte: number;
  bytes: number;
  chunks: Buffer[];
  /** Why the rest wasn't read. */
  stopped: "unwanted" | "too large" | undefined;
}

/**
 * Asks for an address and returns the answer with its body in memory, unpacked. What isn't wanted isn't read: the
 * connection is closed instead.
 *
 * @throws DownloadError when there is no whole answer.
 */
export async function fetchBody(dispatcher: Dispatcher, url: PageUrl, options: FetchOptions): Promise<Fetched> {
  const answer = await receive(dispatcher, url, options);
  const header = (name: string) => {
    const value = answer.headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const { status, firstByte, bytes, stopped } = answer;
  const after = Number(header("retry-after"));
  const body = stopped ? undefined : await unpacked(answer.chunks, header("content-encoding"), url, options.maxBytes);
  return {
    status,
    contentType: header("content-type") ?? "",
    location: status >= 300 && status < 400 ? header("location") : undefined,
    retryAfter: after >= 0 ? after : undefined,
    body,
    isTooLarge: stopped === "too large" || (stopped === undefined && body === undefined),
    bytes,
    firstByte,
  };
}

const enough = new Error("the rest isn't wanted");

function receive(dispatcher: Dispatcher, url: PageUrl, options: FetchOptions): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const answer: Answer = { status: 0, headers: {}, firstByte: 0, bytes: 0, chunks: [], stopped: undefined };
  const handler: Dispatcher.DispatchHandler = {
    onRequestStart() {},
    onResponseStart(controller, status, headers) {
      if (status < 200) return;
      answer.status = status;
      answer.headers = headers;
      answer.firstByte = now();
      const type = headers["content-type"];
      const isLarge = Number(headers["content-length"] ?? 0) > options.maxBytes;
      if (status === 200 && !options.wants(String(type ?? ""))) answer.stopped = "unwanted";
      else if (isLarge) answer.stopped = "too large";
      if (answer.stopped) controller.abort(enough);
    },
    onResponseData(controller, chunk) {
      answer.bytes += chunk.length;
      if (answer.bytes > options.maxBytes) {
        answer.stopped = "too large";
        controller.abort(enough);
      } else answer.chunks.push(chunk);
    },
    onResponseEnd: () => resolve(answer),
    onResponseError: (_controller, error) => {
      if (answer.stopped) resolve(answer);
      else reject(downloadError(hrefOf(url), error));
    },
  };
  const headers = {
    "user-agent": options.userAgent,
    accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
    "accept-encoding": "gzip, br, deflate",
  };
  dispatcher.dispatch({ origin: url.origin, path: url.path, method: "GET", headers }, handler);
  return promise;
}

/** The body in one piece, unpacked; undefined where it would be too large. */
async function unpacked(
  chunks: readonly Buffer[],
  encoding: string | undefined,
  url: PageUrl,
  maxBytes: number,
): Promise<Buffer | undefined> {
  const [first = Buffer.alloc(0)] = chunks;
  const packed = chunks.length < 2 ? first : Buffer.concat(chunks);
  if (encoding === undefined || encoding === "identity" || packed.length === 0) return packed;
  const inflater = isKnown(encoding) ? inflaters[encoding] : undefined;
  const cannot = (cause?: unknown) =>
    new DownloadError("PROTOCOL", `${hrefOf(url)} answered with a body that isn't valid "${encoding}"`, false, {
      cause,
    });
  if (inflater === undefined) throw cannot();
  try {
    return await inflater(packed, { maxOutputLength: maxBytes });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw cannot(error);
  }
}

function isKnown(encoding: string): encoding is keyof typeof inflaters {
  return Object.hasOwn(inflaters, encoding);
}
