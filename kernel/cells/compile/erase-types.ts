/**
 * Blanks out what only the type checker reads.  What stays keeps its place.
 */
import type { Edits } from "./edits.ts";
import type { Node, NodeOf } from "./syntax-tree.ts";
import { identifierEnd, skipTrivia } from "./tokens.ts";

type FunctionNode = NodeOf<"FunctionDeclaration"> | NodeOf<"ArrowFunctionExpression">;
type ClassNode = NodeOf<"ClassDeclaration">;
type ClassMember = NodeOf<"MethodDefinition"> | NodeOf<"PropertyDefinition"> | NodeOf<"AccessorProperty">;

const hasLineEnd = /[\r\n\u2028\u2029]/;

/** Erases a whole statement or class member, which still ends the one before it. */
export function eraseStatement(edits: Edits, { start, end }: Node): void {
  edits.erase(start, end, ";");
}

/** Erases `?`, `!` and the type after the name of a variable, parameter or field that ends at `nameEnd`. */
export function eraseAnnotation(edits: Edits, nameEnd: number, marked: boolean, type: Node | null | undefined): void {
  if (marked) {
    const mark = skipTrivia(edits.source, nameEnd);
    edits.erase(mark, mark + 1);
  }
  if (type) edits.erase(type.start, type.end);
}

/** Erases `this: T` and the comma after it. */
export function eraseThisParameter(edits: Edits, node: Node): void {
  const comma = skipTrivia(edits.source, node.end);
  edits.erase(node.start, edits.source[comma] === "," ? comma + 1 : node.end);
}

/** Erases a function's type parameters and return type, of a kind that no line end may precede included. */
export function eraseSignature(edits: Edits, node: FunctionNode): void {
  const { source } = edits;
  const { typeParameters, returnType } = node;
  const arrow = node.type === "ArrowFunctionExpression";
  if (typeParameters) {
    const { start, end } = typeParameters;
    if (arrow && node.async && hasLineEnd.test(source.slice(start, end))) {
      // `async` and the parameters must stay on one line.
      const paren = skipTrivia(source, end);
      edits.erase(start, end, "(");
      edits.erase(paren, paren + 1);
    } else edits.erase(start, end);
  }
  if (returnType) {
    const { start, end } = returnType;
    const paren = source.lastIndexOf(")", start);
    if (arrow && hasLineEnd.test(source.slice(paren, end))) {
      // `)` and `=>` must stay on one line.
      edits.erase(paren, paren + 1);
      edits.erase(start, end, "", ")");
    } else edits.erase(start, end);
  }
}

/** Erases `abstract`, type parameters, type arguments of the base class, and `implements`. */
export function eraseClassTypes(edits: Edits, node: ClassNode): void {
  const { source } = edits;
  if (node.abstract) {
    const keyword = skipTrivia(source, node.decorators.at(-1)?.end ?? node.start);
    edits.erase(keyword, keyword + "abstract".length);
  }
  for (const types of [node.typeParameters, node.superTypeArguments]) if (types) edits.erase(types.start, types.end);
  const last = node.implements?.at(-1);
  if (!last) return;
  const before = node.superTypeArguments ?? node.superClass ?? node.typeParameters ?? node.id;
  const keyword = skipTrivia(source, before?.end ?? skipTrivia(source, node.start) + "class".length);
  edits.erase(keyword, last.end);
}

const typeModifiers = new Set(["public", "private", "protected", "readonly", "override", "abstract", "declare"]);

/** Erases modifiers, `?`, `!` and the type of a class member that stays. */
export function eraseMemberTypes(edits: Edits, node: ClassMember): void {
  const { source } = edits;
  const { key } = node;
  const lastDecorator = node.decorators.at(-1);
  let at = skipTrivia(source, lastDecorator?.end ?? node.start);
  while (at < key.start) {
    const end = identifierEnd(source, at);
    if (end === at) break;
    // A member before this one may have ended at its line end only.
    if (typeModifiers.has(source.slice(at, end))) edits.erase(at, end, at === node.start ? ";" : "");
    at = skipTrivia(source, end);
  }
  const keyEnd = node.computed ? source.indexOf("]", skipTrivia(source, key.end)) + 1 : key.end;
  const definite = "definite" in node && node.definite === true;
  const type = "typeAnnotation" in node ? node.typeAnnotation : null;
  eraseAnnotation(edits, keyEnd, node.optional === true || definite, type);
}

/** Whether a class member exists for the type checker only. */
export function isTypeOnlyMember(node: Node): boolean {
  switch (node.type) {
    case "TSIndexSignature":
    case "TSAbstractMethodDefinition":
    case "TSAbstractPropertyDefinition":
    case "TSAbstractAccessorProperty":
      return true;
    case "MethodDefinition":
      return node.value.type === "TSEmptyBodyFunctionExpression";
    case "PropertyDefinition":
      return node.declare === true;
    default:
      return false;
  }
}

/** Turns `<T>x` into `( x)`: without the type, an object or function at this place would be read as a block. */
export function eraseTypeAssertion(edits: Edits, node: NodeOf<"TSTypeAssertion">): void {
  edits.erase(node.start, node.expression.start, "(");
  edits.close(node.end, ")");
}
