/**
 * Listeners of the process that stay, whatever the reader's code removes: without them a late error or a signal would
 * end the process, with all its variables.
 *
 * Test runners, among others, remove the listeners that they find, to have errors for themselves.
 */
import process from "node:process";

type Listener = (value: unknown) => void;

const kept = new Map<unknown, Listener>();
/** By these Node itself hears which signals are listened to, and this module what is removed. */
const internal: ReadonlySet<string | symbol> = new Set(["newListener", "removeListener"]);

export function keepListener(event: string, listener: Listener): void {
  if (kept.size === 0) watchRemovals();
  kept.set(event, listener);
  process.on(event, listener);
}

function watchRemovals(): void {
  process.on("removeListener", (event: unknown, listener: unknown) => {
    const own = kept.get(event);
    if (own !== undefined && own === listener) process.on(String(event), own);
  });
  const { removeAllListeners } = process;
  process.removeAllListeners = (event?: string | symbol) => {
    const events = event === undefined ? process.eventNames().filter((one) => !internal.has(one)) : [event];
    for (const one of events) removeAllListeners.call(process, one);
    return process;
  };
}
