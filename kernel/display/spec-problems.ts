/**
 * What is wrong with a Vega-Lite specification, told as a person would: by the path of the wrong value.
 *
 * Vega-Lite's own compiler ignores properties that it doesn't know and fails with errors of its inside on others. A
 * JSON Schema validator reports hundreds of errors for one mistake, since most of the schema is "any of" alternatives.
 * Here each alternative is tried and the one that the value comes nearest to is reported.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { closest, distance } from "fastest-levenshtein";

/** One thing that is wrong. */
export interface SpecProblem {
  /** Where, such as `encoding.x.type`. */
  readonly field: string;
  readonly message: string;
  /** The specification may be right and its data wanting. */
  readonly isOfData?: boolean;
}

/** A problem of one alternative, perhaps not of the nearest one: its message is only made when it is told. */
interface Finding {
  readonly field: string;
  readonly message: () => string;
  /** How far the value is from what is expected: decides between alternatives. */
  readonly weight: number;
}

/**
 * Weights of what can be wrong. A value of another type is another alternative altogether, unless it lies deeper:
 * there nothing weighs more than `deeper`.
 */
const weights = { type: 50, constant: 20, missing: 10, unknown: 5, misspelt: 4, value: 4, deeper: 4.5 };

/** What a specification of each sort has. */
const sorts = ["mark", "layer", "facet", "hconcat", "vconcat", "concat", "repeat", "spec"];

/** The keywords of JSON Schema that Vega-Lite's schema uses and that are checked here. */
interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
}

/** Items of a list that are looked at: rows of data are many and alike. */
const mostItems = 50;

/** Names that a message lists. */
const mostListed = 24;

let definitions: Readonly<Record<string, Schema>> | undefined;

/** Returns what is wrong with a specification; nothing for a right one. */
export function specProblems(spec: object): SpecProblem[] {
  if (!sorts.some((sort) => sort in spec)) {
    return [{ field: "mark", message: `The specification has no mark: give one of ${sorts.slice(0, -1).join(", ")}` }];
  }
  definitions ??= readDefinitions();
  const found = problems({ $ref: "#/definitions/TopLevelSpec" }, spec, "", definitions);
  return found.map(({ field, message }) => ({ field, message: message() }));
}

function problems(schema: Schema, value: unknown, field: string, known: Readonly<Record<string, Schema>>): Finding[] {
  if (schema.$ref !== undefined) {
    const referred = known[schema.$ref.slice("#/definitions/".length)];
    return referred === undefined ? [] : problems(referred, value, field, known);
  }
  if (schema.anyOf !== undefined) return nearest(schema.anyOf, value, field, known);
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) {
    const message = () => `${named(field)} is ${shown(value)}: give ${types.join(" or ")}`;
    return [{ field, message, weight: weights.type }];
  }
  if ("const" in schema && value !== schema.const) return [wrongValue(field, value, [schema.const], weights.constant)];
  if (schema.enum !== undefined && !schema.enum.includes(value)) {
    return [wrongValue(field, value, schema.enum, weights.value)];
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items === undefined) return [];
    return value.slice(0, mostItems).flatMap((item, at) => problems(items, item, `${field}[${at}]`, known));
  }
  return isRecord(value) ? propertyProblems(schema, value, field, known) : [];
}

function propertyProblems(
  { properties = {}, required = [], additionalProperties = true }: Schema,
  value: Readonly<Record<string, unknown>>,
  field: string,
  known: Readonly<Record<string, Schema>>,
): Finding[] {
  const found: Finding[] = required
    .filter((name) => value[name] === undefined)
    .map((name) => ({
      field: within(field, name),
      message: () => `${within(field, name)} is missing`,
      weight: weights.missing,
    }));
  for (const [name, inner] of Object.entries(value)) {
    const schema = properties[name] ?? additionalProperties;
    if (inner === undefined || schema === true || name === "$schema") continue;
    if (schema === false) found.push(unknownProperty(field, name, Object.keys(properties)));
    else {
      for (const deeper of problems(schema, inner, within(field, name), known)) {
        found.push({ ...deeper, weight: Math.min(deeper.weight, weights.deeper) });
      }
    }
  }
  return found;
}

/** The problems of the alternative that the value comes nearest to. */
function nearest(
  alternatives: readonly Schema[],
  value: unknown,
  field: string,
  known: Readonly<Record<string, Schema>>,
): Finding[] {
  let best: Finding[] | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const alternative of alternatives) {
    const found = problems(alternative, value, field, known);
    if (found.length === 0) return [];
    const weight = found.reduce((sum, problem) => sum + problem.weight, 0);
    if (weight < least) {
      best = found;
      least = weight;
    }
  }
  return best ?? [];
}

function wrongValue(field: string, value: unknown, allowed: readonly unknown[], weight: number): Finding {
  function message(): string {
    const names = allowed.filter((name) => typeof name === "string");
    const meant = typeof value === "string" ? meantName(value, names) : undefined;
    if (meant !== undefined) return `${named(field)} is ${shown(value)}: did you mean "${meant}"?`;
    const listed = allowed.slice(0, mostListed).map((name) => inspect(name));
    const more = allowed.length > listed.length ? ", …" : "";
    return `${named(field)} is ${shown(value)}: use one of ${listed.join(", ")}${more}`;
  }
  return { field, message, weight };
}

function unknownProperty(field: string, name: string, known: readonly string[]): Finding {
  const meant = meantName(name, known);
  function message(): string {
    const hint =
      meant === undefined ? `known are ${known.slice(0, mostListed).join(", ")}` : `did you mean "${meant}"?`;
    return `${within(field, name)} is unknown: ${hint}`;
  }
  return { field: within(field, name), message, weight: meant === undefined ? weights.unknown : weights.misspelt };
}

/** The known name that a misspelt one was meant to be, if any is near. */
function meantName(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const near = closest(name.toLowerCase(), [...known]);
  const most = name.length > 3 ? Math.max(2, Math.floor(name.length / 3)) : 1;
  return distance(name.toLowerCase(), near.toLowerCase()) <= most ? near : undefined;
}

function isOfType(value: unknown, type: string): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isRecord(value);
  return type === "integer" ? Number.isInteger(value) : typeof value === type;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function within(field: string, name: string): string {
  return field === "" ? name : `${field}.${name}`;
}

function named(field: string): string {
  return field === "" ? "The specification" : field;
}

function shown(value: unknown): string {
  return inspect(value, { depth: 1, maxArrayLength: 3, maxStringLength: 60, breakLength: Number.POSITIVE_INFINITY });
}

function readDefinitions(): Readonly<Record<string, Schema>> {
  const file = fileURLToPath(import.meta.resolve("vega-lite/vega-lite-schema.json"));
  const schema: { definitions: Readonly<Record<string, Schema>> } = JSON.parse(readFileSync(file, "utf8"));
  return schema.definitions;
}
