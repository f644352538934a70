/** A wait for forks and the meal after it, on the clock of `now`; what hasn't come yet is missing. */
export interface DiaryEntry {
  readonly hungry: number;
  readonly served?: number;
  readonly fed?: number;
}

/** Waits and meals of each philosopher that are kept for the timeline. */
const mostKept = 300;
const perEntry = 3;
const perDiary = 1 + perEntry * mostKept;

/**
 * What a philosopher writes down as it goes: how many meals it had, and when the first 300 were. It lies in memory that the
 * main thread reads as well, since who sleeps in a deadlock can't tell any more.
 *
 * Writer: the philosopher's thread. Reader: the main thread, once that thread has ended. 7 KiB each.
 */
export class Diary {
  readonly #times: Float64Array;
  #row = -1;

  /** Bytes of so many diaries. */
  static bytesFor(philosophers: number): number {
    return philosophers * perDiary * Float64Array.BYTES_PER_ELEMENT;
  }

  /** Opens the diary of the philosopher of this number, from 0. */
  constructor(buffer: SharedArrayBuffer, philosopher: number) {
    const from = philosopher * perDiary * Float64Array.BYTES_PER_ELEMENT;
    this.#times = new Float64Array(buffer, from, perDiary);
  }

  /** How many meals there were. */
  get meals(): number {
    return this.#times[0] ?? 0;
  }

  /** A wait for forks begins. */
  hungry(at: number): void {
    this.#row++;
    this.#write(0, at);
  }

  /** The forks are there, and the meal begins. */
  served(at: number): void {
    this.#write(1, at);
  }

  /** The meal is over. */
  fed(at: number): void {
    this.#times[0] = this.meals + 1;
    this.#write(2, at);
  }

  /** The waits and meals that were written down, in their order. */
  entries(): DiaryEntry[] {
    const entries: DiaryEntry[] = [];
    for (let row = 0; row < mostKept; row++) {
      const [hungry = 0, served = 0, fed = 0] = this.#times.subarray(1 + perEntry * row, 1 + perEntry * (row + 1));
      if (hungry === 0) break;
      entries.push({ hungry, ...(served > 0 && { served }), ...(fed > 0 && { fed }) });
    }
    return entries;
  }

  #write(column: number, at: number): void {
    if (this.#row < mostKept) this.#times[1 + perEntry * this.#row + column] = at;
  }
}
