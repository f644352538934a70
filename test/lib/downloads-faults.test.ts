import assert from "node:assert/strict";
import { once } from "node:events";
import fs from "node:fs";
import { mkdir, open, readdir, watch } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { DownloadResult } from "../../lib/downloads/download.ts";
import { downloadImages } from "../../lib/downloads/download-images.ts";
import { Unfinished } from "../../lib/errors/unfinished.ts";
import { type Failure, serveImages } from "../../lib/images/serve-images.ts";
import { closeSessionPools } from "../../lib/pools/session-pools.ts";
import { closedPort } from "./closed-port.ts";
import { loopbackServer } from "./loopback-server.ts";
import { scratchFolder } from "./scratch-folder.ts";

const strategies = [
  { strategy: "async", workers: 4 },
  { strategy: "threads", workers: 2 },
] as const;

function errorOf(results: readonly DownloadResult[], index = 0) {
  const error = results[index]?.error;
  assert.ok(error, `download ${index} did not fail`);
  return error;
}

for (const how of strategies) {
  describe(`downloadImages, ${how.strategy}, when something fails`, () => {
    it("keeps the others when one of ten is not there", async () => {
      await using server = await serveImages({ latencyMs: 0, failures: [{ image: 4, kind: "status", status: 404 }] });
      await using folder = await scratchFolder();
      const { results, timeline } = await downloadImages(server.urls, folder.path, how);
      const error = errorOf(results, 4);
      assert.equal(error.code, "ERR_NAVETTE_DOWNLOAD_STATUS");
      assert.match(error.message, /image-4\.jpg answered with status 404/);
      assert.equal(results[4]?.file, undefined);
      assert.equal(results.filter(({ error }) => error === undefined).length, 9);
      assert.equal((await readdir(folder.path)).length, 9);
      assert.deepEqual(
        timeline.spans.filter(({ status }) => status === "failed").map(({ label }) => label),
        ["4: image-4.jpg"],
      );
    });

    it("tries again after two errors of the server, a cut and a reset", async () => {
      const failures: Failure[] = [
        { image: 0, kind: "status", status: 500, times: 2 },
        { image: 1, kind: "cut", times: 2 },
        { image: 2, kind: "reset", times: 2 },
      ];
      await using server = await serveImages({ count: 3, latencyMs: 0, failures });
      await using folder = await scratchFolder();
      const { results } = await downloadImages(server.urls, folder.path, how);
      assert.deepEqual(
        results.map(({ error }) => error),
        [undefined, undefined, undefined],
      );
      assert.deepEqual((await readdir(folder.path)).sort(), ["image-0.jpg", "image-1.jpg", "image-2.jpg"]);
    });

    it("leaves nothing of a body that is cut in the middle", async () => {
      await using server = await serveImages({ count: 1, latencyMs: 0, failures: [{ image: 0, kind: "cut" }] });
      await using folder = await scratchFolder();
      const { results } = await downloadImages(server.urls, folder.path, { ...how, retries: 0 });
      assert.equal(errorOf(results).code, "ERR_NAVETTE_DOWNLOAD_CUT");
      assert.deepEqual(await readdir(folder.path), []);
    });

    it("gives up on a server that accepts and never answers", async () => {
      await using server = await serveImages({ count: 2, latencyMs: 0, failures: [{ image: 1, kind: "hang" }] });
      await using folder = await scratchFolder();
      const { results } = await downloadImages(server.urls, folder.path, { ...how, retries: 0, timeoutMs: 2000 });
      assert.equal(results[0]?.error, undefined);
      assert.equal(errorOf(results, 1).code, "ERR_NAVETTE_DOWNLOAD_TIMEOUT");
      assert.match(errorOf(results, 1).message, /raise timeoutMs/);
    });

    it("is interrupted in the middle of slow bodies, and leaves no temporary file", async () => {
      await using server = await loopbackServer((_request, response) => {
        response.writeHead(200, { "Content-Type": "image/png", "Content-Length": String(1 << 30) });
        response.write(Buffer.alloc(1 << 20));
      });
      await using folder = await scratchFolder();
      const urls = Array.from({ length: 6 }, (_, index) => `${server.origin}/${index}.png`);
      const interrupt = new AbortController();
      const reason = new Error("the reader changed his mind");
      const parts = filesIn(folder.path, how.workers);
      const run = downloadImages(urls, folder.path, { ...how, signal: interrupt.signal, timeoutMs: 600_000 });
      assert.ok((await parts).every((name) => name.startsWith(".navette-")));
      interrupt.abort(reason);
      await assert.rejects(run, (error) => {
        assert.ok(error instanceof Unfinished);
        assert.equal(error.code, "ERR_NAVETTE_ABORTED");
        assert.equal(error.cause, reason);
        assert.deepEqual(error.partial, []);
        return true;
      });
      assert.deepEqual(await readdir(folder.path), []);
    });

    it("keeps what was finished when it is interrupted", async () => {
      await using server = await serveImages({ count: 4, latencyMs: 0, failures: [{ image: 3, kind: "hang" }] });
      await using folder = await scratchFolder();
      const interrupt = new AbortController();
      const run = downloadImages(server.urls, folder.path, {
        ...how,
        signal: interrupt.signal,
        onProgress: ({ done }) => done === 3 && interrupt.abort(),
      });
      await assert.rejects(run, (error) => {
        assert.ok(error instanceof Unfinished);
        assert.equal(error.partial.length, 3);
        return true;
      });
      assert.deepEqual((await readdir(folder.path)).sort(), ["image-0.jpg", "image-1.jpg", "image-2.jpg"]);
    });

    it("doesn't begin when the signal was aborted before", async () => {
      await using folder = await scratchFolder();
      const run = downloadImages(["http://127.0.0.1:9/"], folder.path, { ...how, signal: AbortSignal.abort() });
      await assert.rejects(run, { code: "ERR_NAVETTE_ABORTED" });
    });

    it("reports a file that can't be given its name, and saves the others", async () => {
      await using server = await serveImages({ count: 2, latencyMs: 0 });
      await using folder = await scratchFolder();
      await mkdir(join(folder.path, "image-0.jpg"));
      const { results } = await downloadImages(server.urls, folder.path, how);
      assert.equal(errorOf(results).code, "ERR_NAVETTE_DOWNLOAD_FILE");
      assert.deepEqual((await readdir(folder.path)).sort(), ["image-0.jpg", "image-1.jpg"]);
    });
  });
}

