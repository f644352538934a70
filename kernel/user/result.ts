import { Buffer } from "node:buffer";
import { inspect } from "node:util";
import type { MimeData } from "../pipe/protocol.ts";
import { foreignChart } from "./foreign-charts.ts";

/** The method by which an object says how it is shown; deno and other kernels honour it as well. */
const displayMethod = Symbol.for("Jupyter.display");

/** Characters of a result's text that are shown. */
const longestText = 200_000;

/** The MIME bundle of a value: its own, where it has one, else its inspected text, bounded. */
export async function bundleOf(value: unknown): Promise<MimeData> {
  const method = displayMethodOf(value);
  if (!method) return (await chartOf(value)) ?? { "text/plain": inspected(value) };
  const bundle: unknown = await method();
  if (typeof bundle === "object" && bundle !== null && !Array.isArray(bundle)) return encoded(bundle);
  throw new TypeError(`[Symbol.for("Jupyter.display")]() gave ${inspected(bundle)}, not an object of MIME types`);
}

/** The bundle of another library's chart; a value that fails when it is asked is shown as it is. */
async function chartOf(value: unknown): Promise<MimeData | undefined> {
  if (typeof value !== "object" || value === null) return undefined;
  try {
    return await foreignChart(value);
  } catch {
    return undefined;
  }
}

/** A value that has the method by name; a proxy that answers to any name, or none any more, is shown as it is. */
function displayMethodOf(value: unknown): (() => unknown) | undefined {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return undefined;
  try {
    if (!(displayMethod in value)) return undefined;
    const method: unknown = value[displayMethod];
    return typeof method === "function" ? () => method.call(value) : undefined;
  } catch {
    return undefined;
  }
}

/** A bundle as the protocol has it: binary data in base64, and no functions, such as a `toJSON` that makes nothing of it. */
export function encoded(bundle: object): MimeData {
  return Object.fromEntries(
    Object.entries(bundle)
      .filter(([, data]) => typeof data !== "function")
      .map(([mime, data]) => [mime, isBinary(data) ? bytesOf(data).toString("base64") : data]),
  );
}

function isBinary(data: unknown): data is Uint8Array | ArrayBuffer {
  return data instanceof Uint8Array || data instanceof ArrayBuffer;
}

function bytesOf(data: Uint8Array | ArrayBuffer): Buffer {
  return data instanceof ArrayBuffer ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
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
