/**
 * One process of TypeScript's language server, and the JSON-RPC connection to it.
 *
 * Owner: whoever opens it; `dispose()` kills it. It also ends by itself, seconds after its standard input has closed;
 * when the kernel is killed, the process of cells kills it at once.
 */
import { spawn } from "node:child_process";
import { pathToFileURL } from "node:url";
import { helperVariable } from "../processes/helper-variable.ts";
import { configFileName } from "./project-config.ts";
import { turnWriter } from "./turn-writer.ts";
import { yieldToCells } from "./yield-to-cells.ts";

export interface LanguageServer {
  readonly pid: number | undefined;
  /** Settles when the server has gone. */
  readonly gone: Promise<void>;
  /** Milliseconds, on the clock of `performance.now()`, at which the server has said something last. */
  lastSign(): number;
  request(method: string, params: unknown): Promise<unknown>;
  notify(method: string, params: unknown): void;
  dispose(): void;
}

/**
 * What Go's collector aims at; types of a few big packages take about 100 MiB. Its default, or less, has it at work
 * during every fourth answer after a text has changed.
 */
const memoryGoal = { GOMEMLIMIT: "220MiB", GOGC: "200" };

const capabilities = {
  general: { positionEncodings: ["utf-16"] },
  textDocument: {
    completion: {
      completionItem: {
        labelDetailsSupport: true,
        documentationFormat: ["markdown"],
        resolveSupport: { properties: ["detail", "documentation", "additionalTextEdits"] },
      },
    },
    hover: { contentFormat: ["markdown"] },
    signatureHelp: {
      signatureInformation: {
        documentationFormat: ["markdown"],
        parameterInformation: { labelOffsetSupport: true },
        activeParameterSupport: true,
      },
    },
    definition: { linkSupport: true },
    diagnostic: { relatedInformation: true },
  },
  workspace: { configuration: true },
};

/** Names to import are offered without it, from `ImportableNames`. */
const suggest = { autoImports: false, includeCompletionsForImportStatements: false };
/** Nor does it fetch packages of types by itself: nothing comes over the network that nobody has asked for. */
const settings = { customConfigFileName: configFileName, suggest, disableAutomaticTypeAcquisition: true };

/** Diagnostics are asked for, one document at a time, and nobody reads what it logs. */
const initializationOptions = { disablePushDiagnostics: true, logVerbosity: 0 };

/**
 * Starts a server for a notebook's folder; settles when it takes documents, and hands it to `spawned`, which may have
 * to end it, before.
 *
 * @throws what the connection says when the server ends meanwhile.
 */
export async function openLanguageServer(
  compiler: string,
  folder: string,
  spawned: (server: LanguageServer) => void,
): Promise<LanguageServer> {
  // Loaded here, for the kernel's start must not wait for it.
  const { createMessageConnection, StreamMessageReader } = await import("vscode-jsonrpc/node");
  const child = spawn(compiler, ["--lsp", "--stdio"], {
    cwd: folder,
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...process.env, ...memoryGoal, [helperVariable]: String(process.pid) },
  });
  yieldToCells(child.pid);
  const gone = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), turnWriter(child.stdin));
  connection.onError(ignore);
  child.stdin.on("error", ignore);
  connection.onRequest((method: string, params: unknown) =>
    method === "workspace/configuration" ? configurations(params) : null,
  );
  let lastSign = performance.now();
  // Whatever it says is a sign of life.
  child.stdout.on("data", () => {
    lastSign = performance.now();
  });
  connection.listen();
  let hasEnded = false;
  void gone.then(() => {
    hasEnded = true;
    // Rejects what still waits for an answer.
    connection.dispose();
  });
  connection.onClose(() => {
    hasEnded = true;
    child.kill("SIGKILL");
  });

  const server: LanguageServer = {
    pid: child.pid,
    gone,
    lastSign: () => lastSign,
    request: async (method, params) => connection.sendRequest(method, params),
    notify(method, params) {
      // A connection that has ended throws at once.
      if (!hasEnded) connection.sendNotification(method, params).catch(ignore);
    },
    dispose: () => void child.kill("SIGKILL"),
  };
  spawned(server);
  try {
    const root = pathToFileURL(folder).href;
    await server.request("initialize", { processId: process.pid, rootUri: root, capabilities, initializationOptions });
    server.notify("initialized", {});
    // Its answer comes after the settings were taken, which the first document must not precede.
    await server.request("workspace/symbol", { query: "settings" });
    return server;
  } catch (error) {
    server.dispose();
    throw error;
  }
}

function configurations(params: unknown): unknown[] {
  const items = typeof params === "object" && params !== null && "items" in params ? params.items : [];
  return Array.isArray(items) ? items.map(() => settings) : [];
}

function ignore(): void {
  // A pipe breaks when the server ends; its exit is what counts.
}
