/**
 * The queue of cells, and the life of each.
 *
 *   request ─▶ busy ─▶ execute_input ─▶ compile ─▶ user process ─▶ outputs ─▶ reply ─▶ idle
 *
 * One cell at a time, in the order of arrival. A failed cell aborts those that are queued behind it, and so does an
 * interrupt. A user process that dies ends its cell with an error, and a fresh one takes the next.
 */
import { CellSyntaxError, type CompiledCell, compileCell, DeclaredNames } from "../cells/compile/index.ts";
import type { ExitReason, StreamName, UserProcess } from "../cells/user-process.ts";
import { readMagics, repeatedCode } from "../magics/index.ts";
import type { ErrorReport, UserExpression, UserMessage } from "../pipe/protocol.ts";
import type { Header, Json, Message } from "../wire/message.ts";
import { attemptAction } from "./attempt-action.ts";
import { CellRegistry, type KnownCell } from "./cell-registry.ts";
import { openErrorContents } from "./error-contents.ts";
import type { ExecutionsOptions } from "./executions-options.ts";
import { exitReport } from "./exit-report.ts";
import { FailureWindow } from "./failure-window.ts";
import { interruption } from "./interruption.ts";
import { openInterrupts, stuckNotice } from "./interrupts.ts";
import { openLostState } from "./lost-state.ts";
import { openOutputLimit } from "./output-limit.ts";
import { openProgressLine } from "./progress-line.ts";
import { rehearsalRequest, rehearsedCode } from "./rehearsal.ts";
import { runMagics } from "./run-magics.ts";
import type { Done, RunningCell } from "./running-cell.ts";
import { openShown } from "./shown.ts";
import { syntaxReport } from "./syntax-report.ts";
import { compileExpressions, expressionResults } from "./user-expressions.ts";
import { openUserProcesses } from "./user-processes.ts";
import { openWrongPlots } from "./wrong-plots.ts";

export interface Executions {
  /** Settles when the first cell that comes finds all that it takes ready. */
  readonly rehearsed: Promise<void>;
  readonly registry: CellRegistry;
  enqueue(request: Message): void;
  /** Runs `action` after the cells queued so far. */
  after(action: () => void): void;
  interrupt(): void;
  /** The user process, for comms, input and live values. */
  user(): UserProcess;
  /** The names that cells have declared. */
  declared(): DeclaredNames;
  /** The request whose cell runs, if it is this one. */
  requestOf(cell: number): Message | undefined;
  /** Ends the user process; settles when it is gone. */
  dispose(): Promise<void>;
}

