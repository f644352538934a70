import { NavetteError } from "../../lib/errors/navette-error.ts";

/** Lines of npm's error that are shown. */
const shown = 8;

/** Codes of a network that is not there (https://nodejs.org/api/errors.html#common-system-errors). */
const unreachable: ReadonlySet<string> = new Set([
  ...["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "EHOSTUNREACH"],
  ...["ERR_SOCKET_TIMEOUT", "ENOTCACHED", "ENOTCONN", "EPROTO"],
]);

/** What npm has failed with, by the lines of its log. */
export function npmFailure(log: readonly string[], exitCode: number | null): NavetteError {
  const errors = log
    .filter((line) => /^npm (?:error|ERR!)/.test(line))
    .map((line) => line.replace(/^npm (?:error|ERR!) ?/, ""))
    .filter((line) => !/^(?:errno|syscall|A complete log| +at )/.test(line));
  const code = errors.map((line) => /^code (\S+)/.exec(line)?.[1]).find((found) => found !== undefined);
  const said = errors
    .filter((line) => !line.startsWith("code "))
    .map((line) => line.replace(/^(?:404|notarget|enoent|eresolve|network)\s*/i, ""))
    .filter((line) => line.trim() !== "")
    .slice(0, shown)
    .join("\n");
  return new NavetteError("ERR_NAVETTE_INSTALL", message(code, said, exitCode));
}

function message(code: string | undefined, said: string, exitCode: number | null): string {
  if (code !== undefined && unreachable.has(code)) {
    const registry = /(?:request to|GET) (https?:\/\/[^/\s]+)/.exec(said)?.[1] ?? "its registry";
    return (
      `npm can't reach ${registry} (${code}): check the connection, or name what lies on this machine, ` +
      `as in %install ./package.tgz`
    );
  }
  if (code === "E404") return `npm knows no such package, or you may not have it (E404): ${said}`;
  if (code === "ETARGET") return `npm knows no such version (ETARGET): ${said}`;
  const how = exitCode === null ? "was ended by a signal" : `exited with ${exitCode}`;
  return `npm ${code === undefined ? how : `failed with ${code}`}${said === "" ? "" : `: ${said}`}`;
}
