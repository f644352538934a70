import { continuationIndent } from "./continuation-indent.ts";
import { readings } from "./parse-cell.ts";
import { parseDepthIsSafe } from "./parse-depth.ts";
import { firstProblem, type SyntaxProblem } from "./syntax-problem.ts";
import { type Program, parseModule } from "./syntax-tree.ts";
import { redeclaration, topLevelNames } from "./top-level-names.ts";

export type Completeness =
  | { readonly status: "complete" | "invalid" }
  | { readonly status: "incomplete"; readonly indent: string };

/** Whether a console should run what was typed or wait for more lines, and how far to indent the next one. */
export function checkComplete(source: string): Completeness {
  if (!parseDepthIsSafe(source)) return { status: "invalid" };
  let program: Program | undefined;
  for (const reading of readings(source)) {
    const { problem } = reading;
    if (!problem) {
      program = reading.program;
      break;
    }
    if (problem.start >= source.length || isUnclosed(source, problem)) return incomplete(source);
  }
  if (program) return { status: redeclares(program) ? "invalid" : "complete" };
  return canGoOn(source) ? incomplete(source) : { status: "invalid" };
}

/**
 * What may follow where the parser has tried several readings and reports the error of a wrong one: the rest of an
 * arrow function, of type arguments, or of a declaration.
 */
const continuations = [
  ...[
    "0",
    "x",
    "meta",
    "= 0",
    ": x",
    "{}",
    "x {}",
    "() {}",
    "x() {}",
    "function x() {}",
    "class X {}",
    "const x: 0",
    "(0)",
    "[]",
  ],
  ...["=> 0", "=> x>()", "x => 0", ") => 0", "x) => 0", ": x) => 0", "> () => 0", "x> () => 0"],
  ...[">()", "x>()", ") => x>()", "x) => x>()", ": x) => x>()"],
];

/** Characters beyond which an unfinished text is not worth so many parses. */
const longest = 20_000;

/** Whether the parser gets through all of `source` if the right thing follows. */
function canGoOn(source: string): boolean {
  if (source.length > longest) return false;
  const glue = /\/\/.*$/.test(source) ? "\n" : " ";
  // Only a backslash carries a string over a line's end.
  const templates = source.includes("`") ? ["`", "}`"] : [];
  const rest = /\\(?:\r?\n)?$/.test(source) ? ["'", '"'] : [...templates, ...continuations];
  return rest.some((more) => {
    const text = source + glue + more;
    const problem = firstProblem(parseModule(text, "ts"), text);
    return !problem || problem.start >= text.length;
  });
}

function redeclares(program: Program): boolean {
  try {
    return redeclaration(topLevelNames(program)) !== undefined;
  } catch (error) {
    // The compiler says that the cell is nested too deeply.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Whether the problem is a comment or template that is still open; a string must end on its line. */
function isUnclosed(source: string, { message, start, end }: SyntaxProblem): boolean {
  if (end < source.length) return false;
  return (
    message.startsWith("Unterminated multiline comment") ||
    (message === "Unterminated string" && /[`}]/.test(source[start] ?? ""))
  );
}

function incomplete(source: string): Completeness {
  return { status: "incomplete", indent: continuationIndent(source) };
}
