import { NavetteError } from "../errors/navette-error.ts";

/**
 * Returns the address of the Redis or Valkey server to use, checked: the one given, else that of the environment
 * variable `REDIS_URL`; undefined where there is none.
 *
 * `redis://host:6379`, `rediss://` for TLS, `redis://user:password@host:6379/0` with a password, and the database of that
 * number.
 *
 * @throws NavetteError `ERR_NAVETTE_REDIS_URL`, without the address's password in it.
 */
export function redisUrl(given: string | undefined = process.env.REDIS_URL || undefined): URL | undefined {
  if (given === undefined) return undefined;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url && /^rediss?:$/.test(url.protocol) && url.hostname !== "" && /^(\/\d*)?$/.test(url.pathname)) return url;
  const shown = url ? withoutPassword(url) : given.replace(/\/\/.*@/, "//…@");
  throw new NavetteError(
    "ERR_NAVETTE_REDIS_URL",
    `The Redis address is ${JSON.stringify(shown)}: write redis://host:6379, or rediss://user:password@host:6379 with TLS; a database is a number at its end, /1`,
  );
}

/** An address as it may be shown and logged. */
export function withoutPassword(url: URL): string {
  const shown = new URL(url);
  if (shown.password !== "") shown.password = "…";
  return decodeURI(shown.href);
}
