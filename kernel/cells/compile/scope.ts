/** Names of one function or block, as far as they hide names of the cell's top level. */
export class Scope {
  readonly parent: Scope | undefined;
  /** The scope to which a `var` in this one belongs; `undefined` is the cell's top level. */
  readonly functionScope: Scope | undefined;
  #names: Set<string> | undefined;

  constructor(parent: Scope | undefined, kind: "function" | "block") {
    this.parent = parent;
    this.functionScope = kind === "function" ? this : parent?.functionScope;
  }

  declare(name: string): void {
    this.#names ??= new Set();
    this.#names.add(name);
  }

  has(name: string): boolean {
    return this.#names?.has(name) ?? false;
  }
}

/** Whether `name`, used in `scope`, is the cell's top-level name or a global. */
export function isFree(name: string, scope: Scope | undefined): boolean {
  for (let here = scope; here; here = here.parent) if (here.has(name)) return false;
  return true;
}
