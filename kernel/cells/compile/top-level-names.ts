import type { Node, Program } from "./syntax-tree.ts";
import { forEachChild } from "./syntax-tree.ts";

export type DeclarationKind =
  | "var"
  | "let"
  | "const"
  | "using"
  | "await using"
  | "function"
  | "class"
  | "import"
  | "enum"
  | "namespace"
  | "type"
  | "interface";

/** One name that a cell declares at its top level. */
export interface Declaration {
  readonly name: string;
  readonly kind: DeclarationKind;
  /** Offset of the name in the cell. */
  readonly offset: number;
}

const typeKinds: ReadonlySet<DeclarationKind> = new Set(["type", "interface"]);

/** Whether the declaration leaves something at run time. */
export function isValue({ kind }: Declaration): boolean {
  return !typeKinds.has(kind);
}

/** Everything that a cell declares at its top level, in the order of the source; a `var` in a block is such a name. */
export function topLevelNames(program: Pick<Program, "body">): Declaration[] {
  const found: Declaration[] = [];
  const add = (kind: DeclarationKind) => (name: string, node: Node) => found.push({ name, kind, offset: node.start });

  function statement(node: Node): void {
    switch (node.type) {
      case "ImportDeclaration":
        for (const { local, ...specifier } of node.specifiers) {
          const type = node.importKind === "type" || ("importKind" in specifier && specifier.importKind === "type");
          add(type ? "type" : "import")(local.name, local);
        }
        return;
      case "TSImportEqualsDeclaration":
        add(node.importKind === "type" ? "type" : "import")(node.id.name, node.id);
        return;
      case "ExportNamedDeclaration":
        if (node.declaration) statement(node.declaration);
        return;
      case "ExportDefaultDeclaration":
        if (node.declaration.type.endsWith("Declaration")) statement(node.declaration);
        return;
      case "VariableDeclaration":
        if (node.declare || node.kind === "var") break;
        for (const { id } of node.declarations) patternNames(id, add(node.kind));
        return;
      case "FunctionDeclaration":
        if (node.id && !node.declare) add("function")(node.id.name, node.id);
        return;
      case "ClassDeclaration":
        if (node.id && !node.declare) add("class")(node.id.name, node.id);
        return;
      case "TSEnumDeclaration":
        if (!node.declare) add("enum")(node.id.name, node.id);
        return;
      case "TSModuleDeclaration":
        if (!node.declare) patternNames(leftmost(node.id), add("namespace"));
        return;
      case "TSTypeAliasDeclaration":
        add("type")(node.id.name, node.id);
        return;
      case "TSInterfaceDeclaration":
        add("interface")(node.id.name, node.id);
        return;
    }
    varNames(node, add("var"));
  }

  for (const node of program.body) statement(node);
  return found;
}

const mergeable: Readonly<Partial<Record<DeclarationKind, readonly DeclarationKind[]>>> = {
  var: ["var"],
  enum: ["enum", "namespace"],
  class: ["namespace"],
  function: ["namespace"],
  namespace: ["namespace", "enum", "class", "function"],
};

/** The second declaration of a name that can't have two, which the parser leaves to a type checker. */
export function redeclaration(declarations: readonly Declaration[]): Declaration | undefined {
  const kinds = new Map<string, DeclarationKind>();
  for (const declaration of declarations) {
    if (!isValue(declaration)) continue;
    const before = kinds.get(declaration.name);
    if (before && !mergeable[before]?.includes(declaration.kind)) return declaration;
    kinds.set(declaration.name, declaration.kind);
  }
  return undefined;
}

/** Names that a pattern binds. */
export function patternNames(pattern: Node, found: (name: string, node: Node) => void): void {
  switch (pattern.type) {
    case "Identifier":
      found(pattern.name, pattern);
      return;
    case "ObjectPattern":
      for (const property of pattern.properties) {
        patternNames(property.type === "Property" ? property.value : property, found);
      }
      return;
    case "ArrayPattern":
      for (const element of pattern.elements) if (element) patternNames(element, found);
      return;
    case "AssignmentPattern":
      patternNames(pattern.left, found);
      return;
    case "RestElement":
      patternNames(pattern.argument, found);
  }
}

/** The `a` of `a.b.c`. */
export function leftmost(node: Node): Node {
  return node.type === "TSQualifiedName" ? leftmost(node.left) : node;
}

const statementsWithVars = new Set([
  "BlockStatement",
  "CatchClause",
  "DoWhileStatement",
  "ForInStatement",
  "ForOfStatement",
  "ForStatement",
  "IfStatement",
  "LabeledStatement",
  "SwitchCase",
  "SwitchStatement",
  "TryStatement",
  "WhileStatement",
]);

/** Names of the `var`s of a statement, which belong to the function or script around it. */
export function varNames(node: Node, found: (name: string, node: Node) => void): void {
  if (node.type === "VariableDeclaration") {
    if (node.kind !== "var" || node.declare) return;
    for (const { id } of node.declarations) patternNames(id, found);
  } else if (statementsWithVars.has(node.type)) forEachChild(node, (child) => varNames(child, found));
}
