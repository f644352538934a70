/**
 * A first download that nobody waits for.
 *
 * V8 compiles a function when it is first called, and undici its HTTP parser at the first connection: 30 ms in all, which the
 * first run of a thread would pay and report as the network's.  So each thread downloads a few bytes from itself before a
 * clock is started.
 *
 * Owner of the server, the connections and the folder: `rehearse`, which ends with them.
 */
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { host } from "../host/host.ts";
import { downloadFile } from "./download-file.ts";
import { openDispatcher } from "./open-dispatcher.ts";
import { promptSaver } from "./own-savers.ts";

const timeoutMs = 1000;
const downloads = 4;
const body = Buffer.alloc(16_384);
const head = `HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: ${body.length}\r\n\r\n`;
const answer = Buffer.concat([Buffer.from(head), body]);

let rehearsal: Promise<void> | undefined;

/** Downloads a few bytes from this thread to itself, once in its life; where that isn't allowed, nothing happens. */
export function rehearse(): Promise<void> {
  rehearsal ??= host().inSession(() => downloadFromOneself().catch(() => {}));
  return rehearsal;
}

async function downloadFromOneself(): Promise<void> {
  await using ending = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "navette-rehearsal-"));
  ending.defer(() => rm(folder, { recursive: true, force: true }));
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("data", () => socket.write(answer));
  });
  ending.defer(() => void server.close());
  ending.defer(() => {
    for (const socket of sockets) socket.destroy();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") return;
  const dispatcher = openDispatcher(downloads, timeoutMs);
  ending.defer(() => dispatcher.destroy());
  const url = `http://127.0.0.1:${address.port}/`;
  const means = { dispatcher, saver: promptSaver, signal: new AbortController().signal };
  const each = Array.from({ length: downloads }, (_, index) => {
    const part = join(folder, `${index}.part`);
    return downloadFile({ index, url, folder, part, timeoutMs, retries: 0 }, means);
  });
  await Promise.all(each);
}
