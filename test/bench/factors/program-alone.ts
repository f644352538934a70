/** A program that knows of no other: factorises its numbers on one thread whenever it is told to. */
import { factoriseAll } from "../../../lib/factors/factorise-all.ts";
import { randomNumbers } from "../../../lib/factors/random-numbers.ts";

const [count, from, to] = process.argv.slice(2).map(Number);
const numbers = randomNumbers({ count: count ?? 0 }).slice(from, to);

process.on("message", async () => {
  const { wallMs, cpuMs } = await factoriseAll(numbers, { strategy: "sequential", check: false });
  process.send?.({ ms: wallMs, cpuMs });
});
process.send?.("ready");
