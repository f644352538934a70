import { once } from "node:events";
import { Worker } from "node:worker_threads";
import {
  CellSyntaxError,
  type CompiledCell,
  compileCell,
  DeclaredNames,
  type Position,
  withWrittenNames,
} from "../../kernel/cells/compile/index.ts";
import type { Evaluated } from "./compile-evaluator.ts";

export interface CellResult {
  /** What the notebook would show: the value, "" for nothing, or `Name: message` of what was thrown. */
  readonly shown: string;
  /** Where it was thrown, in the cell's source; of a frame of another cell, that one. */
  readonly thrownAt: (Position & { readonly cell: number }) | undefined;
  readonly compiled: CompiledCell | undefined;
}

/** Cells compiled and evaluated one after another by V8, in a thread of their own. */
export class CompileSession implements AsyncDisposable {
  readonly #worker = new Worker(new URL("./compile-evaluator.ts", import.meta.url), {
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  readonly #cells: CompiledCell[] = [];
  readonly declared = new DeclaredNames();

  /** Runs a cell and returns what it shows. */
  async show(source: string): Promise<string> {
    return (await this.run(source)).shown;
  }

  async run(source: string): Promise<CellResult> {
    const number = this.#cells.length;
    let compiled: CompiledCell;
    try {
      compiled = await compileCell(source, { url: `navette:cell/${number}`, declared: this.declared });
    } catch (error) {
      if (!(error instanceof CellSyntaxError)) throw error;
      const { message, line, column } = error;
      return { shown: `SyntaxError: ${message}`, thrownAt: { cell: number, line, column }, compiled: undefined };
    }
    this.#cells.push(compiled);
    const result = await this.evaluate(compiled.code);
    const thrownAt = this.#place(result.stack);
    if (!(result.thrown && result.name === "SyntaxError" && !thrownAt)) this.declared.commit(compiled, !result.thrown);
    const thrown = result.name ? withWrittenNames(`${result.name}: ${result.message}`) : `Uncaught ${result.text}`;
    const shown = result.thrown ? thrown : compiled.showsResult ? result.text : "";
    return { shown, thrownAt, compiled };
  }

  /** Evaluates a script as it is. */
  async evaluate(code: string): Promise<Evaluated> {
    this.#worker.postMessage(code);
    const [result]: Evaluated[] = await once(this.#worker, "message");
    if (!result) throw new Error("the evaluator sent nothing");
    return result;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }

  #place(stack: string): CellResult["thrownAt"] {
    const frame = /navette:cell\/(\d+):(\d+):(\d+)/.exec(stack);
    if (!frame) return undefined;
    const [cell = 0, line = 0, column = 0] = frame.slice(1).map(Number);
    const compiled = this.#cells[cell];
    return compiled && { cell, ...compiled.originalPosition(line, column) };
  }
}
