import { inspect } from "node:util";
import type { MimeData } from "../pipe/protocol.ts";

/** The method by which an object says how it is shown; deno and other kernels honour it as well. */
const displayMethod = Symbol.for("Jupyter.display");

/** Characters of a result's text that are shown. */
const longestText = 200_000;

/** The MIME bundle of a value: its own, where it has one, else its inspected text, bounded. */
export async function bundleOf(value: unknown): Promise<MimeData> {
  const own = await ownBundle(value);
  return own ?? { "text/plain": inspected(value) };
}

async function ownBundle(value: unknown): Promise<MimeData | undefined> {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return undefined;
  const method: unknown = Reflect.get(value, displayMethod);
  if (typeof method !== "function") return undefined;
  const bundle: unknown = await method.call(value);
  if (typeof bundle === "object" && bundle !== null && !Array.isArray(bundle)) return bundle as MimeData;
  throw new TypeError(`[Symbol.for("Jupyter.display")]() gave ${inspect(bundle)}, not an object of MIME types`);
}

/** `util.inspect`, with a bound on text, and with whatever a getter or a proxy throws told instead of thrown. */
export function inspected(value: unknown): string {
  let text: string;
  try {
    text = inspect(value, { depth: 4, maxArrayLength: 200, maxStringLength: 50_000 });
  } catch (error) {
    return `[a value that cannot be shown: ${error instanceof Error ? error.message : String(error)}]`;
  }
  if (text.length <= longestText) return text;
  return `${text.slice(0, longestText)}\n… ${text.length - longestText} more characters`;
}
