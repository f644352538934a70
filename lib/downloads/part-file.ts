/**
 * A file that is being received, under a temporary name in its final folder.
 *
 *     append(piece) → pieces ──flush──▶ .navette-….part ──moveTo──▶ image-0.jpg
 *                     └──────────── saver, when all of it is in memory ──────────▶
 *
 * Owner: one attempt at a download, which disposes of it.  Invariant: no name but the temporary one ever holds less than
 * the whole, and after disposal the temporary one is gone.  One write is under way at a time.
 */
import { type FileHandle, open, rename, unlink } from "node:fs/promises";
import type { Saver } from "./saver.ts";

export class PartFile implements AsyncDisposable {
  readonly #path: string;
  readonly #saver: Saver;
  #pieces: Buffer[] = [];
  #handle: FileHandle | undefined;
  #created = false;
  #writing: Promise<void> = Promise.resolve();
  #bytes = 0;
  #unwritten = 0;

  constructor(path: string, saver: Saver) {
    this.#path = path;
    this.#saver = saver;
  }

  /** Bytes appended so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Bytes held in memory until the next `flush`. */
  get unwritten(): number {
    return this.#unwritten;
  }

  append(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#bytes += piece.length;
    this.#unwritten += piece.length;
  }

  /** Writes what was appended. */
  flush(): Promise<void> {
    const pieces = this.#pieces;
    this.#pieces = [];
    this.#unwritten = 0;
    this.#writing = this.#writing.then(() => this.#write(pieces));
    return this.#writing;
  }

  /** Writes what remains and gives the file its final name, in place of any file that has it. */
  async moveTo(file: string): Promise<void> {
    if (this.#unwritten === this.#bytes) return this.#saver.save(this.#path, file, this.#pieces);
    await this.flush();
    await this.#close();
    await rename(this.#path, file);
    this.#created = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#writing.catch(() => {});
    await this.#close();
    if (this.#created) await unlink(this.#path);
  }

  async #write(pieces: Buffer[]): Promise<void> {
    this.#handle ??= await this.#open();
    if (pieces.length > 0) await this.#handle.writeFile(pieces);
  }

  async #open(): Promise<FileHandle> {
    const handle = await open(this.#path, "wx");
    this.#created = true;
    return handle;
  }

  async #close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }
}
