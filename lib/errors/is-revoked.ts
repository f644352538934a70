import { types } from "node:util";

/** Whether it is a proxy that was revoked: whatever is asked of it throws a TypeError, even what kind of thing it is. */
export function isRevoked(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !types.isProxy(value)) return false;
  try {
    Reflect.getPrototypeOf(value);
    return false;
  } catch (error) {
    return error instanceof TypeError;
  }
}
