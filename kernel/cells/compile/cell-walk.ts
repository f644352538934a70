/**
 * One pass over a cell's tree: erases types, rewrites what REPL scripts refuse or the runtime must see, and hands
 * declarations of the top level and uses of their names on.
 */
import type { CellNames } from "./cell-names.ts";
import { CellSyntaxError } from "./cell-syntax-error.ts";
import type { Edits } from "./edits.ts";
import {
  eraseAnnotation,
  eraseClassTypes,
  eraseMemberTypes,
  eraseSignature,
  eraseStatement,
  eraseThisParameter,
  eraseTypeAssertion,
  isTypeOnlyMember,
} from "./erase-types.ts";
import { References } from "./references.ts";
import { Scope } from "./scope.ts";
import { forEachChild, type Node, type NodeOf } from "./syntax-tree.ts";
import { identifierEnd } from "./tokens.ts";
import { topLevelVariables } from "./top-level-variables.ts";

type RegExpLiteral = Extract<NodeOf<"Literal">, { regex: unknown }>;
type Operation = NodeOf<"BinaryExpression"> | NodeOf<"LogicalExpression">;
type FunctionNode = NodeOf<"FunctionDeclaration"> | NodeOf<"ArrowFunctionExpression">;
type ClassNode = NodeOf<"ClassDeclaration">;
export type Identifier = NodeOf<"Identifier">;

/** What to do with a name that a pattern binds or assigns to; `shorthand` for the `x` of `{ x }`. */
export type Bind = (identifier: Identifier, shorthand: boolean) => void;

export class CellWalk {
  readonly edits: Edits;
  readonly names: CellNames;
  readonly references: References;
  /** The identifier of the runtime's object in the emitted code. */
  readonly runtime: string;
  /** Whether something needs a transform that goes beyond erasing. */
  needsTransform = false;
  /** Whether a parameter has a decorator. */
  decoratesParameters = false;
  #scope: Scope | undefined;

  constructor(edits: Edits, names: CellNames, runtime: string) {
    this.edits = edits;
    this.names = names;
    this.runtime = runtime;
    this.references = new References(edits, names, `${runtime}.constants`);
  }

