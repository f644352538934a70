/**
 * Looks, after each cell, at what Node and the language themselves can't do without: where a cell has left it broken, no
 * further cell would ever begin, or end, and the process is ended at once.
 *
 * One that works, such as a wrapper that counts calls, stays.
 */
import { giveUp } from "./give-up.ts";

const objects = Object.prototype;
const functions = Function.prototype;
const promises = Promise.prototype;
const { apply } = functions;
const { then } = promises;
const settled = Promise.resolve();
const soon = setImmediate;

/** Costs a cell three look-ups, as long as it has replaced none of these. */
export function refuseBroken(): void {
  // Every object counts as a promise: none that an asynchronous function gives would ever come.
  if ("then" in objects) giveUp(new TypeError("Object.prototype.then"));
  if (functions.apply !== apply) tryApply();
  if (promises.then !== then) tryThen();
}

function tryApply(): void {
  const echo = (value: unknown) => value;
  try {
    // By it Node calls back.
    if (echo.apply(undefined, [echo]) === echo) return;
  } catch {
    // As good as no answer.
  }
  giveUp(new TypeError("Function.prototype.apply"));
}

function tryThen(): void {
  let isHeard = false;
  try {
    void settled.then(() => {
      isHeard = true;
    });
  } catch (error) {
    giveUp(error);
  }
  soon(() => {
    if (!isHeard) giveUp(new TypeError("Promise.prototype.then"));
  });
}
