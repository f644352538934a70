import { isRevoked } from "./is-revoked.ts";

/** Whether it is a URL: also asked of a proxy that was revoked, at which `instanceof` throws. */
export function isUrl(value: unknown): value is URL {
  return !isRevoked(value) && value instanceof URL;
}
