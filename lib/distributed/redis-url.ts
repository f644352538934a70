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
  const isRedis = url && /^rediss?:$/.test(url.protocol) && url.hostname !== "" && /^(\/\d*)?$/.test(url.pathname);
  if (isRedis && isDecodable(url)) return url;
  // A password with @ or / in it is cut there, and the rest taken for the host: all before the last @ may be of it.
  const shown = given.replace(/\/\/.*@/s, "//:…@").replace(/(password=)[^&]*/, "$1…");
  throw new NavetteError(
    "ERR_NAVETTE_REDIS_URL",
    `The Redis address is ${JSON.stringify(shown)}: write redis://host:6379, or rediss://user:password@host:6379 with TLS; a database is a number at its end, /1. In a password, write @ / # ? % as %40 %2F %23 %3F %25`,
  );
}

/** An address as it may be shown and logged. */
export function withoutPassword(url: URL): string {
  const shown = new URL(url);
  if (shown.password !== "") shown.password = "…";
  if (shown.searchParams.has("password")) shown.searchParams.set("password", "…");
  return decodeURI(shown.href);
}

/** Whether every % in it begins the code of a character. */
function isDecodable(url: URL): boolean {
  try {
    return [decodeURI(url.href), decodeURIComponent(url.username), decodeURIComponent(url.password)].length > 0;
  } catch {
    return false;
  }
}
