/**
 * Type errors of cells: a warning under the cell while it runs, or an error before it does.
 *
 * A warning never holds a cell up: it comes when it is ready, with the cell's header, be the cell at its end or not.
 */
import type { CompiledCell } from "../cells/compile/index.ts";
import { type CellRecord, type Language, type TypeWarning, warningText } from "../language/index.ts";
import { configuredTypes, type TypesMode } from "../magics/index.ts";
import type { ErrorReport } from "../pipe/protocol.ts";
import type { Json } from "../wire/message.ts";
import type { KnownCell } from "./cell-registry.ts";
import type { Outputs } from "./outputs.ts";
import type { Publisher } from "./publisher.ts";
import { openSpareTime } from "./spare-time.ts";

export interface TypeChecks {
  readonly mode: { current: TypesMode };
  /** Cells that the front end says are deleted. */
  forget(metadata: Json): void;
  /** The error of a cell that may not run, in strict mode; the signal ends the wait for it. */
  refusal(
    known: KnownCell,
    metadata: Json,
    compiled: CompiledCell,
    signal: AbortSignal,
  ): Promise<ErrorReport | undefined>;
  /** A cell has begun to run: TypeScript hears of it in spare time. */
  watch(known: KnownCell, metadata: Json, compiled: CompiledCell): void;
  /** The variables of all cells are gone. */
  clear(): void;
  /** Starts the language server; cells that have run are told to it. */
  start(): void;
  /** Tells TypeScript at once what it has not heard of yet: somebody asks. */
  catchUp(): void;
  dispose(): void;
}

/** @param code - the cell's source without its magics */
function recordOf({ url, code }: KnownCell, metadata: Json, compiled: CompiledCell): CellRecord {
  const { declares, imports, jsx, expression } = compiled;
  const cellId = typeof metadata.cellId === "string" ? metadata.cellId : undefined;
  return { cellId, label: url, source: code, declares, imports, jsx, expression };
}

export interface TypeChecksOptions {
  /** The notebook's folder. */
  readonly folder: string;
  readonly language: Language;
  readonly publisher: Publisher;
  readonly outputs: Outputs;
  /** Whether a name is in the scope of the user process, whatever TypeScript says. */
  isAlive(name: string): Promise<boolean>;
}

export function openTypeChecks({ folder, language, publisher, outputs, isAlive }: TypeChecksOptions): TypeChecks {
  const mode = { current: configuredTypes(folder) };

  const spare = openSpareTime();

  /** Settles when the warnings of the cells so far are published: they come in the cells' order. */
  let told = Promise.resolve();

  function publish({ header, url, source }: KnownCell, warnings: readonly TypeWarning[]): void {
    const text = warningText(url, source, warnings);
    outputs.inTurn(() => publisher.text(header, "stderr", text));
  }

  return {
    mode,
    forget({ deletedCells }) {
      if (!Array.isArray(deletedCells) || deletedCells.length === 0) return;
      const ids = deletedCells.filter((id) => typeof id === "string");
      spare.later(() => language.forget(ids));
    },
    async refusal(known, metadata, compiled, signal) {
      if (mode.current !== "strict" || known.silent || signal.aborted) return undefined;
      spare.catchUp();
      const stopped = Promise.withResolvers<undefined>();
      signal.addEventListener("abort", () => stopped.resolve(undefined), { once: true });
      const checked = language.check(recordOf(known, metadata, compiled)).then(relevant);
      const warnings = await Promise.race([checked, stopped.promise]);
      if (!warnings && !signal.aborted) publishUnchecked(known);
      return warnings?.length ? typeErrorReport(known, warnings) : undefined;
    },
    watch(known, metadata, compiled) {
      if (known.silent) return;
      const checked = mode.current === "warn";
      const record = recordOf(known, metadata, compiled);
      spare.later(() => note(known, record, checked));
    },
    clear: () => spare.later(() => language.clear()),
    start() {
      language.start();
      spare.open();
    },
    catchUp: spare.catchUp,
    dispose: spare.dispose,
  };

  function note(known: KnownCell, record: CellRecord, checked: boolean): void {
    const noted = language.note(record, { checked });
    const before = told;
    told = noted.then(relevant).then(async (warnings) => {
      await before;
      if (warnings?.length) publish(known, warnings);
    });
  }

  /** Leaves out names that TypeScript can't know because the program has made them: by `Object.assign(globalThis, …)`. */
  async function relevant(warnings: readonly TypeWarning[] | undefined): Promise<readonly TypeWarning[] | undefined> {
    if (!warnings?.some(({ unknownName }) => unknownName !== undefined)) return warnings;
    const names = new Set(warnings.map(({ unknownName }) => unknownName).filter((name) => name !== undefined));
    const areAlive = await Promise.all([...names].map(async (name) => ((await isAlive(name)) ? name : undefined)));
    return warnings.filter(({ unknownName }) => unknownName === undefined || !areAlive.includes(unknownName));
  }

  function publishUnchecked({ header }: KnownCell): void {
    const text = "Note: no answer came about this cell's types; it runs unchecked.\n";
    outputs.inTurn(() => publisher.text(header, "stderr", text));
  }
}

function typeErrorReport({ url, source }: KnownCell, warnings: readonly TypeWarning[]): ErrorReport {
  const [first] = warnings;
  const more = warnings.length > 1 ? ` (and ${warnings.length - 1} more)` : "";
  const evalue = `TS${first?.code}: ${first?.message}${more}`;
  const trace = `TypeCheckError: the cell was not run (%types strict)\n${warningText(url, source, warnings)}`;
  return { ename: "TypeCheckError", evalue, trace: trace.trimEnd() };
}
