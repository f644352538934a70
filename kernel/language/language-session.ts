/**
 * The language server of one notebook over its life: started in the background, started again when it ends or hangs,
 * and given all documents each time.
 *
 * Owner: the kernel's session; `dispose()` ends the server. Nothing that a cell does ever waits for it.
 */
import { cellFile, documentPrefix, trialNumber } from "./cell-module.ts";
import type { FileEvent } from "./folder-files.ts";
import { type LanguageServer, openLanguageServer } from "./language-server.ts";
import { nativeCompiler } from "./native-compiler.ts";
import type { NotebookModules } from "./notebook-modules.ts";
import { Overlay } from "./overlay.ts";
import { configFileName, openingConfig, projectConfig } from "./project-config.ts";
import { noCell } from "./scope-module.ts";
import { libraryFile, type StandardLibrary, standardLibrary } from "./standard-library.ts";

/** Milliseconds without a sign of life after which a server that was asked something counts as hung. */
const longestSilence = 30_000;
/** Milliseconds before a server is started again, doubled after each that didn't last. */
const shortestPause = 50;
const longestPause = 30_000;
/** Milliseconds that a server must have lived to be started again at once. */
const lasting = 60_000;

/** Documents that are there before their cells are. */
const spare = 64;
/** Documents that change one after the other. */
const fewChanges = 8;
/** Milliseconds without a question after which one more is made, and between two. */
const idlePause = 1000;
const sparePause = 100;

/** Documents for what is being typed, which is no cell yet. */
export const draftFiles = { ts: `${documentPrefix}draft.ts`, tsx: `${documentPrefix}draft.tsx` } as const;

/** A server that has the notebook. */
export class NotebookServer {
  readonly overlay: Overlay;
  readonly library: StandardLibrary | undefined;
  readonly #server: LanguageServer;

  constructor(server: LanguageServer, overlay: Overlay, library: StandardLibrary | undefined) {
    this.#server = server;
    this.overlay = overlay;
    this.library = library;
  }

  /** The reply, or undefined where the server fails, ends or hangs; a hung one is ended. */
  async ask(method: string, params: unknown): Promise<unknown> {
    const asked = performance.now();
    const guard = setInterval(() => {
      const silence = performance.now() - Math.max(asked, this.#server.lastSign());
      if (silence > longestSilence) this.#server.dispose();
    }, longestSilence / 4);
    this.overlay.asked();
    try {
      return await this.#server.request(method, params);
    } catch {
      return undefined;
    } finally {
      clearInterval(guard);
    }
  }

  /** Files on the disk are others now. */
  filesChanged(changes: readonly FileEvent[]): void {
    this.#server.notify("workspace/didChangeWatchedFiles", { changes });
  }

  /** Asks about a place in a document; lines and characters from 0. */
  askAt(method: string, file: string, position: { line: number; character: number }, more: object = {}) {
    return this.ask(method, { textDocument: { uri: this.overlay.uri(file) }, position, ...more });
  }
}

export class LanguageSession {
  readonly #folder: string;
  readonly #modules: NotebookModules;
  #compiler: string | undefined;
  #library: StandardLibrary | undefined;
  #server: LanguageServer | undefined;
  #ready: NotebookServer | undefined;
  #readyOrGivenUp = Promise.withResolvers<void>();
  #pause = shortestPause;
  #timer: NodeJS.Timeout | undefined;
  #reserving: NodeJS.Timeout | undefined;
  #updating: NodeJS.Immediate | undefined;
  #started = false;
  #config = "";
  #configured = 0;
  #isRestarting = false;
  #disposed = false;

  constructor(folder: string, modules: NotebookModules) {
    this.#folder = folder;
    this.#modules = modules;
  }

  get isReady(): boolean {
    return this.#ready !== undefined;
  }

