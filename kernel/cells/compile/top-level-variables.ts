import type { CellWalk } from "./cell-walk.ts";
import type { Node, NodeOf } from "./syntax-tree.ts";
import { skipTrivia } from "./tokens.ts";
import { patternNames } from "./top-level-names.ts";

/**
 * Emits variables of a cell's top level: declared by `let` (or `var`) where V8 takes that, assigned where it would
 * refuse it because the session has the name already.
 *
 *   const a = 1            let   a = 1
 *   let { a, b } = f()     let b;({ a, b } = f())        a exists
 *   for (var i = 0; ;)     for (    i = 0; ;)            i exists
 */
export function topLevelVariables(
  walk: CellWalk,
  node: NodeOf<"VariableDeclaration">,
  place: "statement" | "head",
): void {
  const { edits, names } = walk;
  const { kind, declarations } = node;
  const own: string[] = [];
  for (const { id } of declarations) patternNames(id, (name) => own.push(name));
  const declares = own.every((name) => names.declares(name));
  const keyword = keywordEnd(edits.source, node);
  if (declares) {
    if (kind !== "var" && kind !== "let") replaceKeyword("let");
  } else {
    const fresh = own.filter((name) => names.declares(name)).map((name) => names.emitted(name));
    if (kind === "var") for (const name of fresh) names.early.var.add(name);
    const declared = kind !== "var" && fresh.length > 0 ? `let ${fresh.join(", ")};` : "";
    // A statement must not begin with a parenthesis or bracket: it would go on the one before.
    const guard = place === "statement" && declarations[0]?.id.type !== "Identifier" ? "0," : "";
    replaceKeyword(declared + guard);
  }

  function replaceKeyword(text: string): void {
    edits.replace(node.start, keyword, text.padEnd(keyword - node.start));
  }

  for (const declarator of declarations) {
    const { id, init, definite } = declarator;
    const wraps = !declares && id.type !== "Identifier" && init !== null;
    if (wraps) edits.open(id.start, "(");
    walk.pattern(id, (name, shorthand) => walk.references.declared(name, shorthand), false, definite === true);
    if (init) initial(walk, kind, id, init);
    else if (!declares && kind !== "var") edits.close(declarator.end, " = void 0");
    if (wraps) edits.close(declarator.end, ")");
  }
}

function initial(walk: CellWalk, kind: string, id: Node, init: Node): void {
  const { edits, names, runtime } = walk;
  const resource = kind === "using" ? `${runtime}.use(` : kind === "await using" ? `await ${runtime}.useAsync(` : "";
  const named = id.type === "Identifier" && names.emitted(id.name) !== id.name && isAnonymous(init);
  if (resource) edits.open(init.start, resource);
  // A function without a name takes that of its variable, which must not be the emitted one.
  if (named) edits.open(init.start, `({ ${id.name}: `);
  walk.visit(init);
  if (named) edits.close(init.end, ` }).${id.name}`);
  if (resource) edits.close(init.end, ")");
}

function isAnonymous(node: Node): boolean {
  switch (node.type) {
    case "ArrowFunctionExpression":
      return true;
    case "FunctionExpression":
    case "ClassExpression":
      return node.id === null;
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
      return isAnonymous(node.expression);
    default:
      return false;
  }
}

function keywordEnd(source: string, { kind, start }: NodeOf<"VariableDeclaration">): number {
  if (kind === "await using") return skipTrivia(source, start + "await".length) + "using".length;
  return start + kind.length;
}
