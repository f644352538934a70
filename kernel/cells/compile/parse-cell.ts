import { CellSyntaxError } from "./cell-syntax-error.ts";
import { endOfInput, firstProblem, type SyntaxProblem } from "./syntax-problem.ts";
import { type Language, type Parsed, type Program, parseModule } from "./syntax-tree.ts";
import { skipTrivia } from "./tokens.ts";

export interface ParsedCell {
  readonly program: Program;
  readonly language: Language;
  /** Offset of the tree's positions from the cell's: 1 when the cell was parsed within parentheses. */
  readonly shift: 0 | 1;
}

/** One way to read a cell, and why it can't be read so. */
export interface Reading extends ParsedCell {
  readonly problem: SyntaxProblem | undefined;
}

/**
 * Parses a cell as an interactive prompt does: what starts with `{` is an object if it can be one, and so is
 * `function () {}` a function; JSX is tried when nothing else fits.
 *
 * @throws CellSyntaxError of the reading that went furthest.
 */
export function parseCell(source: string): ParsedCell {
  let furthest: SyntaxProblem | undefined;
  for (const reading of readings(source)) {
    const { problem } = reading;
    if (!problem) return reading;
    if (!furthest || problem.start > furthest.start) furthest = problem;
  }
  const { message, start, end } = furthest ?? { message: "Invalid syntax", start: 0, end: source.length };
  throw new CellSyntaxError(message, source, start, end);
}

/** The ways to read a cell, the likeliest first. */
export function* readings(source: string): Generator<Reading> {
  const start = skipTrivia(source, 0);
  const object = source[start] === "{";
  if (object) yield asExpression(source);
  yield asModule(source, "ts");
  unnamed.lastIndex = start;
  if (!object && unnamed.test(source)) yield asExpression(source);
  if (/<\/|\/>/.test(source)) yield asModule(source, "tsx");
}

/** What may be a function or class without a name, which is no statement. */
const unnamed = /(?:async\s+)?function\b|class\b|@/y;

function asModule(source: string, language: Language): Reading {
  const parsed = parseModule(source, language);
  return new LazyReading(parsed, language, 0, firstProblem(parsed, source));
}

/** Reads the cell as one expression. */
function asExpression(source: string): Reading {
  const text = `(${source}\n)`;
  const parsed = parseModule(text, "ts");
  const problem = firstProblem(parsed, text);
  if (!problem) return new LazyReading(parsed, "ts", 1, isOneExpression(parsed.program, text) ? undefined : notOne);
  if (problem.start > source.length) return new LazyReading(parsed, "ts", 1, endOfInput(source));
  return new LazyReading(parsed, "ts", 1, { ...problem, start: problem.start - 1, end: problem.end - 1 });
}

const notOne: SyntaxProblem = { message: "not one expression", start: -1, end: 0 };

function isOneExpression({ body: [only, more] }: Program, text: string): boolean {
  if (more || only?.type !== "ExpressionStatement" || only.end !== text.length) return false;
  return only.expression.type === "ParenthesizedExpression";
}

/** Makes the tree only if the reading is taken. */
class LazyReading implements Reading {
  readonly #parsed: Parsed;
  readonly language: Language;
  readonly shift: 0 | 1;
  readonly problem: SyntaxProblem | undefined;

  constructor(parsed: Parsed, language: Language, shift: 0 | 1, problem: SyntaxProblem | undefined) {
    this.#parsed = parsed;
    this.language = language;
    this.shift = shift;
    this.problem = problem;
  }

  get program(): Program {
    return this.#parsed.program;
  }
}
