import { randomUUID } from "node:crypto";
import type { Signer } from "./signer.ts";

/** The version of the Jupyter messaging protocol that is spoken here. */
export const protocolVersion = "5.5";

export interface Header {
  readonly msg_id: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly msg_type: string;
  readonly version: string;
}

export type Json = Record<string, unknown>;

/** A message of the Jupyter protocol, decoded. */
export interface Message {
  /** Routing frames in front of the delimiter: who asked, or an iopub topic. */
  readonly identities: readonly Buffer[];
  readonly header: Header;
  readonly parentHeader: Header | Json;
  readonly metadata: Json;
  readonly content: Json;
  readonly buffers: readonly Buffer[];
}

const delimiter = Buffer.from("<IDS|MSG>");
const empty = Buffer.from("{}");

/** Bytes; a header that is not longer can't be nested too deeply. */
const longHeader = 4096;

/** Why a received message was dropped; the sender is not told, as the protocol asks. */
export class MalformedMessage extends Error {}

/** A header of this kernel's own. */
export function newHeader(msgType: string, session: string): Header {
  return {
    msg_id: randomUUID(),
    session,
    username: "kernel",
    date: new Date().toISOString(),
    msg_type: msgType,
    version: protocolVersion,
  };
}

/**
 * Decodes the frames `[identities…, delimiter, signature, header, parent header, metadata, content, buffers…]`.
 *
 * Throws {@link MalformedMessage} for a missing delimiter, a bad or replayed signature, or frames that are not JSON
 * objects. Source: Jupyter messaging specification, "The wire protocol".
 */
export function decodeMessage(frames: readonly Buffer[], signer: Signer): Message {
  const at = frames.findIndex((frame) => frame.equals(delimiter));
  if (at < 0) throw new MalformedMessage("no delimiter");
  const [signature, header, parentHeader, metadata, content] = frames.slice(at + 1, at + 6);
  if (!signature || !header || !parentHeader || !metadata || !content) throw new MalformedMessage("too few frames");
  signer.verify(signature, [header, parentHeader, metadata, content]);
  const decodedHeader = parseObject(header, "header");
  if (typeof decodedHeader.msg_id !== "string" || typeof decodedHeader.msg_type !== "string") {
    throw new MalformedMessage("header without msg_id or msg_type");
  }
  // The header comes back in every answer: one nested too deeply can be parsed, but not written again.
  if (header.length > longHeader && !isSerialisable(decodedHeader))
    throw new MalformedMessage("header nested too deeply");
  return {
    identities: frames.slice(0, at),
    header: decodedHeader as unknown as Header,
    parentHeader: parseObject(parentHeader, "parent header"),
    metadata: parseObject(metadata, "metadata"),
    content: parseObject(content, "content"),
    buffers: frames.slice(at + 6),
  };
}

/** Encodes and signs a message; the inverse of {@link decodeMessage}. */
export function encodeMessage(message: Message, signer: Signer): Buffer[] {
  const parts = [
    Buffer.from(JSON.stringify(message.header)),
    isEmpty(message.parentHeader) ? empty : Buffer.from(JSON.stringify(message.parentHeader)),
    isEmpty(message.metadata) ? empty : Buffer.from(JSON.stringify(message.metadata)),
    Buffer.from(JSON.stringify(message.content)),
  ];
  return [...message.identities, delimiter, signer.sign(parts), ...parts, ...message.buffers];
}

function isEmpty(value: object): boolean {
  for (const _ in value) return false;
  return true;
}

function isSerialisable(value: Json): boolean {
  try {
    JSON.stringify(value);
    return true;
  } catch {
    return false;
  }
}

function parseObject(frame: Buffer, what: string): Json {
  let value: unknown;
  try {
    value = JSON.parse(frame.toString("utf8"));
  } catch (cause) {
    throw new MalformedMessage(`${what} is not JSON`, { cause });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new MalformedMessage(`${what} is no object`);
  }
  return value as Json;
}
