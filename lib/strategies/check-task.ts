import { inspect } from "node:util";
import { isRevoked } from "../errors/is-revoked.ts";
import { isUrl } from "../errors/is-url.ts";
import { NavetteError } from "../errors/navette-error.ts";
import type { Task } from "./strategy.ts";

/**
 * Refuses what names no function of a module: the function itself above all, which other processes can't be given.
 *
 * @throws NavetteError `ERR_NAVETTE_TASK`, naming the value.
 */
export function checkTask(task: Task): void {
  if (!isRevoked(task) && isUrl(task?.module) && typeof task.name === "string") return;
  const next =
    'give the address of a module and the name of a function, as in { module: new URL("./square.mjs", import.meta.url), name: "square" }';
  throw new NavetteError("ERR_NAVETTE_TASK", `task is ${inspect(task, { depth: 1, maxStringLength: 60 })}: ${next}`);
}
