/** Where packages lie, and which of their files declare their types. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** The folder of a package as a module in `from` finds it. */
export function folderOf(name: string, from: string): string | undefined {
  for (const folder of createRequire(join(from, "notebook.ts")).resolve.paths(name) ?? []) {
    const found = join(folder, name);
    if (existsSync(join(found, "package.json"))) return found;
  }
  return undefined;
}

/**
 * The file that declares what a package exports: as its `package.json` says, or beside what it runs; undefined where
 * it ships no types.
 */
export function declarationsOf(folder: string): string | undefined {
  const { types, typings, exports, main }: Manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const exported = isObject(exports) && "." in exports ? exports["."] : exports;
  const named = [typeFile(exported, true), types, typings, runs(exported), main, "index.js"];
  for (const file of named) {
    if (typeof file !== "string") continue;
    const declared = declarationBeside(join(folder, file));
    if (declared !== undefined) return declared;
  }
  return undefined;
}

/** What a package says may be of any shape. */
type Manifest = Readonly<Partial<Record<"types" | "typings" | "main" | "exports", unknown>>>;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** The file of declarations that belongs to a module's file, or that is one itself. */
export function declarationBeside(file: string): string | undefined {
  const stem = file.replace(/\.([cm]?)[jt]sx?$/, "");
  const kind = /\.([cm])[jt]s$/.exec(file)?.[1] ?? "";
  const candidates = [
    ...(/\.[cm]?tsx?$/.test(file) ? [file] : []),
    `${stem}.d.${kind}ts`,
    `${stem}.d.ts`,
    join(file, "index.d.ts"),
  ];
  return candidates.find((candidate) => existsSync(candidate));
}

const conditions: ReadonlySet<string> = new Set(["types", "import", "node", "module", "default", "require"]);

/** The first file of types under conditions of an import. */
function typeFile(exported: unknown, isWanted: boolean): string | undefined {
  if (typeof exported === "string") return isWanted && /\.d\.[cm]?ts$/.test(exported) ? exported : undefined;
  if (Array.isArray(exported)) return typeFile(exported[0], isWanted);
  if (!isObject(exported)) return undefined;
  for (const [condition, target] of Object.entries(exported)) {
    if (!conditions.has(condition)) continue;
    const found = typeFile(target, true);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The file that an import runs. */
function runs(exported: unknown): string | undefined {
  if (typeof exported === "string") return exported;
  if (Array.isArray(exported)) return runs(exported[0]);
  if (!isObject(exported)) return undefined;
  for (const [condition, target] of Object.entries(exported)) {
    if (conditions.has(condition)) return runs(target);
  }
  return undefined;
}