  readonly visit = (node: Node): void => {
    const { edits } = this;
    switch (node.type) {
      case "Identifier":
        this.references.read(node, this.#scope);
        return;
      case "MemberExpression":
        this.visit(node.object);
        if (node.computed) this.visit(node.property);
        return;
      case "Property":
        if (node.computed) this.visit(node.key);
        if (node.shorthand && node.value.type === "Identifier") this.references.read(node.value, this.#scope, true);
        else this.visit(node.value);
        return;
      case "CallExpression":
      case "NewExpression":
        this.visit(node.callee);
        if (node.typeArguments) this.visit(node.typeArguments);
        for (const argument of node.arguments) this.visit(argument);
        return;
      case "BinaryExpression":
      case "LogicalExpression":
        this.#operands(node);
        return;
      case "AwaitExpression":
        edits.open(node.argument.start, `${this.runtime}.race(`);
        this.visit(node.argument);
        edits.close(node.argument.end, ")");
        return;
      case "AssignmentExpression":
        this.#assignment(node);
        return;
      case "UpdateExpression":
        this.pattern(node.argument, this.#write);
        return;
      case "UnaryExpression":
        // In a script, unlike a module, `<!--` opens a comment.
        if (edits.source.startsWith("<!--", node.start - 1)) edits.open(node.start, " ");
        this.visit(node.argument);
        return;
      case "ImportExpression":
        edits.replace(node.start, edits.source.indexOf("(", node.start), `${this.runtime}.dynamicImport`);
        forEachChild(node, this.visit);
        return;
      case "MetaProperty":
        if (node.meta.name === "import") edits.replace(node.start, node.end, `${this.runtime}.meta`);
        return;

      case "VariableDeclaration":
        this.#variables(node, "statement");
        return;
      case "ExpressionStatement":
      case "ReturnStatement":
      case "ThrowStatement":
        forEachChild(node, this.visit);
        edits.endStatement(node.end);
        return;
      case "LabeledStatement":
        this.visit(node.body);
        return;
      case "BreakStatement":
      case "ContinueStatement":
        return;
      case "Literal":
        if ("regex" in node && node.value === null) refuseRegExp(edits.source, node);
        return;
      case "BlockStatement":
        this.#within("block", () => forEachChild(node, this.visit));
        return;
      case "SwitchStatement":
        this.visit(node.discriminant);
        this.#within("block", () => node.cases.forEach(this.visit));
        return;
      case "StaticBlock":
        this.#within("function", () => forEachChild(node, this.visit));
        return;
      case "CatchClause":
        this.#within("block", () => {
          if (node.param) this.pattern(node.param, this.#declare);
          this.visit(node.body);
        });
        return;
      case "ForStatement":
        this.#within("block", () => {
          if (node.init?.type === "VariableDeclaration") this.#variables(node.init, "head");
          else if (node.init) this.visit(node.init);
          for (const child of [node.test, node.update, node.body]) if (child) this.visit(child);
        });
        return;
      case "ForInStatement":
      case "ForOfStatement":
        this.#within("block", () => this.#forEach(node));
        return;

      case "FunctionDeclaration":
        if (node.id) this.#scope?.declare(node.id.name);
        this.function(node);
        return;
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        this.function(node);
        return;
      case "ClassDeclaration":
        if (node.declare) {
          eraseStatement(edits, node);
          return;
        }
        if (node.id) this.#scope?.declare(node.id.name);
        this.class(node);
        return;
      case "ClassExpression":
        this.class(node);
        return;

      case "TSAsExpression":
      case "TSSatisfiesExpression":
      case "TSNonNullExpression":
      case "TSInstantiationExpression":
        this.visit(node.expression);
        edits.erase(node.expression.end, node.end);
        return;
      case "TSTypeAssertion":
        this.visit(node.expression);
        eraseTypeAssertion(edits, node);
        return;
      case "TSTypeParameterInstantiation":
        edits.erase(node.start, node.end);
        return;
      case "TSTypeAliasDeclaration":
      case "TSInterfaceDeclaration":
      case "TSDeclareFunction":
      case "TSNamespaceExportDeclaration":
        eraseStatement(edits, node);
        return;
      case "TSEnumDeclaration":
      case "TSModuleDeclaration":
        if (node.declare) eraseStatement(edits, node);
        else this.needsTransform = true;
        return;
      case "JSXElement":
      case "JSXFragment":
        this.needsTransform = true;
        return;
      default:
        forEachChild(node, this.visit);
    }
  };

  /** Visits a pattern, or any target of an assignment, and hands its names to `bind`. */
  pattern(node: Node, bind: Bind, shorthand = false, marked = false): void {
    const { edits } = this;
    switch (node.type) {
      case "Identifier":
        if (marked || node.optional || node.typeAnnotation) {
          const end = identifierEnd(edits.source, node.start);
          eraseAnnotation(edits, end, marked || Boolean(node.optional), node.typeAnnotation);
        }
        this.#parameterDecorators(node.decorators);
        bind(node, shorthand);
        return;
      case "ObjectPattern":
        for (const property of node.properties) {
          if (property.type === "Property") {
            if (property.computed) this.visit(property.key);
            this.pattern(property.value, bind, property.shorthand);
          } else this.pattern(property.argument, bind);
        }
        break;
      case "ArrayPattern":
        for (const element of node.elements) if (element) this.pattern(element, bind);
        break;
      case "AssignmentPattern":
        this.pattern(node.left, bind, shorthand);
        this.visit(node.right);
        return;
      case "RestElement":
        this.pattern(node.argument, bind);
        break;
      case "ParenthesizedExpression":
        this.pattern(node.expression, bind);
        return;
      case "TSAsExpression":
      case "TSSatisfiesExpression":
      case "TSNonNullExpression":
        this.pattern(node.expression, bind);
        edits.erase(node.expression.end, node.end);
        return;
      case "TSTypeAssertion":
        this.pattern(node.expression, bind);
        eraseTypeAssertion(edits, node);
        return;
      case "TSParameterProperty":
        this.needsTransform = true;
        this.#parameterDecorators(node.decorators);
        return;
      default:
        this.visit(node);
        return;
    }
    this.#parameterDecorators(node.decorators);
    if (node.typeAnnotation) edits.erase(node.typeAnnotation.start, node.typeAnnotation.end);
  }

