import { NavetteError } from "../../lib/errors/navette-error.ts";
import { declaredParameters, type Parameter } from "./declared-parameters.ts";
import { type Injection, injection } from "./injection.ts";
import type { NotebookCell } from "./notebook-file.ts";

/** A notebook that takes parameters. */
export interface ParameterTaker {
  /** Its name, for messages. */
  readonly name: string;
  readonly cells: readonly NotebookCell[];
  /** Its language, such as `fr`, if it tells one. */
  readonly language?: string | undefined;
}

/** What each notebook is given, in their order, and what is to be said of it. */
export interface GivenParameters {
  readonly injections: readonly (Injection | undefined)[];
  /** Of every parameter that some of the notebooks lack. */
  readonly notices: readonly string[];
}

/** How many names a notice lists at most. */
const listed = 4;

/**
 * Gives every notebook those of the values that it declares.
 *
 * @param values the values as they stand on the command line, by name
 * @throws NavetteError `ERR_NAVETTE_PARAMETER` for a name that no notebook declares, `ERR_NAVETTE_PARAMETER_TYPE` for a
 * value of another type than one of them declares
 */
export function giveParameters(
  notebooks: readonly ParameterTaker[],
  values: ReadonlyMap<string, string>,
): GivenParameters {
  const takers = notebooks.map(({ name, cells, language }) => {
    const after = cells.findIndex((cell) => cell.type === "code" && cell.tags.includes("parameters"));
    return { name, after, language, parameters: declaredParameters(cells[after]?.source ?? "") };
  });
  const notices = Array.from(values.keys()).flatMap((name) => {
    const lacking = takers.filter(({ parameters }) => !declares(parameters, name));
    if (lacking.length === takers.length) throw unknown(name, takers);
    return lacking.length === 0 ? [] : [notice(name, lacking, takers.length)];
  });
  const injections = takers.map(({ after, language, parameters }) => {
    const own = new Map([...values].filter(([name]) => declares(parameters, name)));
    return own.size > 0 ? injection(after, parameters, own, language) : undefined;
  });
  return { injections, notices };
}

interface Taker {
  readonly name: string;
  readonly after: number;
  readonly parameters: readonly Parameter[];
}

function declares(parameters: readonly Parameter[], name: string): boolean {
  return parameters.some((parameter) => parameter.name === name);
}

function notice(name: string, lacking: readonly Taker[], count: number): string {
  const names = lacking.slice(0, listed).map((taker) => taker.name);
  const more = lacking.length > listed ? ` and ${lacking.length - listed} more` : "";
  const [have, run] = lacking.length === 1 ? ["has", "runs as it is"] : ["have", "run as they are"];
  const those = `${names.join(", ")}${more}`;
  return `-p ${name}: ${lacking.length} of ${count} notebooks ${have} no such parameter and ${run}: ${those}`;
}

function unknown(name: string, takers: readonly Taker[]): NavetteError {
  const [only] = takers;
  const message =
    takers.length === 1 && only
      ? `${only.name} has no parameter "${name}"; ${reason(only)}`
      : `none of the ${takers.length} notebooks has a parameter "${name}"; ${commonReason(takers)}`;
  return new NavetteError("ERR_NAVETTE_PARAMETER", `-p ${name}: ${message}. Nothing was run.`);
}

function reason({ after, parameters }: Taker): string {
  if (after === -1) return 'no cell of it is tagged "parameters"';
  const known = parameters.map(({ name, initial }) => (initial === undefined ? name : `${name} (${initial})`));
  return `its parameters are ${known.join(", ") || 'none: the cell tagged "parameters" declares no variable'}`;
}

/** The parameters of all, those that most of them have first. */
function commonReason(takers: readonly Taker[]): string {
  const counts = new Map<string, number>();
  for (const { parameters } of takers) {
    for (const { name } of parameters) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const names = [...counts].sort(([, a], [, b]) => b - a).map(([name, count]) => `${name} (in ${count})`);
  return names.length > 0 ? `there are ${names.join(", ")}` : 'no cell of theirs is tagged "parameters"';
}
