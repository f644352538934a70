import { NavetteError } from "../../lib/errors/navette-error.ts";
import type { Parameter, ParameterType } from "./declared-parameters.ts";

/**
 * Turns a value of the command line into the TypeScript literal of the parameter's type: `8` → `8`,
 * `threads` → `"threads"`.
 *
 * @throws NavetteError `ERR_NAVETTE_PARAMETER_TYPE` when the value is of another type than the declared default
 */
export function parameterLiteral(parameter: Parameter, value: string): string {
  const literal = literals[parameter.type](value);
  if (literal === undefined) throw wrong(parameter, value, expectations[parameter.type]);
  if (parameter.choices && !parameter.choices.includes(value)) {
    throw wrong(parameter, value, `one of ${parameter.choices.join(", ")}`);
  }
  return literal;
}

/** Per type: the literal, or nothing for a value of another type. */
const literals: Record<ParameterType, (value: string) => string | undefined> = {
  number: (value) => (/^[+-]?(\d[\d_]*\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) ? value.replace(/^\+/, "") : undefined),
  string: (value) => JSON.stringify(value),
  boolean: (value) => (value === "true" || value === "false" ? value : undefined),
  bigint: (value) => (/^-?\d+n?$/.test(value) ? `${value.replace(/n$/, "")}n` : undefined),
  array: (value) => json(value, Array.isArray),
  object: (value) => json(value, (parsed) => typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)),
  unknown: (value) => json(value, () => true),
};

const expectations: Record<ParameterType, string> = {
  number: "a number",
  string: "a text",
  boolean: "true or false",
  bigint: "a whole number",
  array: 'a JSON list, such as \'["a", "b"]\'',
  object: "a JSON object, such as '{\"a\": 1}'",
  unknown: "a JSON value, such as 8, true, '\"text\"' or '[\"a\"]'",
};

function json(value: string, fits: (parsed: unknown) => boolean): string | undefined {
  try {
    const parsed: unknown = JSON.parse(value);
    return fits(parsed) ? JSON.stringify(parsed) : undefined;
  } catch {
    return undefined;
  }
}

function wrong(parameter: Parameter, value: string, wanted: string): NavetteError {
  const initial = parameter.initial === undefined ? "" : ` (its default is ${parameter.initial})`;
  return new NavetteError(
    "ERR_NAVETTE_PARAMETER_TYPE",
    `-p ${parameter.name}=${value}: ${parameter.name} takes ${wanted}${initial}. Nothing was run.`,
  );
}
