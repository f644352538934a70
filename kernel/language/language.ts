/**
 * TypeScript's view of the notebook: completion, inspection, warnings.
 *
 *   cells that run ─▶ modules ─▶ documents of the language server
 *   what is typed  ─▶ a draft  ─▶ its answers
 *
 * Owner of the language server; every answer is undefined where there is none, or none in time.
 */
import pLimit from "p-limit";
import { type CellModule, cellModule, leavesNothing, moduleText, trialNumber } from "./cell-module.ts";
import type { CellRecord } from "./cell-record.ts";
import { checkModule } from "./check-module.ts";
import { type DraftPlace, placeDraft } from "./draft.ts";
import { FolderFiles, type PackageChange } from "./folder-files.ts";
import { ImportableNames, importOf } from "./importable-names.ts";
import { LanguageSession, type NotebookServer } from "./language-session.ts";
import { NotebookModules } from "./notebook-modules.ts";
import { patience } from "./patience.ts";
import { noCell } from "./scope-module.ts";
import type { TypeWarning } from "./type-warning.ts";
import { type TypedCompletion, typedCompletion } from "./typed-completion.ts";
import { type TypedInspection, typedInspection } from "./typed-inspection.ts";

/** Milliseconds to wait where a cell may not run before its check. */
const strictPatience = 10_000;

/** Cells that may wait for their check; of more, the oldest ones go without. */
const mostWaiting = 60;

export interface Language {
  /** Starts the server in the background. */
  start(): void;
  /**
   * A cell runs: later ones see what it declares. Settles with what TypeScript has against it, undefined where that
   * is not known, where the cell has run again meanwhile, or where nobody wants to know.
   */
  note(record: CellRecord, options?: { checked: boolean }): Promise<TypeWarning[] | undefined>;
  /** What TypeScript has against a cell before it runs; undefined where there is no answer within 10 s. */
  check(record: CellRecord): Promise<TypeWarning[] | undefined>;
  /** Cells that the reader has deleted. */
  forget(cellIds: readonly string[]): void;
  /** The variables of all cells are gone. */
  clear(): void;
  /** Whether the value of a name has outlived its cell, which was edited or deleted: another session would not have it. */
  isGhost(name: string): boolean;
  /** The packages of the notebook's folder are others now. */
  packagesChanged(): Promise<void>;
  /** Matches at `end` for the word that begins at `start`; offsets in UTF-16 units. */
  complete(code: string, start: number, end: number): Promise<TypedCompletion | undefined>;
  inspect(code: string, offset: number, detail: boolean): Promise<TypedInspection | undefined>;
  dispose(): void;
}

