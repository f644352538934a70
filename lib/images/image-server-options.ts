/** A fault that the image server commits on purpose, so that a reader sees how downloads fail. */
export interface Failure {
  /** Number of the image, from 0. */
  readonly image: number;
  /**
   * What happens instead of an answer: an error `status`, an answer `cut` in the middle of its body, a connection `reset`
   * at once, or one that hangs without a word.
   */
  readonly kind: "status" | "cut" | "reset" | "hang";
  /** The HTTP status answered by kind `status`, 400 to 599; 503 by default. */
  readonly status?: number;
  /** Requests that fail before the image is served as it should be; every one by default. */
  readonly times?: number;
}

/** What an image server serves, and how slowly. */
export interface ImageServerOptions {
  /** Images served, 1 to 1,000,000; ten by default. Those beyond ten repeat the ten pictures, with a number inside. */
  readonly count?: number;
  /** Pixels, 16 to 4,000 each way; 400 × 200 by default. */
  readonly width?: number;
  readonly height?: number;
  /** Milliseconds from a request to the first byte of its answer, 0 to 60,000; 200 by default. */
  readonly latencyMs?: number;
  /** MiB/s of each connection, from 0.001 on; no limit by default. */
  readonly bandwidthMiBps?: number;
  /** Seed of what varies in the pictures, 0 to 2³² − 1; 1 by default. */
  readonly seed?: number;
  readonly failures?: readonly Failure[];
}
