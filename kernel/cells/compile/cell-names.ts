/**
 * What the emitted code makes of each name: which identifier holds it, whether its declaration is still one for V8,
 * and what uses of it need.
 *
 *   the session has    this cell: let, const, class, import    var                        function
 *   nothing            let                                     var                        function
 *   a var              assignment                              var                        function
 *   a lexical name     assignment                              assignment                 hoisted, then assigned
 *   one without value  let                                     let at the cell's start, then as above
 */
import type { DeclaredNames, NameChange } from "./declared-names.ts";
import { emittedName, hidesGlobal } from "./emitted-names.ts";
import { type Declaration, type DeclarationKind, isValue } from "./top-level-names.ts";

/** A name that needs more than being left as it stands. */
export interface SpecialName {
  /** The identifier in the emitted code. */
  readonly emitted: string;
  readonly constant: boolean;
  readonly imported: boolean;
}

interface CellName {
  readonly declaration: Declaration;
  readonly emitted: string;
  /** Whether the declaration stays one for V8; an assignment otherwise. */
  readonly declares: boolean;
  readonly special: SpecialName | undefined;
}

const constantKinds: ReadonlySet<DeclarationKind> = new Set(["const", "using", "await using", "import"]);
const hoistedKinds: ReadonlySet<DeclarationKind> = new Set(["var", "function"]);

export class CellNames {
  readonly #cell = new Map<string, CellName>();
  readonly #session: DeclaredNames;
  readonly #private: ReadonlyMap<string, string>;
  readonly changes = new Map<string, NameChange>();
  /** Names that must be declared before the cell's first statement, by the keyword that does it. */
  readonly early = { let: new Set<string>(), var: new Set<string>() };

  /** @param privateNames identifiers for names that a transform has made up and only this cell may see. */
  constructor(
    declarations: readonly Declaration[],
    session: DeclaredNames,
    privateNames: ReadonlyMap<string, string> = new Map(),
  ) {
    this.#session = session;
    this.#private = privateNames;
    for (const declaration of declarations) if (isValue(declaration)) this.#add(declaration);
  }

  #add(declaration: Declaration): void {
    const { name, kind } = declaration;
    if (this.#cell.has(name)) return;
    const made = this.#private.get(name);
    const before = this.#session.get(made ?? name);
    const hoisted = hoistedKinds.has(kind);
    const usable = before !== undefined && (before.binding === "var" || before.initialised);
    const lexical = before ? before.binding === "lexical" : !hoisted || made !== undefined || hidesGlobal(name);
    const declares = hoisted ? !lexical : !usable;
    const emitted = made ?? emittedName(name);
    const constant = constantKinds.has(kind);
    const imported = kind === "import";
    const special = constant || emitted !== name ? { emitted, constant, imported } : undefined;
    this.#cell.set(name, { declaration, emitted, declares, special });
    if (hoisted && lexical && !usable) this.early.let.add(emitted);
    this.changes.set(made ?? name, { binding: lexical ? "lexical" : "var", constant, fresh: declares && !hoisted });
  }

  /** Whether the cell's own declaration of the name stays a declaration. */
  declares(name: string): boolean {
    return this.#cell.get(name)?.declares ?? true;
  }

  /** Whether the session had the name before this cell. */
  isKnown(name: string): boolean {
    return this.#session.get(name) !== undefined;
  }

  /** The identifier that holds a top-level name. */
  emitted(name: string): string {
    return this.#cell.get(name)?.emitted ?? (this.#session.get(name) ? emittedName(name) : name);
  }

  /** What uses of a free name need, if they need anything. */
  special(name: string): SpecialName | undefined {
    const own = this.#cell.get(name);
    if (own) return own.special;
    const before = this.#session.get(name);
    if (!before) return undefined;
    const emitted = emittedName(name);
    return before.constant || emitted !== name ? { emitted, constant: before.constant, imported: false } : undefined;
  }
}
