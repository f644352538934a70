import type { Parameter } from "./declared-parameters.ts";
import { parameterLiteral } from "./parameter-literal.ts";

/** A cell to be put into a notebook before it runs. */
export interface Injection {
  /** Index of the cell tagged `parameters`; the new cell follows it. */
  after: number;
  source: string;
}

/** The first line of such a cell, in the notebook's language. */
const comments: Readonly<Record<string, string>> = {
  en: "// Parameters of this run",
  fr: "// Paramètres de cette exécution",
};

/**
 * Makes the cell that gives a notebook's parameters other values.
 *
 * @param after index of the cell that declares them
 * @param parameters what it declares
 * @param values the values of some of them, as they stand on the command line, by name
 * @param language the notebook's, such as `fr`; English where it tells none
 * @throws NavetteError `ERR_NAVETTE_PARAMETER_TYPE` for a value of another type
 */
export function injection(
  after: number,
  parameters: readonly Parameter[],
  values: ReadonlyMap<string, string>,
  language = "en",
): Injection {
  const lines = parameters.flatMap((parameter) => {
    const value = values.get(parameter.name);
    if (value === undefined) return [];
    const annotation = parameter.annotation === undefined ? "" : `: ${parameter.annotation}`;
    return [`let ${parameter.name}${annotation} = ${parameterLiteral(parameter, value)};`];
  });
  const comment = comments[language] ?? comments.en;
  return { after, source: [comment, ...lines].join("\n") };
}
