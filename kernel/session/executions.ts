/**
 * The queue of cells, and the life of each.
 *
 *   request ─▶ busy ─▶ execute_input ─▶ compile ─▶ user process ─▶ outputs ─▶ reply ─▶ idle
 *
 * One cell at a time, in the order of arrival. A failed cell aborts those that are queued behind it, and so does an
 * interrupt. A user process that dies ends its cell with an error, and a fresh one takes the next.
 */
import { CellSyntaxError, type CompiledCell, compileCell, DeclaredNames } from "../cells/compile/index.ts";
import { type ExitReason, startUserProcess, type StreamName, type UserProcess } from "../cells/user-process.ts";
import type { ErrorReport, SupervisorMessage, UserExpression, UserMessage } from "../pipe/protocol.ts";
import type { Header, Json, Message } from "../wire/message.ts";
import { CellRegistry, type KnownCell } from "./cell-registry.ts";
import { exitReport } from "./exit-report.ts";
import type { History } from "./history.ts";
import type { Outputs } from "./outputs.ts";
import type { Publisher } from "./publisher.ts";
import { traceback } from "./traceback.ts";

export interface ExecutionsOptions {
  readonly folder: string;
  readonly publisher: Publisher;
  readonly outputs: Outputs;
  readonly history: History;
  reply(request: Message, content: Json): void;
  /** Messages of the user process that concern neither the queue nor outputs. */
  otherMessage(parent: Header | Json, cell: number, message: UserMessage, buffers: readonly Buffer[]): void;
  supervisor(message: SupervisorMessage): void;
  /** The user process was replaced: its comms are gone. */
  replaced(): void;
}

interface Running {
  readonly known: KnownCell;
  readonly request: Message;
  readonly done: PromiseWithResolvers<Done>;
}

interface Done {
  readonly error?: ErrorReport;
  readonly accepted: boolean;
  readonly userExpressions: Json;
}

export interface Executions {
  readonly registry: CellRegistry;
  enqueue(request: Message): void;
  /** Runs `action` after the cells queued so far. */
  after(action: () => void): void;
  interrupt(): void;
  /** The user process, for comms, input and live values. */
  user(): UserProcess;
  /** The request whose cell runs, if it is this one. */
  requestOf(cell: number): Message | undefined;
  dispose(): void;
}

