import { KernelClient } from "../client/kernel-client.ts";
import type { CourseNotebook } from "./course.ts";

/**
 * A kernel in which cells of one chapter are run.
 *
 * Owner of the kernel, which ends with it.
 */
export class ChapterSession implements AsyncDisposable {
  readonly #kernel: KernelClient;

  private constructor(kernel: KernelClient) {
    this.#kernel = kernel;
  }

  /** Starts a kernel and runs what a reader runs first: the language, the imports, the parameters. */
  static async open(notebook: CourseNotebook): Promise<ChapterSession> {
    const session = new ChapterSession(await KernelClient.start());
    for (const { id, tags, source } of notebook.cells) {
      if (id === "imports" || tags.includes("language") || tags.includes("parameters")) await session.run(source);
    }
    return session;
  }

  /**
   * Runs a cell and returns its result's MIME bundle.
   *
   * @throws Error when the cell fails: no cell that comes with the course may.
   */
  async run(source: string): Promise<Record<string, unknown>> {
    const exchange = await this.#kernel.run(source, {}, 120_000);
    if (exchange.error) throw new Error(`${exchange.error.traceback}\n\nin the cell:\n${source}`);
    const [result] = exchange.ofType("execute_result");
    return (result?.content.data ?? {}) as Record<string, unknown>;
  }

  /** Runs a cell that may fail, as one that a reader is still writing. */
  async try(source: string): Promise<void> {
    await this.#kernel.run(source, {}, 120_000);
  }

  /** Runs a cell whose result is a note, and returns its Markdown. */
  async note(source: string): Promise<string> {
    return String((await this.run(source))["text/markdown"]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#kernel.dispose();
  }
}
