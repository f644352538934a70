/** Exits while processes are in the middle of chunks that would never end, once it has printed who they are. */
import { readdirSync, watch } from "node:fs";
import { openExecutor } from "../../../lib/index.ts";

const [folder = ""] = process.argv.slice(2);
watch(folder, () => {
  const pids = readdirSync(folder).filter((name) => name.startsWith("busy-"));
  if (pids.length < 2) return;
  console.log(JSON.stringify(pids.map((name) => Number(name.slice("busy-".length)))));
  process.exit(3);
});
const executor = await openExecutor("processes", { workers: 2 });
const task = { module: new URL("../tasks/mortal.ts", import.meta.url), name: "announceAndHang" };
await Array.fromAsync(executor.map(task, [{ folder }, { folder }]));
