/**
 * Listeners of the process that stay, whatever the reader's code removes: without them a late error or a signal would
 * end the process, with all its variables.
 *
 * Test runners, among others, remove the listeners that they find, to have errors for themselves. And a listener for errors
 * that fails is told of, where Node would end the process.
 */
import process from "node:process";

type Listener = (value: unknown) => void;

const kept = new Map<unknown, Listener>();
/** By these Node itself hears which signals are listened to, and this module what is removed. */
const internal: ReadonlySet<string | symbol> = new Set(["newListener", "removeListener"]);
/** Events of which Node tells nobody else when a listener of them fails. */
const ofErrors: ReadonlySet<unknown> = new Set(["uncaughtException", "uncaughtExceptionMonitor", "unhandledRejection"]);

export function keepListener(event: string, listener: Listener): void {
  if (kept.size === 0) {
    watchRemovals();
    surviveListeners();
  }
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

function surviveListeners(): void {
  const emit = process.emit.bind(process) as (event: string | symbol, ...args: unknown[]) => boolean;
  const surviving = (event: string | symbol, ...args: unknown[]) => {
    if (!ofErrors.has(event)) return emit(event, ...args);
    const listeners = process.rawListeners(event);
    for (const listener of listeners) {
      try {
        Reflect.apply(listener, process, args);
      } catch (error) {
        kept.get("uncaughtException")?.(error);
      }
    }
    return listeners.length > 0;
  };
  Object.defineProperty(process, "emit", { value: surviving, writable: true, configurable: true });
}
