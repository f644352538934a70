import { readFileSync } from "node:fs";
import { host } from "../../lib/host/host.ts";
import { type TraceOptions, trace as traceOf } from "../../lib/trace/trace.ts";
import { Trace } from "../../lib/trace/trace-result.ts";
import { traceWords } from "../../lib/trace/trace-words.ts";
import { bridgeIfAny } from "../notebook/bridge.ts";
import { frontEndSource } from "../widgets/front-end.ts";
import { viewBundle } from "../widgets/view-bundle.ts";
import { widget } from "../widgets/widget.ts";

/**
 * Runs a TypeScript program in a process of its own, and shows it step by step: source, calls, variables, objects with
 * arrows, what was printed; forward and back by buttons, slider and arrow keys, also in the saved notebook and in
 * exported pages.
 *
 * @throws as `trace` of `navette/lib`, which does the stepping
 * @example
 * await trace(`
 * let a = [1, 2];
 * let b = a;
 * b.push(3);
 * `);
 */
export async function trace(program: string | (() => unknown), options: TraceOptions = {}): Promise<Trace> {
  const traced = await traceOf(typeof program === "string" ? program.replace(/^\n/, "").trimEnd() : program, options);
  return bridgeIfAny() ? new SteppedTrace(traced) : traced;
}

/** A trace that shows itself by its front end. */
class SteppedTrace extends Trace {
  /** One for the trace, however often it is shown. */
  #id: string | undefined;

  [Symbol.for("Jupyter.display")]() {
    const { source, steps, output, limit, cut } = this;
    const words = traceWords(host().locale, limit);
    this.#id ??= widget({
      esm: frontEnd(),
      css: readFileSync(new URL("trace-view.css", import.meta.url), "utf8"),
      state: { data: { trace: { source, steps, output, limit, ...(cut && { cut }) }, words }, step: 0 },
    }).id;
    return viewBundle(this.#id, this.toString(), this.svg());
  }
}

/** The front end's module: the function that draws, and what steps. */
function frontEnd(): string {
  const drawing = frontEndSource(new URL("../../lib/trace/draw-step.ts", import.meta.url));
  const stepping = readFileSync(new URL("trace-view.mjs", import.meta.url), "utf8");
  return `${drawing.replaceAll(/^export /gm, "")}\n${stepping}`;
}
