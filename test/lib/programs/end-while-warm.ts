/** Prints the workers of a warm run, then has nothing more to do: the program must end by itself. */
import { factoriseAll, randomNumbers } from "../../../lib/index.ts";

for (const strategy of ["threads", "processes"] as const) {
  const run = await factoriseAll(randomNumbers({ count: 4000 }), { strategy, workers: 2, warm: true });
  console.log(JSON.stringify(run.timeline.lanes()));
}
