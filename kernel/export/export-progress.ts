import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { ExportEvent } from "./export-event.ts";
import { shortNames } from "./find-notebooks.ts";

/** Where the progress is shown: a terminal gets a line that is rewritten. */
export interface Screen {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/**
 * Shows how far an export has come.
 *
 * Of a single notebook, every cell has its line. Of several, which run at once, every notebook has one, and a terminal
 * shows below them what is running.
 */
export class ExportProgress {
  readonly #screen: Screen;
  readonly #errors: Screen;
  readonly #notebooks: number;
  readonly #nameOf: (notebook: string) => string;
  readonly #running = new Map<string, string>();
  #ended = 0;
  #isStatusShown = false;

  constructor(notebooks: readonly string[], { screen, errors }: { screen: Screen; errors: Screen }) {
    this.#notebooks = notebooks.length;
    this.#nameOf = shortNames(notebooks);
    this.#screen = screen;
    this.#errors = errors;
  }

  take(event: ExportEvent): void {
    this.#clearStatus();
    this.#follow(event);
    const line = this.#describe(event);
    const screen = event.event === "failed" || event.event === "broken" ? this.#errors : this.#screen;
    if (line !== undefined) screen.write(`${line}\n`);
    this.#showStatus();
  }

  #follow(event: ExportEvent): void {
    if (!("notebook" in event)) return;
    if (event.event === "start") this.#running.set(event.notebook, "starts");
    else if (event.event === "cell") this.#running.set(event.notebook, `${event.number}/${event.count}`);
    else if (event.event !== "done" && this.#running.delete(event.notebook)) this.#ended++;
  }

  #describe(event: ExportEvent): string | undefined {
    const isAlone = this.#notebooks === 1;
    switch (event.event) {
      case "start":
        return isAlone ? `${this.#nameOf(event.notebook)}: ${event.count} code cells` : undefined;
      case "cell":
        return isAlone
          ? `  ${fraction(event.number, event.count)}  ${event.seconds.toFixed(1)} s  ${event.line.slice(0, 60)}`
          : undefined;
      case "ran":
        return isAlone
          ? undefined
          : `${fraction(this.#ended, this.#notebooks)} ${this.#nameOf(event.notebook)}: ${event.count} code cells in ${event.seconds.toFixed(1)} s`;
      case "done":
        return `${this.#nameOf(event.notebook)}: written to ${fromHere(event.page)}`;
      case "failed": {
        const traceback = this.#errors.isTTY ? event.traceback : stripVTControlCharacters(event.traceback);
        return [
          `\n${this.#nameOf(event.notebook)}: cell ${event.number} of ${event.count} failed:`,
          `  ${event.line}`,
          traceback.trim(),
          `What ran before is in ${fromHere(event.page)}. Correct the cell, then export again.`,
        ].join("\n");
      }
      case "gallery":
        return `${event.count} plots are shown in ${fromHere(event.page)}`;
      case "index":
        return `${event.count} pages are listed in ${fromHere(event.page)}`;
      case "broken":
        return `\n${this.#nameOf(event.notebook)}: could not be exported: ${event.reason}\nRun "navette doctor" to see what is wrong.`;
    }
  }

  #showStatus(): void {
    if (!this.#screen.isTTY || this.#notebooks === 1 || this.#running.size === 0) return;
    const now = [...this.#running].map(([notebook, cell]) => `${this.#nameOf(notebook)} ${cell}`);
    const status = `${this.#ended} of ${this.#notebooks} notebooks have run; now ${now.join(", ")}`;
    this.#screen.write(status.slice(0, (this.#screen.columns ?? 80) - 1));
    this.#isStatusShown = true;
  }

  #clearStatus(): void {
    if (this.#isStatusShown) this.#screen.write("\r\x1b[K");
    this.#isStatusShown = false;
  }

  /** Takes the line that is rewritten away, where the export was stopped in the middle. */
  end(): void {
    this.#clearStatus();
  }
}

function fraction(number: number, count: number): string {
  return `[${String(number).padStart(String(count).length)}/${count}]`;
}

function fromHere(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith("..") ? file : path;
}
