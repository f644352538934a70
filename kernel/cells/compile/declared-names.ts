/** How V8 holds a global name: in a script's scope, or as a property of the global object. */
export type Binding = "lexical" | "var";

export interface DeclaredName {
  readonly binding: Binding;
  /** Assigning to it is an error. */
  readonly constant: boolean;
  /** Whether it surely has a value: a cell that fails before its `let` leaves a name that can't be assigned to. */
  readonly initialised: boolean;
}

/** What a cell does to the names of its session once V8 has accepted it. */
export type NameChanges = ReadonlyMap<string, NameChange>;

export interface NameChange {
  readonly binding: Binding;
  readonly constant: boolean;
  /** It is declared afresh by `let`, so it has no value before that. */
  readonly fresh: boolean;
}

/** The global names of a session that its cells have declared. */
export class DeclaredNames {
  readonly #names: Map<string, DeclaredName>;

  constructor(names: Iterable<readonly [string, DeclaredName]> = []) {
    this.#names = new Map(names);
  }

  get(name: string): DeclaredName | undefined {
    return this.#names.get(name);
  }

  /**
   * Takes in a cell that V8 has accepted.  Not one that it refused with a SyntaxError: that has declared nothing.
   *
   * @param completed the cell ran to its end.  Names of a cell that threw or was interrupted may be without a value.
   */
  commit({ changes }: { readonly changes: NameChanges }, completed = false): void {
    for (const [name, { binding, constant, fresh }] of changes) {
      const before = this.#names.get(name);
      const initialised = completed || (fresh ? false : (before?.initialised ?? true));
      this.#names.set(name, { binding, constant, initialised });
    }
  }

  /** The names as they will be after a cell, for code that runs right after it. */
  after(compiled: { readonly changes: NameChanges }): DeclaredNames {
    const names = new DeclaredNames(this.#names);
    names.commit(compiled);
    return names;
  }
}
