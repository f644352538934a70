import type { Parameter } from "./declared-parameters.ts";
import { parameterLiteral } from "./parameter-literal.ts";

/** A cell to be put into a notebook before it runs. */
export interface Injection {
  /** Index of the cell tagged `parameters`; the new cell follows it. */
  after: number;
  source: string;
}

/**
 * Makes the cell that gives a notebook's parameters other values.
 *
 * @param after index of the cell that declares them
 * @param parameters what it declares
 * @param values the values of some of them, as they stand on the command line, by name
 * @throws NavetteError `ERR_NAVETTE_PARAMETER_TYPE` for a value of another type
 */
export function injection(
  after: number,
  parameters: readonly Parameter[],
  values: ReadonlyMap<string, string>,
): Injection {
  const lines = parameters.flatMap((parameter) => {
    const value = values.get(parameter.name);
    if (value === undefined) return [];
    const annotation = parameter.annotation === undefined ? "" : `: ${parameter.annotation}`;
    return [`let ${parameter.name}${annotation} = ${parameterLiteral(parameter, value)};`];
  });
  return { after, source: ["// Parameters of this run", ...lines].join("\n") };
}
