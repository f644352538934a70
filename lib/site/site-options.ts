/** What a synthetic site is made of, and how slowly it is served. */
export interface SiteOptions {
  /** Pages, 1 to 10,000,000; 1,000 by default. They are made when they are asked for: a large site takes no memory. */
  readonly pages?: number;
  /** Milliseconds from a request to the first byte of its answer, 0 to 60,000; 50 by default. */
  readonly latencyMs?: number;
  /** KiB of a page, 1 to 1,024, about; 27 by default. */
  readonly pageKiB?: number;
  /** Links of a page, 10 to 1,000, those of its menu included; 100 by default. */
  readonly links?: number;
  /** Of every hundred pages, how many fail with status 503 when first asked for, 0 to 100; none by default. */
  readonly failing?: number;
  /** Seed of the links and words, 0 to 2³² − 1; 1 by default. */
  readonly seed?: number;
}