export function openExecutions(options: ExecutionsOptions): Executions {
  const { publisher, outputs, history } = options;
  const registry = new CellRegistry();
  const queue: (Message | (() => void))[] = [];
  let declared = new DeclaredNames();
  let executionCount = 0;
  let running: Running | undefined;
  let working = false;
  let disposed = false;
  let user = start();

  function start(): UserProcess {
    const process = startUserProcess(options.folder, {
      message: (cell, message, buffers) => take(cell, message, buffers),
      text: (cell, stream, text) => write(cell, stream, text),
      supervisor: (message) => {
        if (message.type === "interrupted") acknowledge(message.cell, message.running);
        else options.supervisor(message);
      },
      exit: (reason) => died(process, reason),
    });
    return process;
  }

  function parentOf(cell: number): Header | Json {
    return registry.byNumber(cell)?.header ?? running?.known.header ?? registry.latest()?.header ?? {};
  }

  function write(cell: number, stream: StreamName, text: string): void {
    const parent = parentOf(cell);
    if (isSilent(cell)) return;
    outputs.inTurn(() => publisher.text(parent, stream, text));
  }

  function isSilent(cell: number): boolean {
    return (registry.byNumber(cell) ?? (cell === 0 ? running?.known : undefined))?.silent === true;
  }

  function take(cell: number, message: UserMessage, buffers: readonly Buffer[]): void {
    const parent = parentOf(cell);
    switch (message.type) {
      case "done":
        if (running?.known.number === cell) running.done.resolve(message);
        else options.otherMessage(parent, cell, message, buffers);
        return;
      case "display": {
        const { data, metadata, displayId, update } = message;
        const transient = displayId === undefined ? {} : { display_id: displayId };
        if (isSilent(cell)) return;
        const type = update ? "update_display_data" : "display_data";
        outputs.show(type, data, (complete) => ({ data: complete, metadata, transient }), parent);
        return;
      }
      case "result": {
        const known = registry.byNumber(cell);
        if (!known || known.silent) return;
        const text = message.data["text/plain"];
        if (known.stored && typeof text === "string") history.recordOutput(known.count, text);
        const { metadata } = message;
        outputs.show("execute_result", message.data, (data) => ({ data, metadata, execution_count: known.count }), parent);
        return;
      }
      case "clear":
        outputs.inTurn(() => publisher.publish("clear_output", { wait: message.wait }, parent));
        return;
      case "error":
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

  function errorContent(error: ErrorReport): Json {
    return {
      ename: error.ename,
      evalue: error.evalue,
      traceback: traceback(error, (url) => registry.byUrl(url)),
    };
  }

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    for (let next = queue.shift(); next !== undefined && !disposed; next = queue.shift()) {
      if (typeof next === "function") next();
      else await execute(next);
    }
    working = false;
  }

  async function execute(request: Message): Promise<void> {
    const { header, content } = request;
    const code = String(content.code ?? "");
    const silent = content.silent === true;
    const stored = !silent && content.store_history !== false;
    publisher.publish("status", { execution_state: "busy" }, header);
    if (stored) executionCount += 1;
    const known = registry.add({ header, count: executionCount, silent, stored, source: code });
    if (!silent) publisher.publish("execute_input", { code, execution_count: executionCount }, header);
    if (stored) history.record(executionCount, code);

    const failure = await attempt(request, known);
    await outputs.settled();
    publisher.flush();
    const { error, userExpressions } = failure;
    options.reply(request, {
      execution_count: executionCount,
      payload: [],
      user_expressions: error ? {} : resultsOf(userExpressions),
      ...(error ? { status: "error", ...errorContent(error) } : { status: "ok" }),
    });
    publisher.publish("status", { execution_state: "idle" }, header);
    if (error && content.stop_on_error !== false) abortQueued();
  }

  async function attempt(request: Message, known: KnownCell): Promise<Done> {
    let compiled: CompiledCell;
    try {
      compiled = await compileCell(known.source, { url: known.url, declared });
    } catch (error) {
      if (!(error instanceof CellSyntaxError)) throw error;
      const report = syntaxReport(error, known.url);
      if (!known.silent) outputs.inTurn(() => publisher.publish("error", errorContent(report), known.header));
      return { error: report, accepted: false, userExpressions: {} };
    }
    known.originalPosition = (line, column) => compiled.originalPosition(line, column);
    const mine: Running = { known, request, done: Promise.withResolvers<Done>() };
    running = mine;
    const process = user;
    process.send({
      op: "execute",
      cell: known.number,
      code: compiled.code,
      showsResult: compiled.showsResult && !known.silent,
      keepsResult: compiled.showsResult && known.stored,
      allowStdin: request.content.allow_stdin === true,
      userExpressions: await compileExpressions(request.content.user_expressions),
    });
    const done = await mine.done.promise;
    await process.rawOutputOf(known.number);
    running = undefined;
    if (done.accepted) declared.commit(compiled);
    return done;
  }

  async function compileExpressions(expressions: unknown): Promise<UserExpression[]> {
    if (typeof expressions !== "object" || expressions === null) return [];
    const compiled: UserExpression[] = [];
    for (const [name, source] of Object.entries(expressions)) {
      const url = `In[${name}]`;
      try {
        const { code } = await compileCell(String(source), { url, declared });
        compiled.push({ name, code });
      } catch (error) {
        if (!(error instanceof CellSyntaxError)) throw error;
        compiled.push({ name, failure: syntaxReport(error, url) });
      }
    }
    return compiled;
  }

  function resultsOf(results: Json): Json {
    return Object.fromEntries(
      Object.entries(results).map(([name, result]) => {
        const failed = result as { status: string; error?: ErrorReport };
        return [name, failed.error ? { status: "error", ...errorContent(failed.error) } : result];
      }),
    );
  }

  function died(process: UserProcess, reason: ExitReason): void {
    if (process !== user || disposed) return;
    const interrupted = running;
    declared = new DeclaredNames();
    user = start();
    options.replaced();
    const report = exitReport(reason);
    if (interrupted) {
      outputs.inTurn(() => publisher.publish("error", errorContent(report), interrupted.known.header));
      interrupted.done.resolve({ error: report, accepted: false, userExpressions: {} });
    } else {
      const parent = registry.latest()?.header ?? {};
      outputs.inTurn(() => publisher.publish("error", errorContent(report), parent));
    }
  }

  function abortQueued(): void {
    const aborted = queue.splice(0);
    for (const request of aborted) {
      if (typeof request === "function") {
        queue.push(request);
        continue;
      }
      publisher.publish("status", { execution_state: "busy" }, request.header);
      options.reply(request, { status: "aborted" });
      publisher.publish("status", { execution_state: "idle" }, request.header);
    }
  }

  function interrupt(): void {
    abortQueued();
    if (!running) return;
    user.send({ op: "interrupt", cell: running.known.number });
  }

  /** The main thread listens again; if it runs nothing and no end of the cell comes, a termination swallowed it. */
  function acknowledge(cell: number, runs: number): void {
    const mine = running;
    if (!mine || mine.known.number !== cell || runs === cell) return;
    setTimeout(() => {
      if (running !== mine) return;
      const error = { ename: "KeyboardInterrupt", evalue: "the cell was interrupted", trace: "KeyboardInterrupt: the cell was interrupted" };
      outputs.inTurn(() => publisher.publish("error", errorContent(error), mine.known.header));
      user.forgetRawOutput(cell);
      mine.done.resolve({ error, accepted: true, userExpressions: {} });
    }, 200).unref();
  }

  return {
    registry,
    enqueue(request) {
      queue.push(request);
      void work();
    },
    after(action) {
      queue.push(action);
      void work();
    },
    interrupt,
    user: () => user,
    requestOf: (cell) => (running?.known.number === cell ? running.request : undefined),
    dispose() {
      disposed = true;
      user.dispose();
    },
  };
}

function syntaxReport(error: CellSyntaxError, url: string): ErrorReport {
  const place = `${url}:${error.line}:${error.column}`;
  return { ename: "SyntaxError", evalue: error.message, trace: `SyntaxError: ${error.message} (${place})\n${error.frame}` };
}
