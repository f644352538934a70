/** A benchmark of the experiments, and what it is shortened to when all of them run one after the other. */
export interface Part {
  /** Its name for `npm run bench`. */
  readonly name: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** In the order in which they run: what suffers most from a warm processor comes first. */
export const parts: readonly Part[] = [
  { name: "factors", environment: { TRIES: "2" } },
  { name: "downloads", environment: { TRIES: "2", LARGE_ROUNDS: "3" } },
  { name: "crawl", environment: { LARGE_ROUNDS: "3", REQUESTS: "150" } },
  { name: "lib-events", environment: {} },
  { name: "lib-threads", environment: {} },
  { name: "lib-processes", environment: {} },
  { name: "distributed", environment: {} },
];
