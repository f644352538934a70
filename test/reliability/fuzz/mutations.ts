/**
 * The ways in which a recorded request is changed before it is sent.
 *
 *   recorded ─▶ changed, then signed rightly     what a hostile or broken client with the key may send
 *            ─▶ signed, then changed             what somebody without the key may send
 *            ─▶ bytes on a bare TCP connection   what anything may send
 */
import { mutateJson } from "./mutate-json.ts";
import type { Random } from "./random.ts";
import { type Json, type Recorded, type RequestChannel, signedFrames } from "./recorded.ts";

export type Port = RequestChannel | "hb" | "iopub";

/** What is sent: frames of one message, or bytes on a connection of their own. */
export type Case =
  | { readonly to: Port; readonly frames: readonly Buffer[] }
  | { readonly to: Port; readonly bytes: Buffer };

export interface Material {
  readonly random: Random;
  readonly recorded: Recorded;
  readonly all: readonly Recorded[];
  sign(parts: readonly Buffer[]): Buffer;
  /** Messages that were sent before, as they were. */
  readonly sent: readonly Case[];
}

const delimiter = Buffer.from("<IDS|MSG>");
const channels: readonly RequestChannel[] = ["shell", "control", "stdin"];
const ports: readonly Port[] = [...channels, "hb", "iopub"];

export const mutations: Readonly<Record<string, (material: Material) => Case>> = {
  "one value of the message changed": ({ random, recorded, sign }) => {
    const part = random.pick(["header", "parent", "metadata", "content", "content", "content"] as const);
    return signed({ ...recorded, [part]: mutateJson(recorded[part], random) as Json }, sign);
  },
  "many values changed": ({ random, recorded, sign }) => {
    let { content } = recorded;
    for (let change = 0; change < 5; change += 1) content = mutateJson(content, random) as Json;
    return signed({ ...recorded, content }, sign);
  },
  "content under another type": ({ random, recorded, all, sign }) =>
    signed({ ...recorded, content: random.pick(all).content }, sign),
  "an unknown type": ({ random, recorded, sign }) =>
    signed(
      { ...recorded, header: { ...recorded.header, msg_type: `${random.bytes(12).toString("latin1")}_request` } },
      sign,
    ),
  "another channel": ({ random, recorded, sign }) => signed({ ...recorded, channel: random.pick(channels) }, sign),
  "bytes of signed frames changed": ({ random, recorded, sign }) => {
    const parts = signedFrames(recorded);
    const at = random.int(4);
    parts[at] = changedBytes(parts[at] ?? delimiter, random);
    return { to: recorded.channel, frames: [delimiter, sign(parts), ...parts] };
  },
  "bytes changed after signing": ({ random, recorded, sign }) => {
    const parts = signedFrames(recorded);
    const signature = sign(parts);
    const at = random.int(4);
    parts[at] = changedBytes(parts[at] ?? delimiter, random);
    return { to: recorded.channel, frames: [delimiter, signature, ...parts] };
  },
  "a signature of something else": ({ random, recorded, sign }) => {
    const signature = random.pick([Buffer.alloc(0), Buffer.alloc(64, "0"), random.bytes(64), sign([random.bytes(9)])]);
    return { to: recorded.channel, frames: [delimiter, signature, ...signedFrames(recorded)] };
  },
  "sent again": ({ random, recorded, sent, sign }) => (sent.length > 0 ? random.pick(sent) : signed(recorded, sign)),
  "frames missing, doubled or in another order": ({ random, recorded, sign }) => {
    const frames = [...signed(recorded, sign).frames];
    for (let change = 0; change <= random.int(3); change += 1) {
      const at = random.int(frames.length);
      const frame = frames[at] ?? delimiter;
      if (random.int(3) === 0) frames.splice(at, 1);
      else frames.splice(random.int(frames.length), random.int(2), frame);
      if (frames.length === 0) frames.push(frame);
    }
    return { to: recorded.channel, frames };
  },
  "frames of any bytes": ({ random }) => ({
    to: random.pick(ports),
    frames: Array.from({ length: 1 + random.int(9) }, () => random.bytes(200)),
  }),
  "a huge frame": ({ random, recorded, sign }) => {
    const filler = "x".repeat(100_000 + random.int(900_000));
    return signed({ ...recorded, content: { ...recorded.content, filler } }, sign);
  },
  "many identities and buffers": ({ random, recorded, sign }) => {
    const more = () => Array.from({ length: random.int(50) }, () => random.bytes(30));
    return { to: recorded.channel, frames: [...more(), ...signed(recorded, sign).frames, ...more()] };
  },
  "a bare connection, bytes": ({ random }) => ({ to: random.pick(ports), bytes: random.bytes(300) }),
  "a bare connection, a greeting and then bytes": ({ random }) => {
    const bytes = Buffer.concat([greeting, ready, random.bytes(100), hugeLength, random.bytes(100)]);
    const start = random.int(3) === 0 ? changedBytes(bytes, random) : bytes;
    return { to: random.pick(ports), bytes: start.subarray(0, 1 + random.int(start.length)) };
  },
};

/** ZMTP 3.1, "Version Negotiation": signature, version, mechanism NULL, as-client, filler. */
const greeting = Buffer.concat([
  Buffer.from([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 0]),
  Buffer.from("NULL"),
  Buffer.alloc(48),
]);
/** A READY command of a DEALER. */
const ready = Buffer.concat([
  Buffer.from([4, 26, 5]),
  Buffer.from("READY"),
  Buffer.from([11]),
  Buffer.from("Socket-Type"),
  Buffer.from([0, 0, 0, 6]),
  Buffer.from("DEALER"),
]);
/** The head of a long frame that claims to hold 2⁶³ − 1 bytes. */
const hugeLength = Buffer.from([2, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);

function signed(recorded: Recorded, sign: Material["sign"]) {
  const parts = signedFrames(recorded);
  const buffers = recorded.buffers.map((text) => Buffer.from(text, "base64"));
  return { to: recorded.channel, frames: [delimiter, sign(parts), ...parts, ...buffers] };
}

function changedBytes(original: Buffer, random: Random): Buffer {
  const bytes = Buffer.from(original);
  for (let change = 0; change <= random.int(4); change += 1) {
    if (bytes.length > 0) bytes[random.int(bytes.length)] = random.int(256);
  }
  return random.int(3) === 0 ? bytes.subarray(0, random.int(bytes.length + 1)) : bytes;
}
