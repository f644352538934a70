import { parseArgs } from "node:util";
import { reasonOf } from "../../../lib/errors/reason-of.ts";
import { type Part, parts } from "./parts.ts";

/** What `npm run bench lib` was asked for. */
export interface BenchArguments {
  readonly chosen: readonly Part[];
  readonly rounds: number;
  readonly readme: boolean;
}

/** A wrong argument: its message is all that the reader needs. */
export class BenchArgumentError extends Error {}

const usage = "npm run bench lib -- [--only PART,…] [--rounds N] [--readme]";

/**
 * Reads the arguments of the command line; `ROUNDS` of the environment counts where `--rounds` is not given.
 *
 * @throws BenchArgumentError that names the bad value, and the values there are.
 */
export function benchArguments(args: readonly string[], environment: NodeJS.ProcessEnv): BenchArguments {
  const { only, rounds: asked, readme } = optionsOf(args);
  const [option, rounds] = asked === undefined ? ["ROUNDS", environment.ROUNDS ?? "5"] : ["--rounds", asked];
  if (!/^[1-9]\d{0,3}$/.test(rounds)) {
    throw new BenchArgumentError(`${option} is "${rounds}": give a whole number from 1 to 9999`);
  }
  const names = only?.split(",").map((name) => name.trim());
  const unknown = names?.find((name) => !parts.some((part) => part.name === name));
  if (unknown !== undefined) {
    const known = parts.map(({ name }) => name).join(", ");
    throw new BenchArgumentError(`--only names "${unknown}", which is no part: name some of ${known}`);
  }
  const chosen = parts.filter(({ name }) => names?.includes(name) ?? true);
  return { chosen, rounds: Number(rounds), readme };
}

function optionsOf(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { only: { type: "string" }, rounds: { type: "string" }, readme: { type: "boolean", default: false } },
    });
    return values;
  } catch (error) {
    throw new BenchArgumentError(`${reasonOf(error)}\nUse: ${usage}`);
  }
}
