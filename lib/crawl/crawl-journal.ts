/**
 * A crawl's state on disk, as a text to which lines are only ever added:
 *
 *     navette-crawl 1 http://example.org/        what the crawl began with
 *     + 0 http://example.org/                    an address found, and its depth; numbered from 0 in order
 *     - 0 page 27000                             what came of number 0, and its bytes
 *
 * Invariant: the addresses that a page leads to are written before what came of the page, so that a crawl that is killed
 * at any moment loses no address; pages whose end wasn't written yet are fetched again.
 *
 * Owner of the file: the journal, which is its only writer; disposing of it writes the rest and closes it.
 */

import { type FileHandle, open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { briefly } from "../errors/briefly.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { outcomes, type PageOutcome } from "./crawled-page.ts";
import { hrefOf, normaliseUrl, type PageUrl } from "./normalise-url.ts";

/** What is read back from a journal, in order. */
export interface Restore {
  found(url: PageUrl, depth: number): void;
  ended(number: number, outcome: PageOutcome, bytes: number): void;
}

const version = "navette-crawl 1";

/** Writes a crawl's state. */
export class CrawlJournal implements AsyncDisposable {
  readonly #file: FileHandle;
  #lines: string[] = [];
  #writing: Promise<void> | undefined;
  #failure: unknown;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /**
   * Opens the state of a crawl, and gives back what an earlier one wrote.
   *
   * @throws NavetteError `ERR_NAVETTE_CRAWL_STATE` for a file that can't be opened, isn't a crawl's, or is one from other
   * starts.
   */
  static async open(path: string | URL, starts: readonly PageUrl[], restore: Restore): Promise<CrawlJournal> {
    const head = [version, ...starts.map(hrefOf)].join(" ");
    const file = await open(path, "a+").catch((cause: unknown) => {
      throw new NavetteError(
        "ERR_NAVETTE_CRAWL_STATE",
        `the state ${typeof path === "string" ? path : briefly(path)} can't be opened: choose another file`,
        {
          cause,
        },
      );
    });
    try {
      const end = await restored(file, head, restore, String(path));
      await file.truncate(end);
      const journal = new CrawlJournal(file);
      if (end === 0) journal.#add(head);
      return journal;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  found(url: PageUrl, depth: number): void {
    this.#add(`+ ${depth} ${hrefOf(url)}`);
  }

  ended(number: number, outcome: PageOutcome, bytes: number): void {
    this.#add(`- ${number} ${outcome.replace(" ", "_")} ${bytes}`);
    this.#writing ??= this.#write();
  }

  /** Waits until all is written; throws what the file threw. */
  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.#writing;
      await this.#write();
      if (this.#failure !== undefined) {
        const message = "the crawl's state could not be written: is the disk full?";
        throw new NavetteError("ERR_NAVETTE_CRAWL_STATE", message, { cause: this.#failure });
      }
    } finally {
      await this.#file.close();
    }
  }

  #add(line: string): void {
    if (this.#failure === undefined) this.#lines.push(line);
  }

  /** Writes what there is, and what comes meanwhile: one write at a time, as large as the disk is slow. */
  async #write(): Promise<void> {
    try {
      while (this.#lines.length > 0) {
        const text = `${this.#lines.join("\n")}\n`;
        this.#lines = [];
        await this.#file.appendFile(text, "latin1");
      }
    } catch (error) {
      this.#failure = error;
      this.#lines = [];
    } finally {
      this.#writing = undefined;
    }
  }
}

/** Reads a journal; returns how many bytes of it are whole lines. */
async function restored(file: FileHandle, head: string, restore: Restore, path: string): Promise<number> {
  const { size } = await file.stat();
  if (size === 0) return 0;
  const whole = await endOfLastLine(file, size);
  if (whole === 0) return 0;
  const lines = createInterface({
    input: file.createReadStream({ start: 0, end: whole - 1, autoClose: false, encoding: "latin1" }),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let isFirst = true;
  for await (const line of lines) {
    if (isFirst && line !== head) {
      const message = line.startsWith(version)
        ? `${path} is the state of a crawl from ${line.slice(version.length + 1)}: choose another file, or the same starts`
        : `${path} is not the state of a crawl: choose another file`;
      throw new NavetteError("ERR_NAVETTE_CRAWL_STATE", message);
    }
    if (!isFirst) restoreLine(line, restore);
    isFirst = false;
  }
  return whole;
}

function restoreLine(line: string, restore: Restore): void {
  const [sign, first = "", second = "", third = ""] = line.split(" ");
  if (sign === "+") {
    const url = normaliseUrl(second);
    if (url !== undefined) restore.found(url, Number(first));
  } else if (sign === "-") {
    const outcome = outcomes.find((name) => name === second.replace("_", " "));
    if (outcome !== undefined) restore.ended(Number(first), outcome, Number(third));
  }
}

/** Where the last whole line ends: what follows it was being written when the program was killed. */
async function endOfLastLine(file: FileHandle, size: number): Promise<number> {
  const step = 65_536;
  for (let end = size; end > 0; end -= step) {
    const start = Math.max(0, end - step);
    const { buffer } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
    const at = buffer.lastIndexOf(0x0a);
    if (at >= 0) return start + at + 1;
  }
  return 0;
}