export function openLanguage(folder: string): Language {
  const modules = new NotebookModules();
  const session = new LanguageSession(folder, modules);
  const importable = new ImportableNames(folder);
  const files = new FolderFiles(folder);
  /** Whether an answer is overdue: further questions are given less time. */
  let late = false;
  const turns = pLimit(1);
  const waiting: { isGivenUp: boolean }[] = [];
  const trials = pLimit(1);

  /** The server, once it is ready, with the folder as it is by then. */
  async function server(): Promise<NotebookServer | undefined> {
    const ready = await session.server();
    const { events, packages } = files.take();
    if (events.length > 0) ready?.filesChanged(events);
    return packages === "none" ? ready : packagesChanged(packages);
  }

  /** The server that knows of packages as they are. */
  async function packagesChanged(change: Exclude<PackageChange, "none">): Promise<NotebookServer | undefined> {
    void importable.refresh();
    // What it has read of a package it keeps.
    if (change === "others") session.restart();
    else await session.configure().catch(tellDefect);
    return session.server();
  }

  async function inTime<T>(
    whenReady: number,
    { code, cursor, begun }: { code: string; cursor: number; begun?: string },
    ask: (place: DraftPlace) => Promise<T>,
  ) {
    files.add(importsIn(code));
    const asked = server()
      .then((server) => server && ask(placeDraft(server, modules.visible(), code, cursor, begun)))
      .catch(tellDefect);
    void asked.then(() => {
      late = false;
    });
    const ready = session.isReady;
    const answer = await within(ready ? (late ? patience.overdue : whenReady) : patience.starting, asked);
    late ||= ready && answer === undefined;
    return answer;
  }

  function warnings(server: NotebookServer, module: CellModule): Promise<TypeWarning[] | undefined> {
    const { file, record, uses, names } = module;
    const visible = modules.visible();
    return checkModule(server, {
      file,
      source: record.source,
      folder,
      isKnown: (name) => (uses.has(name) || names.includes(name)) && visible.has(name),
      moduleOf: (other) => modules.byFile(other),
      async importsOf(name) {
        await importable.ready();
        return importable.named(name).map(importOf);
      },
    });
  }

  /** Checks a cell that no other one sees. */
  async function trial(server: NotebookServer, record: CellRecord): Promise<TypeWarning[] | undefined> {
    return trials(async () => {
      const module = cellModule(trialNumber, record);
      server.overlay.set(module.file, moduleText(module, modules.wantedBy(module)));
      try {
        return await warnings(server, module);
      } finally {
        server.overlay.set(module.file, noCell);
      }
    });
  }

  /** Checks one cell after the other; in a burst of cells not all of them. */
  async function inTurn(check: (server: NotebookServer) => Promise<TypeWarning[] | undefined>) {
    const turn = { isGivenUp: false };
    waiting.push(turn);
    const [oldest] = waiting.length > mostWaiting ? waiting.splice(0, 1) : [];
    if (oldest) oldest.isGivenUp = true;
    return turns(async () => {
      if (turn.isGivenUp) return undefined;
      waiting.shift();
      const ready = await server();
      return ready && check(ready);
    }).catch(tellDefect);
  }

  return {
    start() {
      session.start();
      void session
        .server()
        .then((server) => server && importable.ready())
        .catch(tellDefect);
    },
    async note(record, { checked } = { checked: true }) {
      files.add(record.imports.map(({ specifier }) => specifier));
      if (leavesNothing(record)) {
        if (record.cellId !== undefined) modules.delete(record.cellId);
        session.cellsChanged();
        return checked ? inTurn((server) => trial(server, record)) : undefined;
      }
      const module = modules.add(record);
      session.cellsChanged();
      if (!checked) return undefined;
      return inTurn(async (server) => {
        const found = modules.has(module) ? await warnings(server, module) : undefined;
        return modules.has(module) ? found : undefined;
      });
    },
    async check(record) {
      files.add(record.imports.map(({ specifier }) => specifier));
      const ready = await within(strictPatience, server());
      return ready && within(strictPatience, trial(ready, record).catch(tellDefect));
    },
    forget(cellIds) {
      for (const id of cellIds) modules.delete(id);
      session.cellsChanged();
    },
    clear() {
      modules.clear();
      session.cellsChanged();
    },
    isGhost: (name) => modules.isGhost(name),
    async packagesChanged() {
      const { events, packages } = files.take();
      if (events.length > 0) (await session.server())?.filesChanged(events);
      await packagesChanged(packages === "others" ? "others" : "more");
    },
    complete(code, start, end) {
      const isMember = memberAccess.test(code.slice(0, start));
      const word = code.slice(start, end);
      // Members are asked for without the word's letters: while it is typed, the text stays as it is for the server.
      const isPlain = isMember && plainWord.test(word) && !/^[\p{ID_Continue}$]/u.test(code.slice(end));
      const text = isPlain ? code.slice(0, start) + code.slice(end) : code;
      const cursor = isPlain ? start : end;
      return inTime(patience.completion, { code: text, cursor, ...(!isMember && { begun: word }) }, (place) =>
        typedCompletion(place, text, start, cursor, word, async (wanted) => {
          await within(patience.imports, importable.ready());
          return importable.startingWith(wanted);
        }),
      );
    },
    inspect: (code, offset, detail) =>
      inTime(patience.inspection, { code, cursor: offset }, (place) => typedInspection(place, offset, detail)),
    dispose() {
      importable.dispose();
      session.dispose();
    },
  };
}

/** A dot after which a member is named; three of them spread. */
const memberAccess = /(?<!\.)\.\s*$/;
const plainWord = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** What a text names in imports. */
function importsIn(code: string): string[] {
  return [...code.matchAll(/\b(?:from|import)\s*\(?\s*["']([^"'\n]+)["']/g)].map(([, path = ""]) => path);
}

/** A defect of ours costs an answer, never the kernel. */
function tellDefect(error: unknown): undefined {
  process.stderr.write(`navette: types are missing for once: ${error instanceof Error ? error.stack : error}\n`);
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
