import { readFileSync } from "node:fs";

export type Json = Record<string, unknown>;

export type RequestChannel = "shell" | "control" | "stdin";

/** A request that a real client has sent; `buffers` in base64. */
export interface Recorded {
  readonly client: string;
  readonly channel: RequestChannel;
  readonly header: Json;
  readonly parent: Json;
  readonly metadata: Json;
  readonly content: Json;
  readonly buffers: readonly string[];
}

/** What JupyterLab, nbclient and Jupyter's console have sent in sessions with this kernel, in their order. */
export function recordedSessions(): Recorded[] {
  return JSON.parse(readFileSync(new URL("recorded-sessions.json", import.meta.url), "utf8"));
}

/** The four frames that are signed. */
export function signedFrames({ header, parent, metadata, content }: Recorded): Buffer[] {
  return [header, parent, metadata, content].map((part) => Buffer.from(JSON.stringify(part)));
}
