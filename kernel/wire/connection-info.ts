import { readFileSync } from "node:fs";
import { NavetteError } from "../../lib/errors/navette-error.ts";
import { keepPrivate } from "./private-file.ts";

/** What a Jupyter client writes into the connection file: where the five sockets are, and the key that signs. */
export interface ConnectionInfo {
  readonly transport: "tcp" | "ipc";
  readonly ip: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
  /** Key of the HMAC; empty: messages are not signed. */
  readonly key: string;
  /** The server's key pair of CurveZMQ, in Z85, where the client wants the connection encrypted. */
  readonly curve?: { readonly publicKey: string; readonly secretKey: string };
}

/** How it is told that a port is not to be had: who has chosen it may choose another, and begin again. */
export const portTaken = "another process has it";

export type Channel = "shell" | "iopub" | "stdin" | "control" | "hb";

const ports = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"] as const;

/** Reads a connection file; throws `ERR_NAVETTE_CONNECTION_FILE` where it is missing, not JSON, or lacks a field. */
export function readConnectionInfo(file: string): ConnectionInfo {
  const refuse = (what: string, cause?: unknown) =>
    new NavetteError(
      "ERR_NAVETTE_CONNECTION_FILE",
      `Connection file ${file}: ${what}. A Jupyter client writes this file; start the kernel through one.`,
      { cause },
    );
  let raw: unknown;
  try {
    keepPrivate(file);
    raw = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof NavetteError) throw error;
    throw refuse(error instanceof SyntaxError ? "is not JSON" : "cannot be read", error);
  }
  if (typeof raw !== "object" || raw === null) throw refuse("holds no object");
  const info = raw as Record<string, unknown>;
  if (info.transport !== "tcp" && info.transport !== "ipc") {
    throw refuse(`transport ${JSON.stringify(info.transport)} is neither "tcp" nor "ipc"`);
  }
  if (typeof info.ip !== "string") throw refuse("lacks ip");
  for (const port of ports) {
    if (!Number.isInteger(info[port])) throw refuse(`${port} is ${JSON.stringify(info[port])}, not a port number`);
  }
  const scheme = info.signature_scheme;
  if (scheme !== undefined && scheme !== "" && scheme !== "hmac-sha256") {
    throw refuse(`signature_scheme ${JSON.stringify(scheme)} is not "hmac-sha256"`);
  }
  const { transport, ip, curve_publickey: publicKey, curve_secretkey: secretKey } = info;
  if ((publicKey ?? undefined) !== undefined || (secretKey ?? undefined) !== undefined) {
    if (!isCurveKey(publicKey) || !isCurveKey(secretKey))
      throw refuse("its CurveZMQ keys are not two Z85 strings of 40");
  }
  const port = (name: (typeof ports)[number]) => Number(info[name]);
  return {
    transport,
    ip,
    key: typeof info.key === "string" ? info.key : "",
    shell_port: port("shell_port"),
    iopub_port: port("iopub_port"),
    stdin_port: port("stdin_port"),
    control_port: port("control_port"),
    hb_port: port("hb_port"),
    ...(isCurveKey(publicKey) && isCurveKey(secretKey) && { curve: { publicKey, secretKey } }),
  };
}

function isCurveKey(key: unknown): key is string {
  return typeof key === "string" && key.length === 40;
}

/** The ZeroMQ address of a channel; an ipc socket's file is `<ip>-<port>`, as in jupyter_client. */
export function address(info: ConnectionInfo, channel: Channel): string {
  const separator = info.transport === "tcp" ? ":" : "-";
  return `${info.transport}://${info.ip}${separator}${info[`${channel}_port`]}`;
}
