import { NavetteError } from "../../lib/errors/navette-error.ts";
import type { Magic } from "./magic.ts";

/** The most runs, and the most rounds. */
const most = 1_000_000_000;

/** The magics that measure a cell: `%%time`, `%%timeit` and `%%timeline`, or `%time code` and so on. */
export const timeMagics: readonly Magic[] = [
  {
    name: "time",
    kind: "cell",
    help: "[code]",
    about: "Shows what the code costs: time, CPU of threads and processes, the event loop, memory.",
    words: [],
    run: ({ runAs }) => runAs({ measure: "time" }),
  },
  {
    name: "timeit",
    kind: "cell",
    help: "[-n RUNS] [-r ROUNDS] [code]",
    about: "Runs the code many times and shows how long one run takes.",
    words: ["-n", "-r"],
    run: ({ argument, runAs }) => runAs({ timeit: timeitOptions(argument) }),
  },
  {
    name: "timeline",
    kind: "cell",
    help: "[code]",
    about: "Draws the requests, threads, processes and tasks of the code as a Gantt chart.",
    words: [],
    run: ({ runAs }) => runAs({ measure: "timeline" }),
  },
];

function timeitOptions(argument: string): { runs?: number; rounds?: number } {
  const options: { runs?: number; rounds?: number } = {};
  for (const [, letter, digits] of argument.matchAll(/-([nr])\s*(\d+)/g)) {
    const value = Number(digits);
    if (value < 1 || value > most) {
      throw new NavetteError("ERR_NAVETTE_MAGIC", `%timeit: -${letter} is ${digits}: give 1 to ${most}`);
    }
    options[letter === "n" ? "runs" : "rounds"] = value;
  }
  return options;
}
