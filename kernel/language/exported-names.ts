import { parseModule } from "../cells/compile/syntax-tree.ts";
import { topLevelNames } from "../cells/compile/top-level-names.ts";

/** Names that a cell exports by itself. */
export function exportedNames(source: string): Set<string> {
  const found = new Set<string>();
  if (!/\bexport\b/.test(source)) return found;
  const { body } = parseModule(source, /<\/|\/>/.test(source) ? "tsx" : "ts", false).program;
  for (const node of body) {
    if (node.type !== "ExportNamedDeclaration") continue;
    for (const { exported } of node.specifiers) found.add(exported.type === "Literal" ? exported.value : exported.name);
    if (node.declaration) for (const { name } of topLevelNames({ body: [node] })) found.add(name);
  }
  return found;
}
