import type { NavetteError } from "../errors/navette-error.ts";
import type { RunOptions } from "../strategies/strategy.ts";
import type { Span } from "../timeline/span.ts";

/** The strategies by which images are downloaded. */
export type DownloadStrategy = "sequential" | "async" | "threads";

/** How images are downloaded. */
export interface DownloadOptions extends Omit<RunOptions, "chunk" | "seed"> {
  /** One after the other, several at once on this thread (the default), or one at once in each of several threads. */
  readonly strategy?: DownloadStrategy;
  /** Downloads in progress at the same time, which is the number of threads of `"threads"`; 10 by default, at most 256. */
  readonly workers?: number;
  /** Borrow the session's threads, started beforehand, rather than start new ones within the measured time. */
  readonly warm?: boolean;
  /**
   * Milliseconds for connecting, then for the headers, then between two pieces of the body; 1 to 3,600,000, 10,000 by
   * default.
   */
  readonly timeoutMs?: number;
  /** Attempts after one that failed in a way that may pass, each after a longer wait; 0 to 20, 2 by default. */
  readonly retries?: number;
  /** Downloads from one host at the same time, 1 to 256; no limit of its own by default. */
  readonly perHost?: number;
}

/** What became of one URL. */
export interface DownloadResult {
  readonly url: string;
  /** Absolute path of the file; undefined when the download failed. */
  readonly file: string | undefined;
  /** Bytes of the file. */
  readonly bytes: number;
  /** Milliseconds from the start of the download to the file under its final name, retries included. */
  readonly ms: number;
  /** Why there is no file; its code begins with `ERR_NAVETTE_DOWNLOAD`, its cause is the system's or the client's error. */
  readonly error?: NavetteError;
}

/** The span of a download. */
export interface DownloadSpan extends Span {
  readonly kind: "download";
  /** When the answer's headers arrived, on the span's clock; undefined when none did. */
  readonly firstByte: number | undefined;
}

/** One download to make: plain data, so that it can be sent to a thread. */
export interface DownloadJob {
  readonly index: number;
  readonly url: string;
  readonly folder: string;
  /** Where the body is written until it is whole: in the same folder, so that renaming it moves nothing. */
  readonly part: string;
  readonly timeoutMs: number;
  readonly retries: number;
}

/** What came of a job: plain data as well. */
export interface DownloadOutcome {
  readonly file: string | undefined;
  readonly bytes: number;
  readonly pid: number;
  readonly tid: number;
  readonly started: number;
  readonly firstByte: number | undefined;
  readonly ended: number;
  readonly failure?: DownloadFailure;
}

/** An error of a download as plain data. */
export interface DownloadFailure {
  readonly code: string;
  readonly message: string;
  readonly cause: { readonly message: string; readonly code: string | undefined } | undefined;
}
