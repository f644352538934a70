/**
 * Files of the notebook's folder that the language server has read, and that an editor may change meanwhile: what
 * cells import from the folder, with what that imports in turn, the configuration with what it extends, and packages.
 *
 * They are looked at when the server is asked anything; nothing is watched.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseModule } from "../cells/compile/syntax-tree.ts";
import { extendedConfigs } from "./extended-configs.ts";
import { fileState } from "./file-state.ts";
import { ReadPackages } from "./read-packages.ts";

/** Files that are followed. */
const most = 200;
/** Characters beyond which a file's own imports aren't read. */
const longest = 1_000_000;

/** An event of the Language Server Protocol. */
export interface FileEvent {
  readonly uri: string;
  readonly type: 1 | 2 | 3;
}

/** What has become of packages: nothing, there may be more of them, or one that was there is another or gone. */
export type PackageChange = "none" | "more" | "others";

export interface FolderChanges {
  /** For the server. */
  readonly events: readonly FileEvent[];
  /** What has become of packages, and of what says how they are found. */
  readonly packages: PackageChange;
}

const created = 1;
const changed = 2;
const deleted = 3;

export class FolderFiles {
  readonly #folder: string;
  /** What was seen of each file last; undefined where it wasn't there. */
  readonly #seen = new Map<string, string | undefined>();
  /** What says how packages are found, and how files are checked. */
  readonly #settings = new Set<string>();
  readonly #packages: ReadPackages;

  constructor(folder: string) {
    this.#folder = folder;
    this.#packages = new ReadPackages(folder);
    for (const file of ["package.json", "tsconfig.json", "node_modules/.package-lock.json"]) {
      this.#followSetting(join(folder, file));
    }
    this.#followConfigs();
  }

  /** Takes what a cell imports. */
  add(specifiers: Iterable<string>): void {
    for (const specifier of specifiers) this.#follow(specifier, this.#folder);
  }

  /** What has changed since this was asked last. */
  take(): FolderChanges {
    const ofSettings = this.#eventsOf([...this.#settings]);
    if (ofSettings.length > 0) this.#followConfigs();
    const others = this.#eventsOf([...this.#seen.keys()].filter((file) => !this.#settings.has(file)));
    const areReplaced = this.#packages.takeReplaced();
    return {
      events: [...ofSettings, ...others],
      packages: areReplaced ? "others" : ofSettings.length > 0 ? "more" : "none",
    };
  }

  #followConfigs(): void {
    for (const file of extendedConfigs(join(this.#folder, "tsconfig.json"))) this.#followSetting(file);
  }

  #followSetting(file: string): void {
    if (this.#settings.has(file)) return;
    this.#settings.add(file);
    this.#seen.set(file, fileState(file));
  }

  #eventsOf(files: readonly string[]): FileEvent[] {
    const events: FileEvent[] = [];
    for (const file of files) {
      const type = this.#look(file);
      if (type === undefined) continue;
      events.push({ uri: pathToFileURL(file).href, type });
      if (type !== deleted) this.#followImports(file);
    }
    return events;
  }

  #look(file: string): FileEvent["type"] | undefined {
    const before = this.#seen.get(file);
    const now = fileState(file);
    if (now === before) return undefined;
    this.#seen.set(file, now);
    return before === undefined ? created : now === undefined ? deleted : changed;
  }

  #follow(specifier: string, folder: string): void {
    if (!/^\.\.?\//.test(specifier)) {
      this.#packages.add(specifier, folder);
      return;
    }
    for (const file of candidates(join(folder, specifier))) {
      if (this.#seen.has(file) || this.#seen.size >= most) continue;
      const state = fileState(file);
      this.#seen.set(file, state);
      if (state !== undefined) this.#followImports(file);
    }
  }

  #followImports(file: string): void {
    const language = /\.[cm]?[jt]s(x?)$/.exec(file);
    if (!language) return;
    try {
      const source = readFileSync(file, "utf8");
      if (source.length > longest) return;
      const { staticImports, staticExports } = parseModule(source, language[1] ? "tsx" : "ts", false).module;
      const exports = staticExports.flatMap(({ entries }) => entries.map(({ moduleRequest }) => moduleRequest?.value));
      for (const specifier of [...staticImports.map(({ moduleRequest }) => moduleRequest.value), ...exports]) {
        if (specifier !== undefined) this.#follow(specifier, dirname(file));
      }
    } catch {
      // It went away, or can't be read: the server says so.
    }
  }
}

/** Files that a path in an import may mean to TypeScript. */
function candidates(path: string): string[] {
  if (/\.[cm]?js$/.test(path)) return [path, path.replace(/js$/, "ts")];
  return /\.\w+$/.test(path) ? [path] : [path, `${path}.ts`, `${path}.tsx`, `${path}.js`];
}
