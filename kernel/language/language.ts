/**
 * TypeScript's view of the notebook: completion, inspection, warnings.
 *
 *   cells that run ─▶ modules ─▶ documents of the language server
 *   what is typed  ─▶ a draft  ─▶ its answers
 *
 * Owner of the language server; every answer is undefined where there is none, or none in time.
 */
import type { CellRecord } from "./cell-record.ts";
import { checkModule } from "./check-module.ts";
import { type DraftPlace, placeDraft } from "./draft.ts";
import { LanguageSession, type NotebookServer } from "./language-session.ts";
import { type CellModule, documentPrefix, NotebookModules } from "./notebook-modules.ts";
import type { TypeWarning } from "./type-warning.ts";
import { type TypedCompletion, typedCompletion } from "./typed-completion.ts";
import { type TypedInspection, typedInspection } from "./typed-inspection.ts";

/** Milliseconds to wait for an answer: while the server starts, when it is there, and after it was too late once. */
const patience = { starting: 800, ready: 3000, late: 300 };
/** Milliseconds to wait where a cell may not run before its check. */
const strictPatience = 10_000;

/** The document of a cell that is checked before it runs. */
const trialName = `${documentPrefix}trial`;

export interface Language {
  /** Starts the server in the background. */
  start(): void;
  /**
   * A cell runs: later ones see what it declares. Settles with what TypeScript has against it, undefined where that
   * is not known, or where the cell has run again meanwhile.
   */
  note(record: CellRecord): Promise<TypeWarning[] | undefined>;
  /** What TypeScript has against a cell before it runs; undefined where there is no answer within 10 s. */
  check(record: CellRecord): Promise<TypeWarning[] | undefined>;
  /** Cells that the reader has deleted. */
  forget(cellIds: readonly string[]): void;
  /** The variables of all cells are gone. */
  clear(): void;
  /** Matches at `end` for the word that begins at `start`; offsets in UTF-16 units. */
  complete(code: string, start: number, end: number): Promise<TypedCompletion | undefined>;
  inspect(code: string, offset: number, detail: boolean): Promise<TypedInspection | undefined>;
  dispose(): void;
}

export function openLanguage(folder: string): Language {
  const modules = new NotebookModules();
  const session = new LanguageSession(folder, modules);
  /** Whether an answer is overdue: further questions are given less time. */
  let late = false;

  async function inTime<T>(code: string, cursor: number, ask: (place: DraftPlace) => Promise<T>) {
    const asked = session.server().then((server) => server && ask(placeDraft(server, modules, code, cursor)));
    void asked.then(() => {
      late = false;
    });
    const ready = session.isReady;
    const answer = await within(ready ? (late ? patience.late : patience.ready) : patience.starting, asked);
    late ||= ready && answer === undefined;
    return answer;
  }

  function warnings(server: NotebookServer, module: CellModule): Promise<TypeWarning[] | undefined> {
    const { file, record } = module;
    return checkModule(server, {
      file,
      source: record.source,
      folder,
      isKnown: (name) => modules.declares(name, module),
      moduleOf: (other) => modules.byFile(other),
    });
  }

  return {
    start: () => session.start(),
    async note(record) {
      const module = modules.add(record);
      session.update();
      const server = await session.server();
      if (!server || !modules.has(module)) return undefined;
      const found = await warnings(server, module);
      return modules.has(module) ? found : undefined;
    },
    async check(record) {
      const server = await within(strictPatience, session.server());
      if (!server) return undefined;
      const { module, text } = modules.trial(trialName, record);
      server.overlay.set(module.file, text);
      const found = await within(strictPatience, warnings(server, module));
      server.overlay.delete(module.file);
      return found;
    },
    forget(cellIds) {
      for (const id of cellIds) modules.delete(id);
      session.update();
    },
    clear() {
      modules.clear();
      session.update();
    },
    complete: (code, start, end) => inTime(code, end, (place) => typedCompletion(place, code, start, end)),
    inspect: (code, offset, detail) => inTime(code, offset, (place) => typedInspection(place, offset, detail)),
    dispose: () => session.dispose(),
  };
}

/** What a promise gives within so many milliseconds; undefined if it takes longer. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, ms, undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
