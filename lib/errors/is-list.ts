import { isRevoked } from "./is-revoked.ts";

/** Whether it is an array: also asked of a proxy that was revoked, at which `Array.isArray` throws. */
export function isList(value: unknown): value is readonly unknown[] {
  return !isRevoked(value) && Array.isArray(value);
}
