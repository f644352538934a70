import { inspect } from "node:util";
import { withWrittenNames } from "../cells/compile/emitted-names.ts";
import type { ErrorReport } from "../pipe/protocol.ts";

/** Characters of an error's text that are sent; what is longer is cut in the middle. */
const longest = 100_000;

/** Describes anything thrown; never throws itself, whatever getters or proxies the value has. */
export function reportError(thrown: unknown): ErrorReport {
  try {
    if (thrown instanceof Error || isErrorLike(thrown)) {
      return {
        ename: withWrittenNames(String(thrown.name || thrown.constructor?.name || "Error")),
        evalue: withWrittenNames(bounded(String(thrown.message))),
        trace: withWrittenNames(bounded(unbracketed(inspect(thrown, { depth: 4 })))),
      };
    }
    const text = bounded(inspect(thrown));
    return { ename: "Uncaught", evalue: text, trace: `Uncaught ${text}` };
  } catch {
    return plainReport(thrown);
  }
}

/** What an error says of itself, where a cell has replaced what it takes to show more of it. */
function plainReport(thrown: unknown): ErrorReport {
  try {
    const { name, message, stack } = thrown as Partial<Error>;
    if (typeof name === "string" && typeof message === "string") {
      return { ename: name, evalue: message, trace: typeof stack === "string" ? stack : `${name}: ${message}` };
    }
  } catch {
    // A getter or a proxy that throws.
  }
  return { ename: "Error", evalue: "an error that cannot be shown", trace: "Error: an error that cannot be shown" };
}

/** `inspect` puts an error without frames into brackets. */
function unbracketed(text: string): string {
  return /^\[[^\n]*\]$/.test(text) ? text.slice(1, -1) : text;
}

/** An error of another realm (`vm` contexts, tests) is no instance of this one's `Error`. */
function isErrorLike(value: unknown): value is Error {
  try {
    return typeof value === "object" && value !== null && Object.prototype.toString.call(value) === "[object Error]";
  } catch {
    // A proxy that throws whatever it is asked.
    return false;
  }
}

function bounded(text: string): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest / 2)}\n… ${text.length - longest} characters …\n${text.slice(-longest / 2)}`;
}
