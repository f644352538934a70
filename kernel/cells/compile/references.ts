import type { CellNames, SpecialName } from "./cell-names.ts";
import type { Edits } from "./edits.ts";
import { isFree, type Scope } from "./scope.ts";
import type { NodeOf } from "./syntax-tree.ts";
import { identifierEnd, skipTrivia } from "./tokens.ts";

interface Reference {
  readonly name: string;
  readonly scope: Scope | undefined;
  rewrite(special: SpecialName): void;
  readonly special: SpecialName;
}

type Identifier = NodeOf<"Identifier">;
type Assignment = NodeOf<"AssignmentExpression">;

/**
 * Uses of names whose declaration is the cell's top level or an earlier cell's.
 *
 * They are collected on the way and rewritten at the end, when the declarations of every scope around them are known.
 */
export class References {
  readonly #edits: Edits;
  readonly #names: CellNames;
  readonly #constants: string;
  readonly #found: Reference[] = [];
  /** Imported names that the cell uses as values. */
  readonly usedImports = new Set<string>();

  /** @param constants what throws when a property of it is assigned to. */
  constructor(edits: Edits, names: CellNames, constants: string) {
    this.#edits = edits;
    this.#names = names;
    this.#constants = constants;
  }

  /** A use of the name's value; `shorthand` for the `x` of `{ x }`. */
  read({ name, start }: Identifier, scope: Scope | undefined, shorthand = false): void {
    this.#note(name, scope, ({ emitted, imported }) => {
      if (imported) this.usedImports.add(name);
      if (emitted !== name) this.#rename(start, shorthand ? `${name}: ${emitted}` : emitted);
    });
  }

  /** The name in a top-level declaration. */
  declared({ name, start }: Identifier, shorthand = false): void {
    this.#note(name, undefined, ({ emitted }) => {
      if (emitted !== name) this.#rename(start, shorthand ? `${name}: ${emitted}` : emitted);
    });
  }

  /** The target of an assignment, in a pattern, loop head, `++`, or compound assignment. */
  written({ name, start }: Identifier, scope: Scope | undefined, shorthand = false): void {
    this.#note(name, scope, ({ emitted, constant }) => {
      const target = constant ? `${this.#constants}.${name}` : emitted;
      if (target !== name) this.#rename(start, shorthand ? `${name}: ${target}` : target);
    });
  }

  /** An assignment whose left side is a name: an operator in it reads the constant first. */
  assigned(node: Assignment, left: Identifier, scope: Scope | undefined): void {
    const { operator, right } = node;
    if (operator === "=") {
      this.written(left, scope);
      return;
    }
    this.#note(left.name, scope, ({ emitted, constant, imported }) => {
      if (imported) this.usedImports.add(left.name);
      if (!constant) {
        this.#rename(left.start, emitted);
        return;
      }
      const target = `${this.#constants}.${left.name} = `;
      const binary = operator.slice(0, -1);
      const logical = binary === "||" || binary === "&&" || binary === "??";
      const at = skipTrivia(this.#edits.source, left.end);
      this.#rename(left.start, logical ? emitted : target + emitted);
      this.#edits.replace(at, at + operator.length, logical ? `${binary} (${target}` : `${binary} (`);
      this.#edits.close(right.end, ")");
    });
  }

  /** Rewrites what was found. */
  resolve(): void {
    for (const { name, scope, special, rewrite } of this.#found) if (isFree(name, scope)) rewrite(special);
  }

  #note(name: string, scope: Scope | undefined, rewrite: (special: SpecialName) => void): void {
    const special = this.#names.special(name);
    if (special) this.#found.push({ name, scope, special, rewrite });
  }

  #rename(start: number, text: string): void {
    this.#edits.replace(start, identifierEnd(this.#edits.source, start), text);
  }
}
