import { createHmac, timingSafeEqual } from "node:crypto";
import { MalformedMessage } from "./message.ts";

/** Signs what is sent and checks what comes in. */
export interface Signer {
  sign(parts: readonly Buffer[]): Buffer;
  /** Throws {@link MalformedMessage} for a wrong signature, and for one that was seen before (a replay). */
  verify(signature: Buffer, parts: readonly Buffer[]): void;
}

/** As many signatures are remembered against replays at least, and this many more before the oldest of them go. */
const remembered = 65_536;
const slack = remembered / 8;

/** HMAC-SHA256 over the four JSON frames, in hexadecimal; without a key nothing is signed nor checked. */
export function hmacSigner(key: string): Signer {
  if (key === "") return { sign: () => Buffer.alloc(0), verify() {} };
  const seen = new Set<string>();
  const sign = (parts: readonly Buffer[]) => {
    const hmac = createHmac("sha256", key);
    for (const part of parts) hmac.update(part);
    return Buffer.from(hmac.digest("hex"));
  };
  return {
    sign,
    verify(signature, parts) {
      const expected = sign(parts);
      if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
        throw new MalformedMessage("wrong signature");
      }
      const digest = expected.toString("latin1");
      if (seen.has(digest)) throw new MalformedMessage("replayed message");
      seen.add(digest);
      if (seen.size > remembered + slack) forgetOldest(seen, slack);
    },
  };
}

function forgetOldest(seen: Set<string>, count: number): void {
  for (const digest of seen) {
    if (count-- <= 0) return;
    seen.delete(digest);
  }
}
