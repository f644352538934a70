import { type MagicContext, type Magics, readMagics } from "../magics/index.ts";
import type { ErrorReport } from "../pipe/protocol.ts";
import { interruption } from "./interruption.ts";

/** Runs the magics with which a cell begins; settles with what they fail with, as an error of the cell. */
export async function runMagics(
  magics: Magics,
  source: string,
  context: Omit<MagicContext, "argument">,
): Promise<ErrorReport | undefined> {
  const { calls } = readMagics(source);
  if (calls.length === 0) return undefined;
  try {
    await magics.run(calls, context);
    return undefined;
  } catch (error) {
    if (context.signal.aborted) return interruption;
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { ename: name, evalue: message, trace: `${name}: ${message}` };
  }
}
