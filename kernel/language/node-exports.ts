import { builtinModules } from "node:module";
import type { ImportableName } from "./importable-names.ts";

/** Modules that warn when they are loaded, or that hardly a cell wants by an unqualified name. */
const left: ReadonlySet<string> = new Set(
  "console constants domain module process punycode repl sys trace_events wasi".split(" "),
);
const within = ["fs/promises", "readline/promises", "stream/promises", "timers/promises"];

/** What Node's modules export, promises first; what is global anyway is left out. */
export function* nodeExports(): Generator<ImportableName> {
  const modules = builtinModules.filter((name) => !/[/:]|^_/.test(name) && !left.has(name));
  for (const module of [...within, ...modules]) {
    const exported: unknown = process.getBuiltinModule(module);
    if ((typeof exported !== "object" && typeof exported !== "function") || exported === null) continue;
    for (const name of Object.keys(exported)) {
      if (name.startsWith("_") || name === "default" || name in globalThis) continue;
      yield { name, module: `node:${module}`, isType: false, isDefault: false };
    }
  }
}
