import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Location, LocationLink } from "vscode-languageserver-types";
import { editorLines } from "../cells/compile/source-position.ts";
import { forEachChild, type Node, parseModule } from "../cells/compile/syntax-tree.ts";
import type { Overlay } from "./overlay.ts";

/** Characters of a declaration that are shown. */
const longest = 4000;
/** Characters of a file beyond which it isn't read for one declaration. */
const longestFile = 5_000_000;

/** The source of the first declaration that a definition's reply leads to. */
export function declarationSource(overlay: Overlay, reply: unknown): string | undefined {
  const [first] = (Array.isArray(reply) ? reply : [reply]) as (Location | LocationLink | null | undefined)[];
  if (!first) return undefined;
  const { uri, range } =
    "uri" in first ? first : { uri: first.targetUri, range: first.targetSelectionRange ?? first.targetRange };
  const text = textOf(overlay, uri);
  if (text === undefined || text.length > longestFile) return undefined;
  const offset = (editorLines(text)[range.start.line] ?? 0) + range.start.character;
  const node = declarationAt(text, offset, /\.[jt]sx$/.test(uri) ? "tsx" : "ts");
  if (!node) return undefined;
  const source = text.slice(node.start, node.end);
  return source.length > longest ? `${source.slice(0, longest)}…` : source;
}

function textOf(overlay: Overlay, uri: string): string | undefined {
  const file = overlay.file(uri);
  if (file !== undefined) return overlay.text(file);
  try {
    return readFileSync(fileURLToPath(uri), "utf8");
  } catch {
    return undefined;
  }
}

const declarations =
  /^(?:(?:Function|Class|Variable|TSEnum|TSModule|TSTypeAlias|TSInterface|Import)Declaration|TSDeclareFunction|MethodDefinition|PropertyDefinition|Property|TSMethodSignature|TSPropertySignature|TSAbstractMethodDefinition|TSEnumMember|ImportDeclaration)$/;

/** The smallest declaration around an offset. */
function declarationAt(text: string, offset: number, language: "ts" | "tsx"): Node | undefined {
  let found: Node | undefined;
  const visit = (node: Node): void => {
    if (node.start > offset || node.end <= offset) return;
    if (declarations.test(node.type)) found = node;
    forEachChild(node, visit);
  };
  for (const node of parseModule(text, language, false).program.body) visit(node);
  return found;
}
