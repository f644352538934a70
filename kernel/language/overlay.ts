import { pathToFileURL } from "node:url";
import type { LanguageServer } from "./language-server.ts";

/** Documents that are opened before the server is asked for an answer. */
const signEvery = 16;

/**
 * Documents that exist in one server's memory only, as if they lay in the notebook's folder.
 *
 * Positions of the protocol count UTF-16 units, as JavaScript does.
 */
export class Overlay {
  readonly #server: LanguageServer;
  readonly #base: string;
  readonly #open = new Map<string, { text: string; version: number }>();
  /** The document that has changed since the server was asked anything. */
  #changed: string | undefined;
  /** A document of TypeScript, to ask about. */
  #first: string | undefined;

  constructor(server: LanguageServer, folder: string) {
    this.#server = server;
    this.#base = pathToFileURL(folder).href;
  }

  uri(file: string): string {
    return `${this.#base}/${file}`;
  }

  /** The file of a document of this overlay. */
  file(uri: string): string | undefined {
    const file = uri.startsWith(`${this.#base}/`) ? uri.slice(this.#base.length + 1) : "";
    return this.#open.has(file) ? file : undefined;
  }

  text(file: string): string | undefined {
    return this.#open.get(file)?.text;
  }

  /**
   * Gives a document its text.
   *
   * @param isOneOfMany - whether others change as well, so many that one new program costs the server less than one
   *   changed document after the other
   */
  set(file: string, text: string, isOneOfMany = false): void {
    const uri = this.uri(file);
    const known = this.#open.get(file);
    if (known?.text === text) return;
    const version = (known?.version ?? 0) + 1;
    this.#open.set(file, { text, version });
    if (known) {
      // One changed document leaves the server its program; with two at a time it would make another one.
      if (this.#changed !== undefined && this.#changed !== file && !isOneOfMany) this.#settle();
      this.#changed = file;
      const contentChanges = [{ text }];
      this.#server.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
    } else {
      const languageId = file.endsWith(".json") ? "jsonc" : file.endsWith("x") ? "typescriptreact" : "typescript";
      this.#server.notify("textDocument/didOpen", { textDocument: { uri, languageId, version, text } });
      if (!file.endsWith(".json")) this.#first ??= file;
      // Its answer is a sign of life while many documents are opened.
      if (this.#open.size % signEvery === 0) this.#settle();
    }
  }

  /**
   * Makes those documents that aren't there yet, without a text: the server makes a program after each, and has less to
   * read for it so. Their texts can follow all at once.
   */
  open(files: Iterable<string>): void {
    for (const file of files) if (!this.#open.has(file)) this.set(file, "");
  }

  /** The server is asked something: it takes all changes before. */
  asked(): void {
    this.#changed = undefined;
  }

  /** Asks for what costs the server least, for it to take the changes so far. */
  #settle(): void {
    this.asked();
    if (this.#first === undefined) return;
    const textDocument = { uri: this.uri(this.#first) };
    this.#server.request("textDocument/foldingRange", { textDocument }).catch(() => undefined);
  }

  delete(file: string): void {
    if (this.#open.delete(file)) {
      this.#server.notify("textDocument/didClose", { textDocument: { uri: this.uri(file) } });
    }
  }

  files(): string[] {
    return [...this.#open.keys()];
  }
}
