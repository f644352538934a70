import { type Language, parseModule } from "../cells/compile/syntax-tree.ts";
import { type Declaration, topLevelNames } from "../cells/compile/top-level-names.ts";

/**
 * Names that a text declares without making them, as in `declare const chart: Chart`: for TypeScript alone, and to later
 * cells what any other declaration is.
 */
export function ambientNames(source: string, language: Language): Declaration[] {
  if (!/\bdeclare\b/.test(source)) return [];
  const { body } = parseModule(source, language, false).program;
  return body.flatMap((statement): Declaration[] => {
    const node = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    switch (node?.type) {
      case "VariableDeclaration":
      case "ClassDeclaration":
      case "TSEnumDeclaration":
        return node.declare ? topLevelNames({ body: [{ ...node, declare: false }] }) : [];
      case "TSDeclareFunction":
        return node.declare && node.id ? [{ name: node.id.name, kind: "function", offset: node.id.start }] : [];
      case "TSModuleDeclaration":
        return node.declare && node.kind === "namespace" ? topLevelNames({ body: [{ ...node, declare: false }] }) : [];
      default:
        return [];
    }
  });
}