  /** Starts the server, once; a platform without a compiler is told on stderr. */
  start(): void {
    if (this.#started || this.#disposed) return;
    this.#started = true;
    try {
      this.#compiler = nativeCompiler();
      void this.#run(this.#compiler);
    } catch (error) {
      process.stderr.write(`navette: ${error instanceof Error ? error.message : error}\n`);
      this.#readyOrGivenUp.resolve();
    }
  }

  /** The server, once it is ready, with documents of all cells; undefined where there is none. */
  async server(): Promise<NotebookServer | undefined> {
    this.start();
    if (!this.#ready) await this.#readyOrGivenUp.promise;
    this.#update();
    return this.#ready;
  }

  /** Cells are others: the server's documents follow when it is asked something, or when there is nothing else to do. */
  cellsChanged(): void {
    this.#updating ??= setImmediate(() => this.#update());
  }

  #update(): void {
    clearImmediate(this.#updating);
    this.#updating = undefined;
    const overlay = this.#ready?.overlay;
    if (!overlay) return;
    const changes = this.#modules.takeChanges();
    // Where there are none left, many are made at once, under a configuration that costs less for each.
    const isBurst = changes.keys().some((file) => file.endsWith(".ts") && overlay.text(file) === undefined);
    if (isBurst) {
      overlay.set(configFileName, openingConfig);
      overlay.open([...changes.keys().filter((file) => changes.get(file) !== undefined), ...this.#filesAhead()]);
    }
    const areMany = isBurst || changes.size > fewChanges;
    for (const [file, text] of changes) {
      if (text !== undefined) overlay.set(file, text, areMany);
      else if (file.endsWith(".ts")) overlay.set(file, noCell, areMany);
      else overlay.delete(file);
    }
    if (isBurst) {
      this.#fillAhead(overlay);
      overlay.set(configFileName, this.#config);
    }
    this.#reserve(overlay, idlePause);
  }

  /** Documents for cells to come. */
  #filesAhead(): string[] {
    return Array.from({ length: spare }, (_, ahead) => cellFile(this.#modules.last + 1 + ahead, false));
  }

  /** Says in documents for cells to come that there is no cell yet. */
  #fillAhead(overlay: Overlay): void {
    for (const file of this.#filesAhead()) overlay.set(file, noCell, true);
  }

  /** Makes documents for cells to come while nobody asks, one after the other: the server takes its time over each. */
  #reserve(overlay: Overlay, pause: number): void {
    clearTimeout(this.#reserving);
    this.#reserving = setTimeout(() => {
      if (overlay !== this.#ready?.overlay) return;
      const file = this.#filesAhead().find((one) => overlay.text(one) === undefined);
      if (file === undefined) return;
      overlay.set(file, noCell);
      this.#reserve(overlay, sparePause);
    }, pause).unref();
  }

  /** Reads the folder's configuration and packages again. */
  async configure(): Promise<void> {
    if (this.#compiler === undefined) return;
    const ready = await this.server();
    const config = await projectConfig(this.#compiler, this.#folder, this.#library);
    // Where only the packages are others, the text must be another one for the server to look for them again.
    this.#configured += 1;
    this.#config = config + "\n".repeat(this.#configured);
    if (!ready) return;
    this.#placeLibrary(ready.overlay);
    ready.overlay.set(configFileName, this.#config);
  }

  /** Ends the server and starts it again at once: what it has read of packages is no longer so. */
  restart(): void {
    if (!this.#server || this.#isRestarting || this.#disposed) return;
    this.#isRestarting = true;
    if (this.#ready) {
      this.#ready = undefined;
      this.#readyOrGivenUp = Promise.withResolvers();
    }
    this.#server.dispose();
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#reserving);
    this.#readyOrGivenUp.resolve();
    this.#server?.dispose();
    this.#ready = undefined;
  }

  /** Has the library's document there while the configuration names it: the project takes all documents that there are. */
  #placeLibrary(overlay: Overlay): void {
    if (this.#library && this.#config.includes(libraryFile)) overlay.set(libraryFile, this.#library.text, true);
    else overlay.delete(libraryFile);
  }

  async #projectConfig(compiler: string): Promise<string> {
    this.#library = await standardLibrary(compiler);
    return projectConfig(compiler, this.#folder, this.#library);
  }

  async #run(compiler: string): Promise<void> {
    const started = performance.now();
    try {
      const [server, config] = await Promise.all([
        openLanguageServer(compiler, this.#folder, (opened) => {
          this.#server = opened;
          if (this.#disposed) opened.dispose();
        }),
        this.#projectConfig(compiler),
      ]);
      this.#config = config;
      const overlay = new Overlay(server, this.#folder);
      overlay.set(configFileName, openingConfig);
      const ready = new NotebookServer(server, overlay, this.#library);
      this.#modules.takeChanges();
      const ofNoCell = [draftFiles.ts, cellFile(trialNumber, false)];
      overlay.open([...ofNoCell, ...this.#modules.texts().keys(), ...this.#filesAhead()]);
      for (const [file, text] of this.#modules.texts()) overlay.set(file, text, true);
      for (const file of ofNoCell) overlay.set(file, noCell, true);
      this.#fillAhead(overlay);
      this.#placeLibrary(overlay);
      overlay.set(configFileName, config);
      // The first request loads the project.
      await ready.askAt("textDocument/hover", draftFiles.ts, { line: 0, character: 0 });
      if (!this.#disposed && !this.#isRestarting) {
        this.#ready = ready;
        this.#update();
        this.#readyOrGivenUp.resolve();
      }
      await server.gone;
    } catch {
      // The server ended while it started: it is tried again like one that ended later.
    }
    this.#server?.dispose();
    this.#ready = undefined;
    if (this.#disposed) return;
    if (this.#isRestarting) {
      this.#isRestarting = false;
      void this.#run(compiler);
      return;
    }
    this.#readyOrGivenUp.resolve();
    this.#readyOrGivenUp = Promise.withResolvers();
    this.#pause = performance.now() - started > lasting ? shortestPause : Math.min(this.#pause * 2, longestPause);
    this.#timer = setTimeout(() => void this.#run(compiler), this.#pause).unref();
  }
}
