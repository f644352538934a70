/**
 * One kernel: the sockets of its connection file, its session, and its user process.
 *
 * Everything here runs in the control process, which never runs user code: it answers heartbeats, interrupts,
 * completion and control requests whatever a cell is doing.
 */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { checkComplete, stopTransforms, warmCompiler } from "../cells/compile/index.ts";
import type { SpawnedUserProcess } from "../cells/spawn-user-process.ts";
import { openLanguage } from "../language/index.ts";
import { installMagic, openMagics, readMagics, timeMagics, typesMagic } from "../magics/index.ts";
import type { UserMessage } from "../pipe/protocol.ts";
import type { ConnectionInfo } from "../wire/connection-info.ts";
import { type Header, type Json, type Message, newHeader } from "../wire/message.ts";
import { openRefusals } from "../wire/refusals.ts";
import type { RequestChannel, Sockets } from "../wire/sockets.ts";
import { openCodeAnswers } from "./code-answers.ts";
import { openCommRequests } from "./comm-requests.ts";
import { jupyterDataFolder } from "./data-folder.ts";
import { emittedExpression } from "./emitted-expression.ts";
import { openExecutions } from "./executions.ts";
import { openHistory } from "./history.ts";
import { historyReply } from "./history-reply.ts";
import { kernelInfo } from "./kernel-info.ts";
import { openLiveAnswers } from "./live-answers.ts";
import { completeMagic, inspectMagic } from "./magic-answers.ts";
import { OpenComms } from "./open-comms.ts";
import { type CompleteBundle, openOutputs } from "./outputs.ts";
import { openPublisher } from "./publisher.ts";
import { orTooLong } from "./rehearsal.ts";
import { openStdin } from "./stdin.ts";
import { warmTraceback } from "./traceback.ts";
import { openTypeChecks } from "./type-checks.ts";

/** Milliseconds after the first prompt at which the language server is started. */
const languageDelay = 500;

/** Milliseconds after the start at which what shows errors is made ready: the first cell needs it less than the processor. */
const warmedAfter = 300;

export interface KernelOptions {
  readonly connection: ConnectionInfo;
  /** Bound, and not yet listened to; the kernel closes them. */
  readonly sockets: Sockets;
  /** The notebook's folder: where cells run and import from. */
  readonly folder: string;
  /** The first user process, spawned already. */
  readonly user: SpawnedUserProcess;
  /** Adds to a displayed bundle what front ends need; undefined where nothing is to be added. */
  readonly completeBundle: CompleteBundle;
  /** Called when a cell imports what draws plots, so that the first of them is quick. */
  prewarmPlots(): void;
}

export interface Kernel {
  interrupt(): void;
  /** Ends the user process, says farewell to clients, and frees the sockets. */
  close(): Promise<void>;
  /** Settles when a client has asked for the end and was answered. */
  readonly closed: Promise<void>;
}

