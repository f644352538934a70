import type { DeclarationKind } from "../cells/compile/index.ts";

/**
 * What a name can stand for, as bits: TypeScript keeps a value and a type of one name apart, and a class has both.
 *
 * https://www.typescriptlang.org/docs/handbook/declaration-merging.html#basic-concepts
 */
export type Meaning = number;

export const value = 1;
export const type = 2;

/** What a declaration gives its name; an import may bring anything. */
export function meaningOf(kind: DeclarationKind): Meaning {
  switch (kind) {
    case "type":
    case "interface":
      return type;
    case "class":
    case "enum":
    case "namespace":
    case "import":
      return value | type;
    default:
      return value;
  }
}

/** What stays of an earlier declaration of a name beside a later one. */
export function staying(earlier: Meaning, later: Meaning): Meaning {
  if (later === type) return earlier & value;
  return later === value && earlier === type ? type : 0;
}
