/**
 * What compiled cells refer to: `__navette`, and the names that a CommonJS or ES module would have.
 */

import type { TimeitOptions } from "../measure/timeit.ts";
import type { Cell } from "./cell.ts";
import { runningCell } from "./cell.ts";
import type { CellImports } from "./imports.ts";
import { iterate, race } from "./race.ts";

/** Assigning to any property throws, as assigning to a constant does; the compiler aims such assignments here. */
const constants = new Proxy(Object.create(null), {
  get: () => undefined,
  set() {
    throw new TypeError("Assignment to constant variable.");
  },
});

export function installGlobals(imports: CellImports): void {
  const runtime = {
    race,
    iterate,
    constants,
    import: imports.importModule,
    dynamicImport: imports.dynamicImport,
    meta: imports.meta,
    use: (resource: Disposable | null | undefined) => disposables().use(resource),
    timeit: async (options: TimeitOptions, run: () => unknown) =>
      (await import("../measure/timeit.ts")).timeit(options, run),
    useAsync: (resource: AsyncDisposable | Disposable | null | undefined) => disposables().use(resource),
  };
  hide("__navette", runtime);
  const module = { exports: {}, id: imports.filename, filename: imports.filename };
  for (const [name, value] of Object.entries({
    require: imports.require,
    __filename: imports.filename,
    __dirname: imports.dirname,
    module,
    exports: module.exports,
  })) {
    hide(name, value);
  }
}

/** Names of the module scope don't show up when a reader lists the global object. */
function hide(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
}

function disposables(): AsyncDisposableStack {
  const cell: Cell | undefined = runningCell();
  if (!cell) throw new ReferenceError("`using` at the top level needs a running cell");
  return cell.disposables;
}