/** Waits until the folder holds `count` files, and returns their names. */
async function filesIn(folder: string, count: number): Promise<string[]> {
  const changes = watch(folder)[Symbol.asyncIterator]();
  for (;;) {
    // Watched before it is looked at, so that no change falls between.
    const change = changes.next();
    const names = await readdir(folder);
    if (names.length >= count) {
      await changes.return?.();
      return names;
    }
    await change;
  }
}

describe("downloadImages names the cause", () => {
  it("of downloads whose threads were ended, and leaves nothing of them", async () => {
    await using server = await loopbackServer((_request, response) => {
      response.writeHead(200, { "Content-Type": "image/png", "Content-Length": String(1 << 30) });
      response.write(Buffer.alloc(1 << 20));
    });
    await using folder = await scratchFolder();
    const urls = [`${server.origin}/a.png`, `${server.origin}/b.png`];
    const parts = filesIn(folder.path, 2);
    const run = downloadImages(urls, folder.path, { strategy: "threads", workers: 2, warm: true, timeoutMs: 600_000 });
    await parts;
    await closeSessionPools();
    const { results } = await run;
    assert.deepEqual(
      results.map(({ error }) => error?.code),
      Array(2).fill("ERR_NAVETTE_DOWNLOAD_THREAD"),
    );
    assert.deepEqual(await readdir(folder.path), []);
  });

  it("of a refused connection", async () => {
    await using folder = await scratchFolder();
    const { results } = await downloadImages([`http://127.0.0.1:${await closedPort()}/`], folder.path, { retries: 1 });
    const error = errorOf(results);
    assert.equal(error.code, "ERR_NAVETTE_DOWNLOAD_REFUSED");
    assert.equal((error.cause as { code?: string }).code, "ECONNREFUSED");
  });

  it("of a host that nobody knows", async () => {
    await using folder = await scratchFolder();
    const { results } = await downloadImages(["http://nowhere.invalid/a.jpg"], folder.path, { retries: 0 });
    assert.equal(errorOf(results).code, "ERR_NAVETTE_DOWNLOAD_DNS");
  });

  it("of an answer that isn't HTTP", async () => {
    const server = createServer((socket) => socket.on("error", () => {}).end("SSH-2.0-OpenSSH_9.2\r\n")).listen(
      0,
      "127.0.0.1",
    );
    await once(server, "listening");
    const address = server.address();
    assert.ok(address !== null && typeof address === "object");
    await using folder = await scratchFolder();
    const { results } = await downloadImages([`http://127.0.0.1:${address.port}/`], folder.path, { retries: 0 });
    server.close();
    assert.equal(errorOf(results).code, "ERR_NAVETTE_DOWNLOAD_PROTOCOL");
  });

  it("of a body shorter than its announced length", async () => {
    await using server = await loopbackServer((_request, response) => {
      response.writeHead(200, { "Content-Length": "1000", Connection: "close" });
      response.write("short", () => response.socket?.end());
    });
    await using folder = await scratchFolder();
    const { results } = await downloadImages([`${server.origin}/a.jpg`], folder.path, { retries: 0 });
    assert.equal(errorOf(results).code, "ERR_NAVETTE_DOWNLOAD_CUT");
    assert.deepEqual(await readdir(folder.path), []);
  });

  it("of a body longer than its announced length: what was announced is saved", async () => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", () =>
        socket.end("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 4\r\n\r\nfour and more"),
      );
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    assert.ok(address !== null && typeof address === "object");
    await using folder = await scratchFolder();
    const { results } = await downloadImages([`http://127.0.0.1:${address.port}/`], folder.path, { retries: 0 });
    server.close();
    assert.equal(results[0]?.bytes, 4);
  });

  it("of a disk that is full, and leaves no temporary file", async (context) => {
    await using server = await serveImages({ count: 2, latencyMs: 0 });
    await using folder = await scratchFolder();
    // No full disk can be had in a test: the first write of the run fails as the system's would.
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), {
      code: "ENOSPC",
      syscall: "write",
    });
    await downloadImages([], folder.path);
    const write = context.mock.method(fs, "writeSync", () => {
      write.mock.restore();
      syncBuiltinESMExports();
      throw full;
    });
    syncBuiltinESMExports();
    const { results } = await downloadImages(server.urls, folder.path, { workers: 1 });
    const error = errorOf(results);
    assert.equal(error.code, "ERR_NAVETTE_DOWNLOAD_DISK_FULL");
    assert.match(error.message, /make room/);
    assert.equal(results[1]?.error, undefined);
    assert.deepEqual(await readdir(folder.path), ["image-1.jpg"]);
  });

  it("of a disk that fills up in the middle of a large body", async (context) => {
    await using server = await loopbackServer((_request, response) => {
      response.writeHead(200, { "Content-Type": "image/png", "Content-Length": String(8 << 20) });
      response.end(Buffer.alloc(8 << 20));
    });
    await using folder = await scratchFolder();
    const probe = await open(join(folder.path, "probe"), "w");
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), {
      code: "ENOSPC",
      syscall: "write",
    });
    context.mock.method(Object.getPrototypeOf(probe), "writeFile", () => Promise.reject(full));
    await probe.close();
    const { results } = await downloadImages([`${server.origin}/large.png`], folder.path);
    assert.equal(errorOf(results).code, "ERR_NAVETTE_DOWNLOAD_DISK_FULL");
    assert.deepEqual(await readdir(folder.path), ["probe"]);
  });
});
