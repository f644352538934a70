import { type MagicContext, type Magics, type RunWay, readMagics } from "../magics/index.ts";
import type { ErrorReport } from "../pipe/protocol.ts";
import { interruption } from "./interruption.ts";

/** Runs the magics with which a cell begins; settles with how its code is run, or what they fail with. */
export async function runMagics(
  magics: Magics,
  source: string,
  context: Omit<MagicContext, "argument" | "runAs">,
): Promise<{ way: RunWay; refused?: ErrorReport }> {
  const { calls } = readMagics(source);
  if (calls.length === 0) return { way: {} };
  try {
    return { way: await magics.run(calls, context) };
  } catch (error) {
    if (context.signal.aborted) return { way: {}, refused: interruption };
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { way: {}, refused: { ename: name, evalue: message, trace: `${name}: ${message}` } };
  }
}
