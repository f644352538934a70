import { readFileSync } from "node:fs";
import { parseModule } from "../cells/compile/syntax-tree.ts";

/** A name that a cell can import from Navette. */
export interface OwnExport {
  readonly name: string;
  readonly module: string;
  readonly isType: boolean;
}

const modules = [
  ["navette", new URL("../notebook/index.ts", import.meta.url)],
  ["navette/lib", new URL("../../lib/index.ts", import.meta.url)],
] as const;

let known: readonly OwnExport[] | undefined;

/**
 * What `navette` and `navette/lib` export, read from their sources: among the server's documents they would bring in
 * hundreds of others, and each of its answers would take several times as long.
 */
export function ownExports(): readonly OwnExport[] {
  known ??= modules.flatMap(([module, url]) => exportsOf(module, readFileSync(url, "utf8")));
  return known;
}

/** The line that imports a name of Navette's. */
export function ownImport(name: string): string | undefined {
  const found = ownExports().find((one) => one.name === name);
  return found && `import ${found.isType ? "type " : ""}{ ${name} } from "${found.module}";`;
}

function exportsOf(module: string, source: string): OwnExport[] {
  return parseModule(source, "ts", false).program.body.flatMap((node) =>
    node.type === "ExportNamedDeclaration"
      ? node.specifiers.map(({ exported, exportKind }) => ({
          name: exported.type === "Literal" ? exported.value : exported.name,
          module,
          isType: node.exportKind === "type" || exportKind === "type",
        }))
      : [],
  );
}
