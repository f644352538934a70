import { realErrors } from "./parse-cell.ts";
import { parseModule } from "./syntax-tree.ts";

export type Completeness =
  | { readonly status: "complete" | "invalid" }
  | { readonly status: "incomplete"; readonly indent: string };

/** Whether a console should run what was typed or wait for more. */
export function checkComplete(source: string): Completeness {
  const errors = realErrors(parseModule(source, "ts").errors);
  if (errors.length === 0) return { status: "complete" };
  const end = source.trimEnd().length;
  const label = errors[0]?.labels[0];
  if (!label || label.end < end) return { status: "invalid" };
  return { status: "incomplete", indent: "  " };
}