export function openKernel(options: KernelOptions): Kernel {
  const session = randomUUID();
  const closed = Promise.withResolvers<void>();
  const history = openHistory(join(jupyterDataFolder(), "navette", "history.sqlite"));
  const openComms = new OpenComms();
  const { sockets } = options;
  const publisher = openPublisher(sockets, session);
  const outputs = openOutputs(publisher, options.completeBundle);
  const stdin = openStdin(sockets, session);
  const tellRefusal = openRefusals();
  const language = openLanguage(options.folder);
  const { folder } = options;
  const types = openTypeChecks({ folder, language, publisher, outputs, isAlive });
  const magics = openMagics();
  magics.define(typesMagic(types.mode));
  magics.define(installMagic(() => void language.packagesChanged()));
  for (const magic of timeMagics) magics.define(magic);
  const channelOf = new WeakMap<Message, "shell" | "control">();

  const executions = openExecutions({
    folder: options.folder,
    first: options.user,
    prewarmPlots: options.prewarmPlots,
    publisher,
    outputs,
    history,
    magics,
    types,
    reply,
    otherMessage,
    supervisor(message) {
      if (message.type === "live") live.take(message);
    },
    ended: stdin.forget,
    replaced() {
      types.clear();
      commRequests.endAll();
      for (const id of openComms.clear()) publisher.publish("comm_close", { comm_id: id, data: {} }, {});
    },
  });
  const { user, registry, after } = executions;
  const ready = orTooLong(executions.rehearsed);
  const live = openLiveAnswers(user, (expression) => emittedExpression(expression, executions.declared()));
  const answers = openCodeAnswers(live, language);
  const commRequests = openCommRequests({ openComms, registry, publisher, user, after });

  async function isAlive(name: string): Promise<boolean> {
    return !language.isGhost(name) && (await live.has(name));
  }

  function welcome(topic: Buffer): void {
    sockets.send("iopub", {
      identities: [topic],
      header: newHeader("iopub_welcome", session),
      parentHeader: {},
      metadata: {},
      content: { subscription: topic.toString("utf8") },
      buffers: [],
    });
  }

  function reply(request: Message, content: Json): void {
    sockets.send(channelOf.get(request) ?? "shell", {
      identities: request.identities,
      header: newHeader(request.header.msg_type.replace("_request", "_reply"), session),
      parentHeader: request.header,
      metadata: {},
      content,
      buffers: [],
    });
  }

  function otherMessage(parent: Header | Json, cell: number, message: UserMessage, buffers: readonly Buffer[]): void {
    if (message.type === "comm") {
      const { msgType, content, metadata } = message;
      openComms.note(msgType, content);
      outputs.inTurn(() => publisher.publish(msgType, content, parent, { metadata, buffers }));
    } else if (message.type === "input") {
      const request = executions.requestOf(cell);
      if (!request) return;
      // What was shown before the question must be seen before it.
      outputs.inTurn(() => {
        // A plot before it may have taken so long that the cell was interrupted meanwhile: nobody waits for an answer.
        if (executions.requestOf(cell) !== request) return;
        publisher.flush();
        stdin.ask(request, cell, message.prompt, message.password, (value) =>
          user().send({ op: "inputReply", id: message.id, value }),
        );
      });
    } else if (message.type === "done") {
      outputs.inTurn(() => commRequests.ended(cell));
    }
  }

  /** Answers a request at once, between a busy and an idle of its own. */
  async function answer(request: Message, content: () => Json | Promise<Json>): Promise<void> {
    publisher.publish("status", { execution_state: "busy" }, request.header);
    let made: Json;
    try {
      made = await content();
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      made = { status: "error", ename: name, evalue: message, traceback: [`${name}: ${message}`] };
    }
    reply(request, made);
    publisher.publish("status", { execution_state: "idle" }, request.header);
  }

  /** Answers about code, with all that TypeScript can know by now. */
  function answerCode(request: Message, content: (request: Message) => Json | Promise<Json>): Promise<void> {
    return answer(request, () => {
      types.catchUp();
      return content(request);
    });
  }

  const code = ({ content }: Message) => readMagics(String(content.code ?? "")).code;
  const cursor = (request: Message) => Number(request.content.cursor_pos ?? code(request).length);

  function complete(request: Message): Json | Promise<Json> {
    const source = String(request.content.code ?? "");
    return completeMagic(magics, source, cursor(request)) ?? answers.complete(code(request), cursor(request));
  }

  function inspect(request: Message): Json | Promise<Json> {
    const source = String(request.content.code ?? "");
    const detail = Number(request.content.detail_level ?? 0);
    return inspectMagic(magics, source, cursor(request)) ?? answers.inspect(code(request), cursor(request), detail);
  }

  const requests = new Map<string, (request: Message) => void | Promise<void>>([
    ["kernel_info_request", (request) => answer(request, () => ready.then(kernelInfo)).then(startLanguageOnce)],
    ["connect_request", (request) => answer(request, () => ports(options.connection))],
    ["execute_request", executions.enqueue],
    ["complete_request", (request) => answerCode(request, complete)],
    ["inspect_request", (request) => answerCode(request, inspect)],
    ["is_complete_request", (request) => answer(request, () => ({ ...checkComplete(code(request)) }))],
    ["history_request", (request) => answer(request, () => historyReply(history, request.content))],
    ["comm_info_request", (request) => answer(request, () => openComms.info(request.content.target_name))],
    ["interrupt_request", interrupt],
    ["shutdown_request", shutdown],
    ["comm_open", (request) => commRequests.take(request, "comm_open")],
    ["comm_msg", (request) => commRequests.take(request, "comm_msg")],
    ["comm_close", (request) => commRequests.take(request, "comm_close")],
  ]);

  /** Told that it is taken once it is on its way: nothing is more urgent. */
  function interrupt(request: Message): Promise<void> {
    executions.interrupt();
    return answer(request, () => ({ status: "ok" }));
  }

  /** In the background, some time after the first client has its answer; who asks for types before has it started at once. */
  let languageTimer: NodeJS.Timeout | undefined;
  function startLanguageOnce(): void {
    languageTimer ??= setTimeout(types.start, languageDelay).unref();
  }

  async function shutdown(request: Message): Promise<void> {
    const content = { status: "ok", restart: request.content.restart === true };
    publisher.publish("status", { execution_state: "busy" }, request.header);
    void executions.dispose();
    reply(request, content);
    publisher.publish("shutdown_reply", content, request.header);
    publisher.publish("status", { execution_state: "idle" }, request.header);
    await close();
  }

  let closing: Promise<void> | undefined;
  function close(): Promise<void> {
    closing ??= (async () => {
      clearTimeout(languageTimer);
      types.dispose();
      language.dispose();
      const gone = executions.dispose();
      publisher.flush();
      publisher.dispose();
      history.close();
      await stopTransforms();
      await sockets.drained();
      await gone;
      sockets.close();
      closed.resolve();
    })();
    return closing;
  }

  async function respond(channel: RequestChannel, message: Message): Promise<void> {
    if (channel === "stdin") {
      if (message.header.msg_type === "input_reply") stdin.reply(message);
      return;
    }
    channelOf.set(message, channel);
    await (requests.get(message.header.msg_type) ?? refuse)(message);
  }

  /** A client that waits for the kernel to be idle again must not wait for ever. */
  function refuse({ header }: Message): void {
    tellRefusal("refused a request of a type that this kernel doesn't know");
    publisher.publish("status", { execution_state: "busy" }, header);
    publisher.publish("status", { execution_state: "idle" }, header);
  }

  // Clients send the first cell right behind the first answer: it is cheaper to be ready than to keep it waiting.
  warmCompiler();
  setTimeout(warmTraceback, warmedAfter).unref();
  sockets.listen({
    subscribed: welcome,
    message(channel, message) {
      respond(channel, message).catch((error) => {
        process.stderr.write(`navette: a request failed: ${error instanceof Error ? error.stack : error}\n`);
      });
    },
  });
  publisher.publish("status", { execution_state: "starting" }, {});

  return { interrupt: executions.interrupt, close, closed: closed.promise };
}

/** Content of a connect_reply, which older clients ask for (Jupyter messaging specification, "Connect"). */
function ports({ shell_port, iopub_port, stdin_port, hb_port, control_port }: ConnectionInfo): Json {
  return { status: "ok", shell_port, iopub_port, stdin_port, hb_port, control_port };
}
