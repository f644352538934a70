import { isShallow } from "../cells/compile/parse-depth.ts";
import { parseModule } from "../cells/compile/syntax-tree.ts";
import { isValue, topLevelNames } from "../cells/compile/top-level-names.ts";
import { ambientNames } from "./ambient-names.ts";

/**
 * Names that a cell under the cursor declares by itself, which hide those of other cells; a type hides no value.
 *
 * What is being typed is often no program: then it is read once more with a name at the cursor, which is what lacks
 * most often, and at last word by word, as is one that may be nested too deeply for the parser.
 */
export function ownNames(code: string, cursor: number): Set<string> {
  const language = /<\/|\/>/.test(code) ? "tsx" : "ts";
  const readable = isShallow(code) ? [code, `${code.slice(0, cursor)}x${code.slice(cursor)}`] : [];
  for (const text of readable) {
    const { program, errors } = parseModule(text, language, false);
    if (errors.some(({ severity }) => severity === "Error")) continue;
    return new Set(
      [...topLevelNames(program), ...ambientNames(text, language)].filter(isValue).map(({ name }) => name),
    );
  }
  const found = new Set<string>();
  for (const [, name = "", pattern = ""] of code.matchAll(declaration)) {
    if (name !== "") found.add(name);
    for (const [bound] of pattern.matchAll(boundName)) found.add(bound);
  }
  return found;
}

const declaration =
  /\b(?:let|const|var|function\*?|class|interface|type|enum|namespace|import)\s+(?:([\p{ID_Start}$_][\p{ID_Continue}$]*)|[{[]([^=;]*?)[}\]]\s*(?:=|from))/gu;
/** A name in a pattern or an import that isn't renamed there. */
const boundName = /[\p{ID_Start}$_][\p{ID_Continue}$]*(?!\s*:|\s+as\b|[\p{ID_Continue}$])/gu;
