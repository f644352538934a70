/** Downloads that finish when they are told to, so that a check sees in what order an answer starts them. */

interface Pending {
  readonly url: string;
  finish(): void;
}

export class FakeDownloads {
  /** Every URL asked for, in order. */
  readonly started: unknown[] = [];
  /** Downloads in progress, the oldest first. */
  readonly pending: Pending[] = [];
  #most = 0;
  #changed = Promise.withResolvers<void>();

  /** What the answer is given to download with: resolves to `"saved …"`. */
  readonly download = (url: unknown): Promise<string> => {
    this.started.push(url);
    const { promise, resolve } = Promise.withResolvers<string>();
    const pending: Pending = {
      url: String(url),
      finish: () => {
        this.pending.splice(this.pending.indexOf(pending), 1);
        resolve(`saved ${url}`);
      },
    };
    this.pending.push(pending);
    this.#most = Math.max(this.#most, this.pending.length);
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
    return promise;
  };

  /** Most downloads seen in progress at the same time. */
  get most(): number {
    return this.#most;
  }

  /** Settles at the next download that starts. */
  get changed(): Promise<void> {
    return this.#changed.promise;
  }
}
