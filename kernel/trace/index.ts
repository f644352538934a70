/** `navette/trace`: a program stepped through in the notebook, and in its exported page. */
export type { TraceOptions } from "../../lib/trace/trace.ts";
export type { TraceData, TraceStep } from "../../lib/trace/trace-step.ts";
export { trace } from "./step-through.ts";