  /** Visits a function but for its own name in the scope around it. */
  function(node: FunctionNode): void {
    eraseSignature(this.edits, node);
    this.#within("function", () => {
      if (node.type === "FunctionExpression" && node.id) this.#scope?.declare(node.id.name);
      for (const parameter of node.params) {
        if (parameter.type === "Identifier" && parameter.name === "this") eraseThisParameter(this.edits, parameter);
        else this.pattern(parameter, this.#declare);
      }
      // A parameter's default value does not see what the body declares.
      this.#within("function", () => {
        if (node.body?.type === "BlockStatement") forEachChild(node.body, this.visit);
        else if (node.body) this.visit(node.body);
      });
    });
  }

  /** Visits a class but for its name in the scope around it. */
  class(node: ClassNode): void {
    if (node.decorators.length) this.needsTransform = true;
    eraseClassTypes(this.edits, node);
    this.#within("block", () => {
      if (node.id) this.#scope?.declare(node.id.name);
      if (node.superClass) this.visit(node.superClass);
      for (const member of node.body.body) this.#member(member);
    });
  }

  #variables(node: NodeOf<"VariableDeclaration">, place: "statement" | "head"): void {
    if (node.declare) eraseStatement(this.edits, node);
    else if (node.kind === "var" && !this.#scope?.functionScope) topLevelVariables(this, node, place);
    else {
      const bind = node.kind === "var" ? this.#declareVar : this.#declare;
      for (const { id, init, definite } of node.declarations) {
        this.pattern(id, bind, false, definite === true);
        if (init) this.visit(init);
      }
    }
    if (place === "statement") this.edits.endStatement(node.end);
  }

  /** Visits a chain of operators without a stack of its length. */
  #operands(node: Operation): void {
    const right: Node[] = [];
    let left: Node = node;
    for (; left.type === "BinaryExpression" || left.type === "LogicalExpression"; left = left.left)
      right.push(left.right);
    this.visit(left);
    for (const operand of right.reverse()) this.visit(operand);
  }

  #forEach(node: NodeOf<"ForOfStatement"> | NodeOf<"ForInStatement">): void {
    if (node.left.type === "VariableDeclaration") this.#variables(node.left, "head");
    else this.pattern(node.left, this.#write);
    const iterated = node.type === "ForOfStatement" && node.await;
    if (iterated) this.edits.open(node.right.start, `${this.runtime}.iterate(`);
    this.visit(node.right);
    if (iterated) this.edits.close(node.right.end, ")");
    this.visit(node.body);
  }

  #assignment(node: NodeOf<"AssignmentExpression">): void {
    const { left, right } = node;
    if (left.type === "Identifier") this.references.assigned(node, left, this.#scope);
    else this.pattern(left, this.#write);
    this.visit(right);
  }

  #member(node: Node): void {
    if (isTypeOnlyMember(node)) {
      eraseStatement(this.edits, node);
      return;
    }
    switch (node.type) {
      case "MethodDefinition":
        eraseMemberTypes(this.edits, node);
        if (node.computed) this.visit(node.key);
        this.function(node.value);
        break;
      case "PropertyDefinition":
        eraseMemberTypes(this.edits, node);
        if (node.computed) this.visit(node.key);
        if (node.value) this.visit(node.value);
        this.edits.endStatement(node.end);
        break;
      case "AccessorProperty":
        this.needsTransform = true;
        return;
      default:
        this.visit(node);
        return;
    }
    if (node.decorators.length) this.needsTransform = true;
  }

  #parameterDecorators(decorators: readonly Node[] | undefined): void {
    if (!decorators?.length) return;
    this.needsTransform = true;
    this.decoratesParameters = true;
  }

  #within(kind: "function" | "block", visit: () => void): void {
    const around = this.#scope;
    this.#scope = new Scope(around, kind);
    visit();
    this.#scope = around;
  }

  readonly #declare: Bind = ({ name }) => this.#scope?.declare(name);
  readonly #declareVar: Bind = ({ name }) => this.#scope?.functionScope?.declare(name);
  readonly #write: Bind = (identifier, shorthand) => this.references.written(identifier, this.#scope, shorthand);
}

/** The parser takes any regular expression; V8 would refuse the whole script for it without a place. */
function refuseRegExp(source: string, { regex, start, end }: RegExpLiteral): void {
  try {
    new RegExp(regex.pattern, regex.flags);
  } catch (error) {
    throw new CellSyntaxError(error instanceof Error ? error.message : String(error), source, start, end);
  }
}
