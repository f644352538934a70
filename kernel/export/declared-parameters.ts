import { type BindingPattern, type Expression, type Program, parseSync, type TSType } from "oxc-parser";
import { NavetteError } from "../../lib/errors/navette-error.ts";

/** What a parameter's value may be; `unknown` where neither annotation nor default tells. */
export type ParameterType = "number" | "string" | "boolean" | "bigint" | "array" | "object" | "unknown";

/** A variable of the cell tagged `parameters`. */
export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  /** The only values that the annotation allows, where it is a union of literals. */
  readonly choices?: readonly string[];
  /** The type annotation as written. */
  readonly annotation?: string;
  /** The default as written. */
  readonly initial?: string;
}

/**
 * Finds the parameters that a cell declares at its top level.
 *
 * @throws NavetteError `ERR_NAVETTE_PARAMETERS_CELL` when the cell is no TypeScript
 */
export function declaredParameters(source: string): Parameter[] {
  const { program, errors } = parseSync("parameters.ts", source, { lang: "ts", sourceType: "module" });
  const [error] = errors;
  if (error) {
    throw new NavetteError(
      "ERR_NAVETTE_PARAMETERS_CELL",
      `The cell tagged "parameters" can't be read: ${error.message}. Correct that cell first.`,
    );
  }
  return topLevelVariables(program).flatMap(({ id, init }) => parameter(id, init, source));
}

function topLevelVariables(program: Program) {
  return program.body.flatMap((statement) => {
    const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    return declaration?.type === "VariableDeclaration" ? declaration.declarations : [];
  });
}

function parameter(id: BindingPattern, init: Expression | null, source: string): Parameter[] {
  if (id.type !== "Identifier") return [];
  const annotation = id.typeAnnotation?.typeAnnotation;
  const choices = annotation && literalChoices(annotation);
  return [
    {
      name: id.name,
      type: annotatedType(annotation) ?? valueType(init),
      ...(choices && { choices }),
      ...(annotation && { annotation: source.slice(annotation.start, annotation.end) }),
      ...(init && { initial: source.slice(init.start, init.end) }),
    },
  ];
}

function annotatedType(annotation: TSType | undefined): ParameterType | undefined {
  switch (annotation?.type) {
    case "TSNumberKeyword":
      return "number";
    case "TSStringKeyword":
      return "string";
    case "TSBooleanKeyword":
      return "boolean";
    case "TSBigIntKeyword":
      return "bigint";
    case "TSArrayType":
    case "TSTupleType":
      return "array";
    case "TSLiteralType":
      return valueType(annotation.literal);
    case "TSUnionType": {
      const types = new Set(annotation.types.map(annotatedType));
      return types.size === 1 ? [...types][0] : undefined;
    }
    default:
      return undefined;
  }
}

/** The values of a union of string or number literals, such as `"threads" | "processes"`. */
function literalChoices(annotation: TSType): string[] | undefined {
  const types = annotation.type === "TSUnionType" ? annotation.types : [annotation];
  const values = types.map((type) =>
    type.type === "TSLiteralType" && type.literal.type === "Literal" ? type.literal.value : undefined,
  );
  return values.every((value) => typeof value === "string" || typeof value === "number")
    ? values.map(String)
    : undefined;
}

function valueType(value: Expression | null): ParameterType {
  switch (value?.type) {
    case "Literal":
      return literalType(value.value);
    case "TemplateLiteral":
      return "string";
    case "ArrayExpression":
      return "array";
    case "ObjectExpression":
      return "object";
    case "UnaryExpression":
      return value.operator === "!" ? "boolean" : valueType(value.argument);
    case "BinaryExpression":
      return arithmetic.has(value.operator) ? commonType(value.left, value.right) : "unknown";
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
      return valueType(value.expression);
    default:
      return "unknown";
  }
}

const arithmetic = new Set(["+", "-", "*", "/", "%", "**"]);

function commonType(left: Expression | { type: "PrivateIdentifier" }, right: Expression): ParameterType {
  const type = valueType(right);
  return left.type !== "PrivateIdentifier" && valueType(left) === type ? type : "unknown";
}

function literalType(value: unknown): ParameterType {
  const type = typeof value;
  return type === "number" || type === "string" || type === "boolean" || type === "bigint" ? type : "unknown";
}