export function openExecutions(options: ExecutionsOptions): Executions {
  const { publisher, outputs, history } = options;
  const registry = new CellRegistry();
  const errorContent = openErrorContents(registry);
  const limit = openOutputLimit();
  const queue: (Message | (() => void))[] = [];
  const failure = new FailureWindow();
  let declared = new DeclaredNames();
  let executionCount = 0;
  let running: RunningCell | undefined;
  /** The last cell that the current user process was given. */
  let given: KnownCell | undefined;
  let working = false;
  let disposed = false;
  const lostState = openLostState(publisher);
  /** The kernel's own cell, until it is over. */
  let rehearsal: KnownCell | undefined;
  const wrongPlots = openWrongPlots();
  const shown = openShown({ outputs, publisher, history, noteWrongPlot: wrongPlots.note });
  const processes = openUserProcesses({
    folder: options.folder,
    first: options.first,
    message: take,
    text: write,
    supervisor(message) {
      if (message.type === "interrupted") interrupts.settle();
      else options.supervisor(message);
    },
    originalPlace: (place) => registry.originalPlace(place),
    ended: died,
  });
  const interrupts = openInterrupts({
    send: (cell) => processes.current().send({ op: "interrupt", cell }),
    stuck: (cell) => write(cell, "stderr", stuckNotice),
    end: () => processes.current().end(),
  });

  function parentOf(cell: number): Header | Json {
    return registry.byNumber(cell)?.header ?? running?.known.header ?? registry.latest()?.header ?? {};
  }

  function write(cell: number, stream: StreamName, text: string): void {
    const parent = parentOf(cell);
    if (isSilent(cell)) return;
    const known = registry.byNumber(cell) ?? running?.known ?? registry.latest();
    const part = known ? limit.shown(known.number, known.url, text) : { text, isCut: false };
    if (part.text === "") return;
    outputs.inTurn(() => {
      if (part.isCut) publisher.discard(parent);
      publisher.text(parent, stream, part.text);
    });
  }

  function isSilent(cell: number): boolean {
    const known = registry.byNumber(cell) ?? (cell === 0 ? running?.known : undefined);
    return known?.silent === true && (known !== rehearsal || cell !== 0);
  }

  function take(cell: number, message: UserMessage, buffers: readonly Buffer[]): void {
    const parent = parentOf(cell);
    switch (message.type) {
      case "done":
        if (running?.known.number === cell) {
          running.ended = true;
          running.done.resolve({ ...message, ...(running.failure && { error: running.failure }) });
        } else options.otherMessage(parent, cell, message, buffers);
        return;
      case "over":
        if (running?.known.number === cell) endTorn(running);
        return;
      case "display":
        if (!isSilent(cell)) shown.display(message, cell, parent);
        return;
      case "result": {
        const known = registry.byNumber(cell);
        if (known && !known.silent) shown.result(message, known, parent);
        return;
      }
      case "clear":
        if (!isSilent(cell)) shown.clear(message, parent);
        return;
      case "error":
        if (message.ends && running?.known.number === cell) running.failure = message.error;
        if (isSilent(cell)) return;
        outputs.inTurn(() => publisher.publish("error", errorContent(message.error), parent));
        return;
      case "signalled":
        interrupt();
        return;
      default:
        options.otherMessage(parent, cell, message, buffers);
    }
  }

  /** Before the cells of any client. */
  async function rehearse(): Promise<void> {
    working = true;
    const request = rehearsalRequest();
    rehearsal = registry.addRehearsal(request.header, rehearsedCode);
    try {
      await attempt(request, rehearsal, new AbortController());
    } catch (error) {
      process.stderr.write(`navette: the first cell could not be rehearsed: ${error}\n`);
    }
    registry.forget(rehearsal);
    rehearsal = undefined;
    working = false;
    void work();
  }

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    for (;;) {
      // What waits for this is still queued: another interrupt aborts it.
      do await interrupts.settled();
      while (interrupts.isOnItsWay());
      const next = queue.shift();
      if (next === undefined || disposed) break;
      if (typeof next === "function") attemptAction(next);
      else await execute(next).catch(tellDefect(next));
    }
    working = false;
  }

  /** A defect of the kernel ends one cell, not the session. */
  function tellDefect(request: Message): (error: unknown) => void {
    return (error) => {
      running = undefined;
      const { name, message, stack = message } = error instanceof Error ? error : new Error(String(error));
      process.stderr.write(`navette: a cell could not be run: ${stack}\n`);
      const evalue = `the kernel could not run this cell: ${name}: ${message}`;
      const report = { ename: "KernelError", evalue, trace: `KernelError: ${evalue}` };
      publisher.publish("error", errorContent(report), request.header);
      answer(request, report, {}, request.content.stop_on_error !== false);
    };
  }

  async function execute(request: Message): Promise<void> {
    const { header, metadata, content } = request;
    publisher.publish("status", { execution_state: "busy" }, header);
    const code = typeof content.code === "string" ? content.code : "";
    const silent = content.silent === true;
    const stored = !silent && content.store_history !== false;
    options.types.forget(metadata);
    if (stored) executionCount += 1;
    const known = registry.add({
      header,
      count: executionCount,
      silent,
      stored,
      source: code,
      code: readMagics(code).code,
    });
    if (!silent) publisher.publish("execute_input", { code, execution_count: executionCount }, header);
    if (stored) history.record(executionCount, code);
    lostState.tell(known);

    const stop = new AbortController();
    wrongPlots.begin(known.number);
    const { error: failure, userExpressions } = await attempt(request, known, stop);
    await outputs.settled();
    const wrongPlot = wrongPlots.end();
    const error = failure ?? wrongPlot;
    if (error !== failure && error && !silent) publisher.publish("error", errorContent(error), header);
    // An interrupt has aborted what was queued then; what came since was sent by somebody who knew of it.
    answer(request, error, userExpressions, !stop.signal.aborted && content.stop_on_error !== false);
  }

  function answer(
    request: Message,
    error: ErrorReport | undefined,
    userExpressions: Done["userExpressions"],
    stopsOnError: boolean,
  ): void {
    const stops = error !== undefined && stopsOnError;
    publisher.flush();
    if (stops) failure.open(request.header);
    options.reply(request, {
      execution_count: executionCount,
      payload: [],
      user_expressions: error ? {} : expressionResults(userExpressions, errorContent),
      ...(error ? { status: "error", ...errorContent(error) } : { status: "ok" }),
    });
    publisher.publish("status", { execution_state: "idle" }, request.header);
    if (stops) abortQueued();
  }

  async function attempt(request: Message, known: KnownCell, stop: AbortController): Promise<Done> {
    const mine: RunningCell = {
      known,
      request,
      done: Promise.withResolvers<Done>(),
      stop,
      sent: false,
      ended: false,
    };
    running = mine;
    try {
      const { folder, magics, types } = options;
      const { signal } = mine.stop;
      const print = (text: string, stream: StreamName = "stdout") => write(known.number, stream, text);
      const progress = openProgressLine(outputs, publisher, known);
      const { way, refused } = await runMagics(magics, known.source, { folder, signal, print, progress });
      if (refused) return failed(mine, refused);
      const code = way.timeit ? repeatedCode(known.code, way.timeit) : known.code;
      let compiled: CompiledCell;
      let userExpressions: readonly UserExpression[];
      let before: DeclaredNames;
      do {
        before = declared;
        compiled = await compileCell(code, { url: known.url, declared });
        known.originalPosition = (line, column) => compiled.originalPosition(line, column);
        userExpressions = await compileExpressions(request.content.user_expressions, before.after(compiled));
        const illTyped = await types.refusal(known, request.metadata, compiled, signal);
        if (signal.aborted) return failed(mine, interruption);
        if (illTyped) return failed(mine, illTyped);
        if (compiled.imports.some(({ specifier }) => specifier === "navette/lib")) options.prewarmPlots();
        await processes.ready(signal);
        if (signal.aborted) return failed(mine, interruption);
        // A process that has taken another's place meanwhile has none of the names.
      } while (declared !== before);
      lostState.tell(known);
      const process = processes.current();
      mine.sent = true;
      if (known !== rehearsal) given = known;
      process.send({
        op: "execute",
        cell: known.number,
        code: compiled.code,
        showsResult: compiled.showsResult && !known.silent,
        keepsResult: compiled.showsResult && known.stored,
        ...(known === rehearsal && { isRehearsal: true }),
        allowStdin: request.content.allow_stdin === true,
        ...(way.measure && { measure: way.measure }),
        userExpressions,
      });
      types.watch(known, request.metadata, compiled);
      const done = await mine.done.promise;
      await process.rawOutputOf(known.number);
      if (done.accepted) declared.commit(compiled, done.error === undefined);
      return done;
    } catch (error) {
      if (!(error instanceof CellSyntaxError)) throw error;
      return failed(mine, syntaxReport(error, known.url));
    } finally {
      running = undefined;
      limit.ended(known.number);
      options.ended(known.number);
    }
  }

  /** Ends a cell that the user process never had. */
  function failed({ known }: RunningCell, error: ErrorReport): Done {
    if (!known.silent) outputs.inTurn(() => publisher.publish("error", errorContent(error), known.header));
    return { error, accepted: false, userExpressions: {} };
  }

  function died(reason: ExitReason): void {
    const interrupted = running?.sent ? running : undefined;
    declared = new DeclaredNames();
    lostState.note();
    interrupts.settle();
    options.replaced();
    const report = exitReport(reason);
    if (interrupted) {
      outputs.inTurn(() => publisher.publish("error", errorContent(report), interrupted.known.header));
      interrupted.done.resolve({ error: report, accepted: false, userExpressions: {} });
    } else {
      const parent = (given ?? registry.latest())?.header ?? {};
      outputs.inTurn(() => publisher.publish("error", errorContent(report), parent));
    }
    given = undefined;
  }

  function abortQueued(): void {
    const aborted = queue.splice(0);
    for (const request of aborted) {
      if (typeof request === "function") {
        queue.push(request);
        continue;
      }
      abort(request);
    }
  }

  function abort(request: Message): void {
    publisher.publish("status", { execution_state: "busy" }, request.header);
    options.reply(request, { status: "aborted" });
    publisher.publish("status", { execution_state: "idle" }, request.header);
  }

  function interrupt(): void {
    abortQueued();
    running?.stop.abort();
    if (!processes.isReady()) return;
    // Without a cell, or before it is sent, there may still be a callback of an earlier one that never ends.
    interrupts.request(running?.sent ? running.known.number : 0);
  }

  /** Ends a cell of which the user process tells no more. Where it has told all, this changes nothing. */
  function endTorn(mine: RunningCell): void {
    if (mine.ended) return;
    mine.ended = true;
    const { known, failure: told } = mine;
    if (!told && !known.silent) {
      outputs.inTurn(() => publisher.publish("error", errorContent(interruption), known.header));
    }
    processes.current().forgetRawOutput(known.number);
    mine.done.resolve({ error: told ?? interruption, accepted: true, userExpressions: {} });
  }

  const rehearsed = rehearse();

  return {
    rehearsed,
    registry,
    enqueue(request) {
      if (failure.holds(request.header)) {
        abort(request);
        return;
      }
      queue.push(request);
      void work();
    },
    after(action) {
      queue.push(action);
      void work();
    },
    interrupt,
    user: processes.current,
    declared: () => declared,
    requestOf: (cell) => (running?.known.number === cell ? running.request : undefined),
    dispose() {
      disposed = true;
      running?.stop.abort();
      limit.dispose();
      return processes.dispose();
    },
  };
}
