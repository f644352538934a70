import type { CellWalk } from "./cell-walk.ts";
import { hoistedName } from "./emitted-names.ts";
import { eraseStatement } from "./erase-types.ts";
import { type CellImport, cellImport } from "./module-imports.ts";
import { scriptString } from "./script-string.ts";
import type { Node, NodeOf, Program } from "./syntax-tree.ts";
import { leftmost } from "./top-level-names.ts";
import { topLevelVariables } from "./top-level-variables.ts";

/** Emits the statements of a cell's top level. */
export class TopLevelStatements {
  readonly #walk: CellWalk;
  readonly imports: CellImport[] = [];
  /** Assignments of functions, which precede every other statement. */
  readonly functions: string[] = [];

  constructor(walk: CellWalk) {
    this.#walk = walk;
  }

  emit(program: Program): void {
    for (const node of program.body) this.#statement(node);
  }

  #statement(node: Node): void {
    const { edits, visit } = this.#walk;
    const request = cellImport(node);
    if (request) {
      this.imports.push(request);
      eraseStatement(edits, node);
      return;
    }
    switch (node.type) {
      case "VariableDeclaration":
        if (node.declare || node.kind === "var") visit(node);
        else {
          topLevelVariables(this.#walk, node, "statement");
          edits.endStatement(node.end);
        }
        return;
      case "FunctionDeclaration":
        this.#function(node);
        return;
      case "ClassDeclaration":
        if (node.declare) visit(node);
        else this.#class(node);
        return;
      case "ExportNamedDeclaration":
        if (!node.declaration || isTypeOnly(node.declaration)) eraseStatement(edits, node);
        else {
          edits.erase(node.start, node.declaration.start);
          this.#statement(node.declaration);
        }
        return;
      case "ExportDefaultDeclaration":
        this.#exportDefault(node);
        return;
      case "TSExportAssignment":
        edits.erase(node.start, node.expression.start, "0,");
        visit(node.expression);
        edits.endStatement(node.end);
        return;
      case "TSImportEqualsDeclaration":
        this.#importEquals(node);
        return;
      default:
        visit(node);
    }
  }

  #function(node: NodeOf<"FunctionDeclaration">): void {
    const { edits, names } = this.#walk;
    if (node.id && !names.declares(node.id.name)) {
      const { name, start, end } = node.id;
      edits.replace(start, end, hoistedName(name));
      const property = `{ value: ${scriptString(name)}, configurable: true }`;
      const named = `Object.defineProperty(${hoistedName(name)}, "name", ${property})`;
      this.functions.push(`${names.emitted(name)} = ${named};`);
    }
    this.#walk.function(node);
  }

  #class(node: NodeOf<"ClassDeclaration">): void {
    const { edits, names } = this.#walk;
    const name = node.id?.name;
    if (name !== undefined) {
      const emitted = names.emitted(name);
      const declares = names.declares(name);
      if (!declares || emitted !== name) {
        edits.open(node.start, declares ? `let ${emitted} = ` : `;${emitted} = `);
        edits.close(node.end, ";");
      }
    }
    this.#walk.class(node);
  }

  #exportDefault({ declaration, start }: NodeOf<"ExportDefaultDeclaration">): void {
    const { edits, visit } = this.#walk;
    const isStatement = declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration";
    if (declaration.type === "TSInterfaceDeclaration" || declaration.type === "TSDeclareFunction") {
      edits.erase(start, declaration.end, ";");
    } else if (isStatement && declaration.id) {
      edits.erase(start, declaration.start);
      this.#statement(declaration);
    } else {
      edits.erase(start, declaration.start, "0,");
      visit(declaration);
      edits.close(declaration.end, ";");
    }
  }

  /** `import x = require("y")`, and `import x = a.b`. */
  #importEquals(node: NodeOf<"TSImportEqualsDeclaration">): void {
    const { edits, names, references, visit } = this.#walk;
    if (node.importKind === "type") {
      eraseStatement(edits, node);
      return;
    }
    const { id, moduleReference } = node;
    edits.erase(node.start, id.start, names.declares(id.name) ? "let " : ";");
    references.declared(id);
    if (moduleReference.type !== "TSExternalModuleReference") visit(leftmost(moduleReference));
  }
}

/** Whether a declaration exists for the type checker only. */
function isTypeOnly(node: Node): boolean {
  switch (node.type) {
    case "TSTypeAliasDeclaration":
    case "TSInterfaceDeclaration":
    case "TSDeclareFunction":
      return true;
    case "VariableDeclaration":
    case "ClassDeclaration":
    case "TSEnumDeclaration":
    case "TSModuleDeclaration":
      return node.declare === true;
    case "TSImportEqualsDeclaration":
      return node.importKind === "type";
    default:
      return false;
  }
}

/** The statement whose value a cell's is: the last one that leaves something at run time. */
export function lastStatement(program: Program): Program["body"][number] | undefined {
  return program.body.findLast((node) => node.type !== "EmptyStatement" && !isErased(node));
}

/** Whether a cell shows the value of its last statement: it is an expression, whatever types or `;` follow it. */
export function showsResult(program: Program): boolean {
  const last = lastStatement(program);
  if (!last) return false;
  if (last.type === "ExportDefaultDeclaration") {
    const { declaration } = last;
    return !/Declaration$/.test(declaration.type) || ("id" in declaration && declaration.id === null);
  }
  return last.type === "ExpressionStatement" || last.type === "TSExportAssignment";
}

function isErased(node: Node): boolean {
  if (node.type === "ExportNamedDeclaration") return !node.declaration || isTypeOnly(node.declaration);
  if (node.type === "ImportDeclaration" || node.type === "ExportAllDeclaration") return true;
  return isTypeOnly(node);
}
