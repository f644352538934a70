/**
 * Files of the notebook's folder that the language server has read, and that an editor may change meanwhile: what
 * cells import from the folder, with what that imports in turn, and what npm writes.
 *
 * They are looked at when the server is asked anything; nothing is watched.
 */
import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseModule } from "../cells/compile/syntax-tree.ts";

/** Files that are followed. */
const most = 200;
/** Characters beyond which a file's own imports aren't read. */
const longest = 1_000_000;

/** An event of the Language Server Protocol. */
export interface FileEvent {
  readonly uri: string;
  readonly type: 1 | 2 | 3;
}

const created = 1;
const changed = 2;
const deleted = 3;

export class FolderFiles {
  readonly #folder: string;
  /** What was seen of each file last; undefined where it wasn't there. */
  readonly #seen = new Map<string, string | undefined>();
  readonly #ofPackages: readonly string[];

  constructor(folder: string) {
    this.#folder = folder;
    this.#ofPackages = ["package.json", "tsconfig.json", "node_modules/.package-lock.json"].map((file) =>
      join(folder, file),
    );
    for (const file of this.#ofPackages) this.#seen.set(file, stateOf(file));
  }

  /** Takes what a cell imports. */
  add(specifiers: Iterable<string>): void {
    for (const specifier of specifiers) this.#follow(specifier, this.#folder);
  }

  /** What has become of packages, and of what says how they are found, since this was asked last. */
  takePackageChanges(): FileEvent[] {
    return this.#eventsOf(this.#ofPackages);
  }

  /** What has become of files since this was asked last. */
  takeChanges(): FileEvent[] {
    return this.#eventsOf([...this.#seen.keys()].filter((file) => !this.#ofPackages.includes(file)));
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
    const now = stateOf(file);
    if (now === before) return undefined;
    this.#seen.set(file, now);
    return before === undefined ? created : now === undefined ? deleted : changed;
  }

  #follow(specifier: string, folder: string): void {
    if (!/^\.\.?\//.test(specifier)) return;
    for (const file of candidates(join(folder, specifier))) {
      if (this.#seen.has(file) || this.#seen.size >= most) continue;
      const state = stateOf(file);
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

function stateOf(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true });
  return found?.isFile() ? `${found.mtimeNs} ${found.size}` : undefined;
}
