import { briefly } from "./briefly.ts";
import { checkList } from "./check-list.ts";
import { checkOptions } from "./check-options.ts";
import { isRevoked } from "./is-revoked.ts";
import { NavetteError } from "./navette-error.ts";

/**
 * Refuses, among the options of a plot, those that many plots have: a `title` or an `experiment` that is no text, a
 * `machine` that is none, a `course` that is no list of its figures; otherwise as `checkOptions`.
 *
 * @throws NavetteError `ERR_NAVETTE_TITLE`, `ERR_NAVETTE_EXPERIMENT`, `ERR_NAVETTE_MACHINE` or `ERR_NAVETTE_COURSE`, naming
 * the value; what `checkOptions` throws.
 */
export function checkPlotOptions(options: object): void {
  checkOptions(options);
  if ("title" in options) checkText("title", options.title, "Ten images", "ERR_NAVETTE_TITLE");
  if ("experiment" in options) checkText("experiment", options.experiment, "downloads", "ERR_NAVETTE_EXPERIMENT");
  if ("machine" in options) checkMachine(options.machine);
  if ("course" in options && options.course !== undefined) checkCourse(options.course);
}

function checkText(name: string, value: unknown, example: string, code: string): void {
  if (value === undefined || typeof value === "string") return;
  throw new NavetteError(code, `${name} is ${briefly(value)}: give a text, such as "${example}"`);
}

function checkMachine(value: unknown): void {
  if (value === undefined || isThing(value, "cores")) return;
  throw new NavetteError("ERR_NAVETTE_MACHINE", `machine is ${briefly(value)}: give what machine() returned`);
}

function checkCourse(values: unknown): void {
  const [code, next] = ["ERR_NAVETTE_COURSE", "courseFigures.filter(({ chapter }) => chapter === 9)"];
  checkList("course", values, next, code);
  const at = values.findIndex((value) => !isThing(value, "ms"));
  if (at < 0) return;
  throw new NavetteError(
    code,
    `course[${at}] is ${briefly(values[at], 1)}: give figures of the course, such as ${next}`,
  );
}

/** Whether it is an object of which that is a number above 0. */
function isThing(value: unknown, has: string): boolean {
  if (typeof value !== "object" || value === null || isRevoked(value)) return false;
  const figure: unknown = Reflect.get(value, has);
  return typeof figure === "number" && Number.isFinite(figure) && figure > 0;
}
