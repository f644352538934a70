/**
 * `console.table` beyond the width of a line: pages wrap long lines, which leaves nothing of such a table, so that it
 * is shown as a picture instead, its text beside it.
 */
import { Console } from "node:console";
import { createRequire } from "node:module";
import { Writable } from "node:stream";
import type { tableBundle } from "../notebook/table-bundle.ts";
import type { Tabular } from "../notebook/table-rows.ts";

type Show = (bundle: Record<string, unknown>) => void;

/** Characters of a line that JupyterLab and exported pages show without wrapping it. */
const widest = 100;

/** Loaded by the first wide table, synchronously, as what is printed next must come behind it. */
const load = createRequire(import.meta.url);

export function showWideTables(show: Show): void {
  const { table } = console;
  console.table = (data?: unknown, columns?: readonly string[]) => {
    const text = isTabular(data) ? printed(data, columns) : "";
    if (!isTabular(data) || (text.indexOf("\n") <= widest && text.indexOf("\n") >= 0)) {
      table.call(console, data, columns && [...columns]);
      return;
    }
    const module: { tableBundle: typeof tableBundle } = load("../notebook/table-bundle.ts");
    show({ ...module.tableBundle(data, columns), "text/plain": text.trimEnd() });
  };
}

function isTabular(data: unknown): data is Tabular & object {
  return typeof data === "object" && data !== null;
}

/** What Node prints. */
function printed(data: object, columns?: readonly string[]): string {
  let text = "";
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  new Console({ stdout }).table(data, columns && [...columns]);
  return text;
}
