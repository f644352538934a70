/** What a module exports, by its own text. */
import { parseModule } from "../cells/compile/syntax-tree.ts";

export interface Exported {
  /** Whether it is declared as a type alone. */
  readonly isType: boolean;
  /** The module that it is passed on from, and its name there; `default` and `*` are names too. */
  readonly from?: { readonly module: string; readonly name: string };
}

export interface ExportRecord {
  readonly names: ReadonlyMap<string, Exported>;
  /** Modules whose names are all passed on. */
  readonly stars: readonly string[];
  /** The name by which the file calls its default export, if it has one. */
  readonly defaultName: string | undefined;
}

/** Reads the exports of a module; of one with `export =`, that alone. */
export function exportRecord(source: string): ExportRecord {
  const { staticExports } = parseModule(source, "ts", false).module;
  const names = new Map<string, Exported>();
  const stars: string[] = [];
  const { values, types, exported } = declarationsIn(source);
  let defaultName = /^export\s*=\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)/mu.exec(source)?.[1];
  for (const { exportName, importName, localName, moduleRequest, isType } of staticExports.flatMap(
    (one) => one.entries,
  )) {
    if (moduleRequest && importName.kind === "AllButDefault") {
      stars.push(moduleRequest.value);
      continue;
    }
    const isDefault = exportName.kind === "Default" || exportName.name === "default";
    if (isDefault) defaultName ??= localName.name ?? undefined;
    if (isDefault || exportName.name === null) continue;
    const local = localName.name ?? exportName.name;
    if (moduleRequest) {
      const name = importName.kind === "All" ? "*" : (importName.name ?? exportName.name);
      names.set(exportName.name, { isType, from: { module: moduleRequest.value, name } });
    } else {
      // To the parser, all that is declared without being defined counts as a type.
      const isKnown = types.has(local) || values.has(local);
      names.set(exportName.name, { isType: isKnown ? !values.has(local) : isType });
    }
  }
  for (const name of exported) if (!names.has(name)) names.set(name, { isType: !values.has(name) });
  return { names, stars, defaultName };
}

const declaration =
  /^(export\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(function\*?|class|const enum|const|let|var|enum|namespace|interface|type)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gmu;

/** Names that are declared at the beginning of a line, as generated declarations are. */
function declarationsIn(source: string) {
  const values = new Set<string>();
  const types = new Set<string>();
  const exported = new Set<string>();
  for (const [, exports, kind = "", name = ""] of source.matchAll(declaration)) {
    (kind === "interface" || kind === "type" ? types : values).add(name);
    if (exports !== undefined) exported.add(name);
  }
  return { values, types, exported };
}
