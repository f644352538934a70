/**
 * Starts the kernel as a Jupyter client does, has it run one cell, and ends it.
 *
 * This module owns the kernel's process, its connection file and the one socket of the client, and disposes of all
 * three whatever happens.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { Dealer } from "zeromq";
import { NavetteError } from "../../lib/errors/navette-error.ts";
import { portTaken } from "../wire/connection-info.ts";
import { decodeMessage, encodeMessage, type Json, newHeader } from "../wire/message.ts";
import { hmacSigner } from "../wire/signer.ts";
import { kernelSpec } from "./kernelspec.mjs";

/** How long start and cell may take together, in ms: a guard against a kernel that hangs. */
const guardMs = 60_000;

/** How long an asked kernel may take to end before it is killed, in ms. */
const graceMs = 5_000;

/** How often a kernel is started at most whose ports somebody else takes. */
const attempts = 3;

const channels = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"] as const;

/**
 * Runs a cell in a kernel of its own.
 *
 * @returns how long it took from the kernel's start to the cell's end, in ms
 * @throws NavetteError `ERR_NAVETTE_KERNEL_START` when the kernel ends or hangs, or the cell fails
 */
export async function runOneCell(code: string): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(code);
    } catch (error) {
      // Ports are free when they are asked for, and may be somebody else's a moment later.
      if (attempt === attempts || !String(error).includes(portTaken)) throw error;
    }
  }
}

async function runOnce(code: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "navette-cell-"));
  const key = randomUUID();
  const started = performance.now();
  const [ports, shellPort] = await freePorts();
  const file = join(folder, "connection.json");
  const connection = { transport: "tcp", ip: "127.0.0.1", signature_scheme: "hmac-sha256", key, ...ports };
  writeFileSync(file, JSON.stringify(connection), { mode: 0o600 });
  const [program = "", ...args] = kernelSpec().argv.map((part) => (part === "{connection_file}" ? file : part));
  const kernel = spawn(program, args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  const socket = new Dealer({ linger: 0 });
  try {
    socket.connect(`tcp://127.0.0.1:${shellPort}`);
    const reply = await Promise.race([ask(socket, key, code), endOf(kernel), timeout()]);
    if (reply.status !== "ok") throw failure(`its first cell failed: ${reply.ename}: ${reply.evalue}`);
    return performance.now() - started;
  } finally {
    socket.close();
    await end(kernel);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Has a cell executed and returns the content of the reply. */
async function ask(socket: Dealer, key: string, code: string): Promise<Json> {
  const signer = hmacSigner(key);
  const header = newHeader("execute_request", randomUUID());
  const content = { code, silent: true, store_history: false, allow_stdin: false };
  await socket.send(
    encodeMessage({ identities: [], header, parentHeader: {}, metadata: {}, content, buffers: [] }, signer),
  );
  for await (const frames of socket) {
    const reply = decodeMessage(frames, signer);
    if (reply.parentHeader.msg_id === header.msg_id) return reply.content;
  }
  throw failure("its socket was closed");
}

/** Fails once the kernel has ended by itself, with what it said. */
async function endOf(kernel: ChildProcess): Promise<never> {
  const said = kernel.stderr ? text(kernel.stderr) : "";
  const [code, signal] = await once(kernel, "exit");
  throw failure(`it ended with ${code ?? signal}: ${(await said).trim()}`);
}

function timeout(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(failure(`it did not answer within ${guardMs / 1000} s`)), guardMs).unref();
  });
}

async function end(kernel: ChildProcess): Promise<void> {
  if (kernel.exitCode !== null || kernel.signalCode !== null) return;
  const gone = once(kernel, "exit");
  kernel.kill("SIGTERM");
  const timer = setTimeout(() => kernel.kill("SIGKILL"), graceMs);
  await gone;
  clearTimeout(timer);
}

/** Finds a free port for each channel, as Jupyter does: they are free when they are asked for. */
async function freePorts(): Promise<[ports: Record<string, number>, shell: number]> {
  const servers = await Promise.all(channels.map(() => listen()));
  const ports = servers.map((server) => {
    const address = server.address();
    return address && typeof address === "object" ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return [Object.fromEntries(channels.map((channel, i) => [channel, ports[i] ?? 0])), ports[0] ?? 0];
}

async function listen(): Promise<Server> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function failure(reason: string): NavetteError {
  return new NavetteError("ERR_NAVETTE_KERNEL_START", `The kernel does not work: ${reason}`);
}
