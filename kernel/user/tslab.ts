/**
 * The real `tslab` package, displaying through this kernel: notebooks written for its kernel run as they are.
 *
 * Its public functions write through one variable of its module `jupyter`, which its own kernel sets for each cell.
 */
import { createRequire } from "node:module";
import { outputCell } from "./cell.ts";
import { sendEvent } from "./events.ts";
import { encoded } from "./result.ts";

interface TslabDisplayData {
  readonly data: Record<string, unknown>;
  readonly metadata: Record<string, unknown>;
  readonly transient?: { readonly display_id?: string | undefined };
}

interface TslabJupyter {
  lastWriteDisplayData: ((data: TslabDisplayData, update: boolean) => void) | null;
}

const require = createRequire(import.meta.url);
const bound = new WeakSet<object>();

/** Binds the display functions of a loaded `tslab` to this kernel. */
export function bindTslab(loaded: unknown): void {
  const jupyter = findJupyterModule(loaded);
  if (!jupyter || bound.has(jupyter)) return;
  bound.add(jupyter);
  jupyter.lastWriteDisplayData = ({ data, metadata, transient }, update) => {
    const displayId = transient?.display_id;
    sendEvent(outputCell(), {
      type: "display",
      data: encoded(data),
      metadata,
      update: update === true,
      ...(displayId !== undefined && { displayId }),
    });
  };
}

/** The module `tslab/dist/jupyter` beside the package that was loaded: the notebook's own copy, or Navette's. */
function findJupyterModule(loaded: unknown): TslabJupyter | undefined {
  for (const [path, module] of Object.entries(require.cache)) {
    if (/[\\/]tslab[\\/]dist[\\/]public\.js$/.test(path) && exposes(loaded, module?.exports)) {
      return require(path.replace(/public\.js$/, "jupyter.js")) as TslabJupyter;
    }
  }
  return undefined;
}

function exposes(loaded: unknown, exports: { display?: unknown } | undefined): boolean {
  return typeof loaded === "object" && loaded !== null && Reflect.get(loaded, "display") === exports?.display;
}
