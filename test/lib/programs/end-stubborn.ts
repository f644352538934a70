/**
 * Disposes of a process that doesn't end when it is asked to: a second later it is killed, and until it is gone nothing else
 * keeps this program from ending.
 */
import { openExecutor } from "../../../lib/index.ts";

const executor = await openExecutor("processes", { workers: 1 });
const task = { module: new URL("../tasks/mortal.ts", import.meta.url), name: "ignoreEnd" };
const [pid] = await Array.fromAsync(executor.map<number, number>(task, [0]));
await executor[Symbol.asyncDispose]();
console.log(JSON.stringify(pid));
