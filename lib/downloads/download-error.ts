import { NavetteError } from "../errors/navette-error.ts";
import type { DownloadFailure } from "./download.ts";

/** What a code of undici or of the operating system means for the reader, and whether trying again may help. */
interface Meaning {
  readonly code: string;
  readonly says: string;
  readonly transient: boolean;
}

const timeout = {
  code: "TIMEOUT",
  says: "did not answer in time: raise timeoutMs, or ask for less at once",
  transient: true,
};
const refused = {
  code: "REFUSED",
  says: "refused the connection: check the host, its port and that its server runs",
  transient: true,
};
const cut = { code: "CUT", says: "closed the connection before the end of its answer", transient: true };
const unreachable = { code: "UNREACHABLE", says: "can't be reached from here: check the network", transient: true };
const unknownHost = {
  code: "DNS",
  says: "has a host name that nobody knows: check its spelling and the network",
  transient: false,
};
const noAnswerFromDns = {
  code: "DNS",
  says: "has a host name that could not be looked up for now: check the network",
  transient: true,
};
const garbled = { code: "PROTOCOL", says: "answered with something that is not valid HTTP", transient: false };
const redirected = { code: "REDIRECTS", says: "redirects in a circle, or too often", transient: false };
const full = {
  code: "DISK_FULL",
  says: "could not be saved, the disk is full: make room, or choose another folder",
  transient: false,
};

const meanings: Readonly<Record<string, Meaning>> = {
  UND_ERR_CONNECT_TIMEOUT: timeout,
  UND_ERR_HEADERS_TIMEOUT: timeout,
  UND_ERR_BODY_TIMEOUT: timeout,
  ETIMEDOUT: timeout,
  ECONNREFUSED: refused,
  ECONNRESET: cut,
  EPIPE: cut,
  UND_ERR_SOCKET: cut,
  ENETUNREACH: unreachable,
  EHOSTUNREACH: unreachable,
  ENOTFOUND: unknownHost,
  EAI_AGAIN: noAnswerFromDns,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: cut,
  UND_ERR_REDIRECT_MAX: redirected,
  ENOSPC: full,
  EDQUOT: full,
};

/** Statuses after which the same request may succeed: timeouts, too many requests, servers that fail or are overloaded. */
const transientStatuses = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Why a download failed, and whether another attempt may succeed. */
export class DownloadError extends NavetteError {
  readonly transient: boolean;

  constructor(code: string, message: string, transient: boolean, options?: ErrorOptions) {
    super(`ERR_NAVETTE_DOWNLOAD_${code}`, message, options);
    this.name = "DownloadError";
    this.transient = transient;
  }
}

/** The error of an answer with another status than 200. */
export function statusError(url: string, status: number): DownloadError {
  return new DownloadError(
    "STATUS",
    `${url} answered with status ${status} instead of 200`,
    transientStatuses.has(status),
  );
}

/** Explains what a client, a socket or a file threw. */
export function downloadError(url: string, cause: unknown): DownloadError {
  if (cause instanceof DownloadError) return cause;
  const code = systemCode(cause);
  const { code: name, says, transient } = meanings[code ?? ""] ?? meaningOfKind(code, cause);
  return new DownloadError(name, `${url} ${says}${code === undefined ? "" : ` (${code})`}`, transient, { cause });
}

/** Turns an error into data that can be sent to another thread; `fromFailure` turns it back. */
export function toFailure({ code, message, cause }: NavetteError): DownloadFailure {
  return {
    code,
    message,
    cause: cause instanceof Error ? { message: cause.message, code: systemCode(cause) } : undefined,
  };
}

/** Makes an error of the data that `toFailure` returned. */
export function fromFailure({ code, message, cause }: DownloadFailure): NavetteError {
  if (cause === undefined) return new NavetteError(code, message);
  return new NavetteError(code, message, { cause: Object.assign(new Error(cause.message), { code: cause.code }) });
}

function meaningOfKind(code: string | undefined, cause: unknown): Meaning {
  if (cause instanceof Error && cause.name === "HTTPParserError") return garbled;
  if (code?.startsWith("ERR_TLS") || /CERT|SELF_SIGNED|UNABLE_TO_/.test(code ?? "")) {
    return { code: "TLS", says: "has a certificate that is not trusted", transient: false };
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  if (code === "UND_ERR_INVALID_ARG" && message.startsWith("Redirect loop")) return redirected;
  if (cause instanceof Error && "syscall" in cause && "path" in cause) {
    return { code: "FILE", says: `could not be saved: ${message}`, transient: false };
  }
  return { code: "FAILED", says: `could not be downloaded: ${message}`, transient: false };
}

function systemCode(cause: unknown): string | undefined {
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
}
