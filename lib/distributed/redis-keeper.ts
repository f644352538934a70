/**
 * The program that keeps a Redis server for as long as the one that forked it lives.
 *
 * A server would outlive a program that is killed; this process sees its channel close then, and ends the server.
 * Owner of the server: this process. Owner of this process: `startRedis`.
 */
import { spawn } from "node:child_process";

/** What the keeper is asked for. */
export interface KeeperSettings {
  readonly program: string;
  readonly args: readonly string[];
}

process.on("SIGINT", () => {});
process.once("message", ({ program, args }: KeeperSettings) => {
  const server = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], detached: false });
  let log = "";
  const keep = (text: Buffer) => {
    log = (log + text).slice(-2000);
    if (/Ready to accept connections/.test(log)) process.send?.("ready");
  };
  server.stdout.on("data", keep);
  server.stderr.on("data", keep);
  server.once("error", (error) => end(error.message));
  // Not before all that it has said is read: it tells why.
  server.once("close", (code, signal) => end(`it ended with ${signal ?? code}: ${log.trim()}`));
  process.once("disconnect", () => server.kill("SIGKILL"));
  process.once("SIGTERM", () => server.kill("SIGTERM"));
});

function end(reason: string): void {
  if (!process.connected) process.exit(0);
  process.send?.(reason, () => process.exit(1));
}
