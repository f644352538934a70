/** Prints the processes that a distributed run has started, then waits for ever. */
import { processTable } from "../../../kernel/processes/process-table.ts";
import { openDistributedPool } from "../../../lib/distributed/distributed-pool.ts";

await openDistributedPool(2);
const all = processTable();
const below = (pid: number): number[] =>
  all.filter(({ parent }) => parent === pid).flatMap((child) => [child.pid, ...below(child.pid)]);
console.log(JSON.stringify(below(process.pid)));
setInterval(() => {}, 1000);
