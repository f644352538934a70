import { NavetteError } from "../../lib/errors/navette-error.ts";
import { declaredParameters, type Parameter } from "./declared-parameters.ts";
import type { NotebookCell } from "./notebook-file.ts";
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
 * @param file the notebook's name, for messages
 * @param values the values as they stand on the command line, by name
 * @throws NavetteError `ERR_NAVETTE_PARAMETER` for a name that the notebook doesn't declare, and for a value of
 * another type
 */
export function injection(
  file: string,
  cells: readonly NotebookCell[],
  values: ReadonlyMap<string, string>,
): Injection {
  const after = cells.findIndex((cell) => cell.type === "code" && cell.tags.includes("parameters"));
  const parameters = declaredParameters(cells[after]?.source ?? "");
  const lines = Array.from(values, ([name, value]) => {
    const parameter = parameters.find((declared) => declared.name === name);
    if (!parameter) throw unknown(file, name, after === -1 ? undefined : parameters);
    const annotation = parameter.annotation === undefined ? "" : `: ${parameter.annotation}`;
    return `let ${name}${annotation} = ${parameterLiteral(parameter, value)};`;
  });
  return { after, source: ["// Parameters of this run", ...lines].join("\n") };
}

function unknown(file: string, name: string, parameters: readonly Parameter[] | undefined): NavetteError {
  const known = parameters?.map(({ name, initial }) => (initial === undefined ? name : `${name} (${initial})`));
  const reason = known
    ? `its parameters are ${known.join(", ") || 'none: the cell tagged "parameters" declares no variable'}`
    : 'no cell of it is tagged "parameters"';
  return new NavetteError(
    "ERR_NAVETTE_PARAMETER",
    `-p ${name}: ${file} has no parameter "${name}"; ${reason}. Nothing was run.`,
  );
}
