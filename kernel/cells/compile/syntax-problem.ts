import type { Parsed } from "./syntax-tree.ts";
import { identifierEnd, skipTrivia } from "./tokens.ts";

/** Why a text is no program, and the range of it that shows it. */
export interface SyntaxProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** The first problem of a text, but for those that only a file of its own would have. */
export function firstProblem({ errors }: Parsed, source: string): SyntaxProblem | undefined {
  const error = errors.find(({ severity, message }) => severity === "Error" && !onlyInFiles.test(message));
  if (!error) return undefined;
  const { message, labels, helpMessage } = error;
  if (message.startsWith("Expected a semicolon")) return unexpectedToken(source, labels[0]?.start ?? 0);
  const name = redeclared.exec(message)?.[1];
  // Of two declarations of a name, the second one is at fault; elsewhere the second place only explains.
  const { start, end } = labels.at(name === undefined ? 0 : -1) ?? { start: 0, end: source.length };
  if (name !== undefined) return { message: `Identifier '${name}' has already been declared`, start, end };
  if (message === "Unexpected token") return start === end ? endOfInput(source) : unexpectedToken(source, start, end);
  const expected = missing.exec(message)?.[1];
  if (expected !== undefined) return { message: `Unexpected end of input: ${expected} expected`, start, end };
  const sentence = message.replace(/\.$/, "");
  return { message: helpMessage ? `${sentence}. ${helpMessage}` : sentence, start, end };
}

/** The problem of a text that is not all there. */
export function endOfInput({ length }: string): SyntaxProblem {
  return { message: "Unexpected end of input", start: length, end: length };
}

/** An exported name may come from an earlier cell. */
const onlyInFiles = /^(?:Export|Duplicated export) /;
const redeclared = /^Identifier `(.*)` has already been declared$/;
const missing = /^Expected (.*) but found `EOF`$/;

const keywords = new Set(
  (
    "break case catch class const continue debugger default delete do else enum export extends false finally for " +
    "function if import in instanceof new null return super switch this throw true try typeof var void while with"
  ).split(" "),
);

function unexpectedToken(source: string, offset: number, end?: number): SyntaxProblem {
  const start = skipTrivia(source, offset);
  const word = identifierEnd(source, start);
  const last = Math.max(end ?? word, start + 1);
  const token = source.slice(start, last);
  const kind = word > start && !keywords.has(token) ? "identifier" : "token";
  return { message: `Unexpected ${kind} '${token}'`, start, end: last };
}
