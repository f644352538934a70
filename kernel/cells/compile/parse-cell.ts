import { CellSyntaxError } from "./cell-syntax-error.ts";
import { syntaxMessage } from "./syntax-message.ts";
import { type Language, type OxcError, type Parsed, type Program, parseModule } from "./syntax-tree.ts";
import { skipTrivia } from "./tokens.ts";

export interface ParsedCell {
  readonly program: Program;
  readonly language: Language;
  /** Offset of the tree's positions from the cell's: 1 when the cell was parsed within parentheses. */
  readonly shift: 0 | 1;
}

/**
 * Parses a cell as an interactive prompt does: what starts with `{` is an object if it can be one, and so is
 * `function () {}` a function; JSX is tried when nothing else fits.
 *
 * @throws CellSyntaxError at the error that a reader would look for first.
 */
export function parseCell(source: string): ParsedCell {
  if (source[skipTrivia(source, 0)] === "{") {
    const object = asExpression(source);
    if (object) return object;
  }
  const parsed = parseModule(source, "ts");
  const errors = realErrors(parsed.errors);
  if (errors.length === 0) return { program: parsed.program, language: "ts", shift: 0 };
  const expression = asExpression(source);
  if (expression) return expression;
  if (source.includes("<")) {
    const tsx = parseModule(source, "tsx");
    if (realErrors(tsx.errors).length === 0) return { program: tsx.program, language: "tsx", shift: 0 };
  }
  throw syntaxError(source, errors);
}

/** The cell as one expression, if it is one. */
function asExpression(source: string): ParsedCell | undefined {
  const parsed: Parsed = parseModule(`(${source}\n)`, "ts");
  if (realErrors(parsed.errors).length > 0) return undefined;
  const { program } = parsed;
  const [only, more] = program.body;
  if (more || only?.type !== "ExpressionStatement" || only.expression.type !== "ParenthesizedExpression")
    return undefined;
  return only.start === 0 && only.end === source.length + 3 ? { program, language: "ts", shift: 1 } : undefined;
}

/** Errors but for those that only hold for a file of its own. */
export function realErrors(errors: readonly OxcError[]): OxcError[] {
  return errors.filter(
    ({ severity, message }) => severity === "Error" && !/^(?:Export|Duplicated export) /.test(message),
  );
}

function syntaxError(source: string, errors: readonly OxcError[]): CellSyntaxError {
  const [first] = errors;
  const label = first?.labels.at(-1);
  const offset = label?.start ?? 0;
  return new CellSyntaxError(first ? syntaxMessage(source, first) : "Invalid syntax", source, offset, label?.end);
}
