/** Names that a file of declarations exports, with those that it passes on from other files. */
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type ExportRecord, exportRecord } from "./export-record.ts";
import { declarationBeside, declarationsOf, folderOf } from "./package-files.ts";

export interface DeclaredExports {
  /** Whether each name stands for a type alone. */
  readonly names: ReadonlyMap<string, boolean>;
  readonly defaultName: string | undefined;
}

/** Files that are read for one package. */
const mostFiles = 400;
/** Files through which a name is followed to its declaration. */
const deepest = 8;

/** Reads a file of declarations, with those that it passes names on from. */
export async function declaredExports(file: string): Promise<DeclaredExports> {
  const records = new Map<string, ExportRecord | undefined>();
  const names = new Map<string, boolean>();
  const followed = new Set<string>();

  async function recordOf(path: string): Promise<ExportRecord | undefined> {
    if (records.has(path) || records.size >= mostFiles) return records.get(path);
    const record = exportRecord(await readFile(path, "utf8"));
    records.set(path, record);
    return record;
  }

  async function isType(path: string, name: string, depth: number): Promise<boolean> {
    const record = await recordOf(path);
    const found = record?.names.get(name);
    if (!found?.from || found.isType) return found?.isType ?? false;
    const { module, name: there } = found.from;
    const target = targetOf(path, module);
    return target !== undefined && there !== "*" && depth < deepest && isType(target, there, depth + 1);
  }

  async function collect(path: string): Promise<void> {
    if (followed.has(path)) return;
    followed.add(path);
    const record = await recordOf(path);
    if (!record) return;
    for (const name of record.names.keys()) if (!names.has(name)) names.set(name, await isType(path, name, 0));
    for (const module of record.stars) {
      const target = targetOf(path, module);
      if (target !== undefined) await collect(target);
    }
  }

  await collect(file);
  return { names, defaultName: records.get(file)?.defaultName };
}

/** The file of declarations of a module that is named in one. */
function targetOf(path: string, module: string): string | undefined {
  const folder = dirname(path);
  if (module.startsWith(".")) return declarationBeside(join(folder, module));
  const found = folderOf(module, folder);
  return found && declarationsOf(found);
}
