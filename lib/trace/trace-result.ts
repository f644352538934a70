import { host, type MimeBundle } from "../host/host.ts";
import { textTable } from "../plots/text-table.ts";
import { drawStep } from "./draw-step.ts";
import type { TraceCut, TraceData, TracedVariable, TraceStep } from "./trace-step.ts";
import { traceWords } from "./trace-words.ts";

/** Steps that are told in words: the picture's front end shows them all. */
const mostTold = 40;

/**
 * A program, step by step. It shows itself as the picture of its last step, and as a table of its steps.
 *
 * @example
 * const shown = await trace("let a = 1;\na += 1;");
 * shown.svg(0).startsWith("<svg"); // true
 */
export class Trace implements TraceData {
  /** The program's text. */
  readonly source: string;
  /** Its states, the first one before its first line. */
  readonly steps: readonly TraceStep[];
  /** All that was printed, up to the last step where the program was cut. */
  readonly output: string;
  /** The most steps that were asked for. */
  readonly limit: number;
  /** Why it ends before its program does; absent where it doesn't. */
  declare readonly cut?: TraceCut;

  constructor({ source, steps, output, limit, cut }: TraceData) {
    this.source = source;
    this.steps = steps;
    this.output = output;
    this.limit = limit;
    if (cut !== undefined) this.cut = cut;
  }

  /** The picture of a step, by its index from 0 on, as SVG. */
  svg(index = this.steps.length - 1): string {
    return drawStep(this, index, traceWords(host().locale, this.limit));
  }

  /** What each step is about to run, and which variables have changed since the one before. */
  toString(): string {
    const words = traceWords(host().locale, this.limit);
    const lines = this.source.split("\n");
    const rows = this.steps.slice(0, mostTold).map((step, at) => {
      const text = step.error ?? (lines[step.line - 1] ?? "").trim();
      return [String(at + 1), String(step.line), text.slice(0, 50), changed(this.steps[at - 1], step)];
    });
    const table = textTable([[words.step, words.line, words.program, words.changed], ...rows], mostTold, [0, 2, 3]);
    const rest = this.steps.length - rows.length;
    const notes = [...(rest > 0 ? [`… ${rest} ${words.more}`] : []), ...(this.cut ? [words.cuts[this.cut]] : [])];
    return [table, ...notes].join("\n");
  }

  [Symbol.for("Jupyter.display")](): MimeBundle {
    return { "image/svg+xml": this.svg(), "text/plain": this.toString() };
  }
}

function changed(before: TraceStep | undefined, step: TraceStep): string {
  const depth = step.frames.length - 1;
  const known = new Map(before?.frames[depth]?.variables.map(({ name, value }) => [name, JSON.stringify(value)]));
  const fresh = step.frames[depth]?.variables.filter(({ name, value }) => known.get(name) !== JSON.stringify(value));
  return (fresh ?? []).map((variable) => written(variable, step)).join(", ");
}

function written({ name, value }: TracedVariable, { heap }: TraceStep): string {
  if ("text" in value) return `${name} = ${value.text}`;
  return `${name} → ${heap.find(({ id }) => id === value.ref)?.kind ?? "…"} ${value.ref}`;
}
