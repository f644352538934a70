import { parseSync } from "oxc-parser";
import type { RunWay } from "./magic.ts";

/**
 * A cell's code as a function that `%timeit` calls many times; lines stay where they are.
 *
 * What it declares stays inside. An expression is the function's result, which keeps V8 from leaving it out; code that
 * awaits is an async function, and its time counts a turn of the event loop's microtasks each.
 */
export function repeatedCode(code: string, options: NonNullable<RunWay["timeit"]>): string {
  const settings = JSON.stringify(options);
  const expression = code.trim().replace(/;$/, "");
  const begin = /^\s*/.exec(code)?.[0] ?? "";
  const asFunction = (open: string, body: string, close: string) =>
    `${begin}await __navette.timeit(${settings}, ${open}${body}${close})`;
  for (const prefix of ["", "async "]) {
    const wrapped = asFunction(`${prefix}() => (`, expression, "\n)");
    if (expression !== "" && isRight(wrapped)) return wrapped;
  }
  const body = code.slice(begin.length);
  const plain = asFunction("() => {", body, "\n}");
  return isRight(plain) ? plain : asFunction("async () => {", body, "\n}");
}

function isRight(code: string): boolean {
  return parseSync("cell.tsx", code, { lang: "ts", sourceType: "module" }).errors.length === 0;
}
