/**
 * `console` without what Node wraps its methods in: each call would also tell V8's inspector, which takes the stack and
 * keeps the last 1,000 messages with their values. That takes several times as long as printing a line, and no debugger
 * can be attached here.
 */
import { Console } from "node:console";

/** Gives `console`, whoever holds it, methods that write to the streams of this process and do nothing else. */
export function installConsole(): void {
  const { stdout, stderr } = process;
  // These streams have no errors to listen for: what is written is sent before `write` returns.
  const plain = new Console({ stdout, stderr, ignoreErrors: false });
  const methods = Object.entries(plain).filter(([, value]) => typeof value === "function");
  Object.assign(console, Object.fromEntries(methods));
}
