import { emittedName } from "../cells/compile/emitted-names.ts";
import type { DeclaredNames } from "../cells/compile/index.ts";

/** Quoted texts, which stay as they are, and names that are no members of something. */
const textOrName =
  /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|(?<![.\p{ID_Continue}$])[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;

/** A reader's expression with the names of cells as the emitted code spells them. */
export function emittedExpression(expression: string, declared: DeclaredNames): string {
  return expression.replace(textOrName, (found) => (declared.get(found) ? emittedName(found) : found));
}
