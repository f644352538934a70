/**
 * Names that cells can import: from Navette, from Node, and from the packages of the notebook's folder and of Navette.
 *
 * They are read from declarations, once, by a program in the background. The language server could offer them too, but
 * then keeps an index beside each program, which costs every answer more time, and more memory than all its other work.
 *
 * Owner of that program; `dispose()` ends it.
 */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { helperVariable } from "../processes/helper-variable.ts";
import { yieldToCells } from "./yield-to-cells.ts";

/** A name that a cell can import. */
export interface ImportableName {
  readonly name: string;
  readonly module: string;
  readonly isType: boolean;
  readonly isDefault: boolean;
}

const list = fileURLToPath(new URL("./importable-list.ts", import.meta.url));
/** Bytes of a list. */
const longest = 2 ** 26;

export class ImportableNames {
  readonly #folder: string;
  readonly #end = new AbortController();
  #found: readonly ImportableName[] = [];
  #reading: Promise<void> | undefined;

  /** @param folder - the notebook's */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Settles when all names are there; reads them unless that has begun. */
  ready(): Promise<void> {
    this.#reading ??= this.#read();
    return this.#reading;
  }

  /** Reads everything again: the packages are others now. */
  refresh(): Promise<void> {
    this.#reading = this.#read();
    return this.#reading;
  }

  /** Those that begin with a word, be it written large or small. */
  startingWith(word: string): ImportableName[] {
    const wanted = word.toLowerCase();
    return this.#found.filter(({ name }) => name.toLowerCase().startsWith(wanted));
  }

  /** Modules that export a name. */
  named(name: string): ImportableName[] {
    return this.#found.filter((one) => one.name === name);
  }

  dispose(): void {
    this.#end.abort();
  }

  async #read(): Promise<void> {
    const env = { ...process.env, NODE_OPTIONS: "", [helperVariable]: String(process.pid) };
    const options = { env, maxBuffer: longest, signal: this.#end.signal, windowsHide: true };
    try {
      const running = promisify(execFile)(process.execPath, [list, this.#folder], options);
      yieldToCells(running.child.pid);
      this.#found = JSON.parse((await running).stdout);
    } catch (error) {
      // Whatever is wrong costs these names, and nothing else.
      if (!this.#end.signal.aborted) process.stderr.write(`navette: no names to import: ${error}\n`);
    }
  }
}

/** The line that imports a name. */
export function importOf({ name, module, isType, isDefault }: ImportableName): string {
  return `import ${isType ? "type " : ""}${isDefault ? name : `{ ${name} }`} from "${module}";`;
}
