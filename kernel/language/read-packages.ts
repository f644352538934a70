/**
 * Packages whose types the language server may have read: what cells import, what that needs, and the types of Node.
 * It takes what it has read of them for good.
 *
 * They are looked at when the server is asked anything; nothing is watched.
 */
import { join } from "node:path";
import { installedPackages } from "../magics/installed-packages.ts";
import { fileState } from "./file-state.ts";
import { folderOf } from "./package-files.ts";

/** Packages that are followed. */
const most = 400;

export class ReadPackages {
  readonly #folder: string;
  /** What was seen of each package last, by its name and the folder from where it is imported. */
  readonly #seen = new Map<string, { name: string; from: string; state: string | undefined }>();
  /** npm's own record of what it has installed: the state of its file, and the versions in it. */
  #record: string | undefined;
  #versions: ReadonlyMap<string, string> | undefined;

  constructor(folder: string) {
    this.#folder = folder;
    this.#follow("@types/node", folder);
  }

  /** Takes what a module in `from` imports. */
  add(specifier: string, from: string): void {
    const name = /^(?:@[\w.-]+\/)?[\w-][\w.-]*(?=\/|$)/.exec(specifier)?.[0];
    if (name === undefined) return;
    this.#follow(name, from);
    this.#follow(`@types/${name.replace(/^@/, "").replace("/", "__")}`, from);
  }

  /** Whether a package that was there has become another one, or has gone, since this was asked last. */
  takeReplaced(): boolean {
    let areReplaced = false;
    for (const one of this.#seen.values()) {
      const state = stateOf(one.name, one.from);
      areReplaced ||= state !== one.state && one.state !== undefined;
      one.state = state;
    }
    return this.#haveVersionsChanged() || areReplaced;
  }

  /** Whether npm says that a package of the folder is another one or gone: what cells import may need it. */
  #haveVersionsChanged(): boolean {
    const record = fileState(join(this.#folder, "node_modules/.package-lock.json"));
    if (record === this.#record) return false;
    this.#record = record;
    const before = this.#versions;
    const now = new Map([...installedPackages(this.#folder)].map(([name, { version }]) => [name, version]));
    this.#versions = now;
    return before !== undefined && [...before].some(([name, version]) => now.get(name) !== version);
  }

  #follow(name: string, from: string): void {
    const key = `${from}\n${name}`;
    if (this.#seen.has(key) || this.#seen.size >= most) return;
    const state = stateOf(name, from);
    if (state !== undefined) this.#seen.set(key, { name, from, state });
  }
}

function stateOf(name: string, from: string): string | undefined {
  const folder = folderOf(name, from);
  return folder === undefined ? undefined : `${folder} ${fileState(join(folder, "package.json"))}`;
}
