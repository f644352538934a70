import type { CellNames } from "./cell-names.ts";
import { scriptString } from "./script-string.ts";
import type { Node, NodeOf } from "./syntax-tree.ts";

/** One name that a cell takes from a module. */
export interface ImportedName {
  /** The module's name for it; `*` is the whole module. */
  readonly imported: string;
  readonly local: string;
  readonly type: boolean;
}

/** One static import or re-export of a cell. */
export interface CellImport {
  readonly specifier: string;
  readonly names: readonly ImportedName[];
  /** Nothing of it is left at run time. */
  readonly type: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  /** Offset of the statement in the cell. */
  readonly offset: number;
}

type ModuleRequest = NodeOf<"ImportDeclaration"> | NodeOf<"ExportNamedDeclaration"> | NodeOf<"ExportAllDeclaration">;

/** The import that a statement is, if it is one. */
export function cellImport(node: Node): CellImport | undefined {
  switch (node.type) {
    case "ImportDeclaration":
      return request(node, node.source.value, node.specifiers.map(importedName), node.importKind);
    case "ExportNamedDeclaration":
      if (!node.source) return undefined;
      return request(node, node.source.value, node.specifiers.map(exportedName), node.exportKind);
    case "ExportAllDeclaration":
      return request(node, node.source.value, [], node.exportKind);
    default:
      return undefined;
  }
}

/**
 * The statement that does an import in the emitted code.
 *
 * A name that the module may lack is only asked for (`names`) if the cell uses it as a value: notebooks often import
 * a type without saying so.
 *
 * @param used local names that the cell uses as values.
 */
export function importStatement(
  { specifier, names, attributes }: CellImport,
  { names: cellNames, used, runtime }: { names: CellNames; used: ReadonlySet<string>; runtime: string },
): string {
  const values = names.filter((name) => !name.type && name.local !== "");
  const whole = values.find(({ imported }) => imported === "*");
  const single = values.filter(({ imported }) => imported !== "*");
  const asked = names.filter(
    (name) => !name.type && name.imported !== "*" && (name.local === "" || used.has(name.local)),
  );
  const options = [
    asked.length > 0 && `names: [${asked.map(({ imported }) => scriptString(imported)).join(", ")}]`,
    Object.keys(attributes).length > 0 && `attributes: ${scriptString(attributes)}`,
  ].filter((option) => option !== false);
  const argument = options.length > 0 ? `, { ${options.join(", ")} }` : "";
  const module = `await ${runtime}.race(${runtime}.import(${scriptString(specifier)}${argument}))`;

  const from = whole ? cellNames.emitted(whole.local) : module;
  const parts: string[] = [];
  if (whole) parts.push(declaration(cellNames, [whole], from, module));
  if (single.length > 0) {
    const pattern = single.map(({ imported, local }) => `${scriptString(imported)}: ${cellNames.emitted(local)}`);
    parts.push(declaration(cellNames, single, `{ ${pattern.join(", ")} }`, from));
  }
  return parts.join("") || `${module};`;
}

function declaration(cellNames: CellNames, names: readonly ImportedName[], target: string, value: string): string {
  const fresh = names.filter(({ local }) => cellNames.declares(local)).map(({ local }) => cellNames.emitted(local));
  if (fresh.length === names.length) return `let ${target} = ${value};`;
  return `${fresh.length > 0 ? `let ${fresh.join(", ")};` : ""}(${target} = ${value});`;
}

function request(
  node: ModuleRequest,
  specifier: string,
  names: readonly ImportedName[],
  kind: "value" | "type" | undefined,
): CellImport {
  const attributes = node.attributes.map(({ key, value }) => [
    key.type === "Literal" ? key.value : key.name,
    value.value,
  ]);
  // `import { type T }` is no import at run time, as with TypeScript's defaults.
  const type = kind === "type" || (names.length > 0 && names.every((name) => name.type));
  return { specifier, names, type, attributes: Object.fromEntries(attributes), offset: node.start };
}

function importedName(specifier: NodeOf<"ImportDeclaration">["specifiers"][number]): ImportedName {
  const local = specifier.local.name;
  switch (specifier.type) {
    case "ImportDefaultSpecifier":
      return { imported: "default", local, type: false };
    case "ImportNamespaceSpecifier":
      return { imported: "*", local, type: false };
    case "ImportSpecifier":
      return { imported: exportName(specifier.imported), local, type: specifier.importKind === "type" };
  }
}

function exportedName({ local, exportKind }: NodeOf<"ExportSpecifier">): ImportedName {
  return { imported: exportName(local), local: "", type: exportKind === "type" };
}

function exportName(node: NodeOf<"ExportSpecifier">["local"]): string {
  return node.type === "Literal" ? node.value : node.name;
}
