import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { DownloadSpan } from "../../lib/downloads/download.ts";
import { downloadImages } from "../../lib/downloads/download-images.ts";
import { serveImages } from "../../lib/images/serve-images.ts";
import { closeSessionPools } from "../../lib/pools/session-pools.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { loopbackServer } from "./loopback-server.ts";
import { scratchFolder } from "./scratch-folder.ts";

const server = await serveImages({ count: 150, latencyMs: 50 });
after(() => server[Symbol.asyncDispose]());
const twelve = server.urls.slice(0, 12);

const byNumber = (a: string, b: string) => a.localeCompare(b, "en", { numeric: true });

for (const [strategy, workers] of [
  ["sequential", 1],
  ["async", 4],
  ["threads", 4],
] as const) {
  describe(`downloadImages, ${strategy}`, () => {
    it("saves each image whole, under its own name, and reports each in order", async () => {
      await using folder = await scratchFolder();
      const run = await downloadImages(twelve, folder.path, { strategy, workers });

      assert.deepEqual(
        (await readdir(folder.path)).sort(byNumber),
        twelve.map((_, index) => `image-${index}.jpg`),
      );
      assert.equal(run.strategy, strategy);
      assert.equal(run.workers, workers);
      assert.equal(run.results.length, 12);
      for (const [index, { url, file, bytes, ms, error }] of run.results.entries()) {
        assert.equal(error, undefined);
        assert.equal(url, twelve[index]?.href);
        assert.equal(file, join(folder.path, `image-${index}.jpg`));
        const saved = await readFile(file);
        assert.equal(saved.length, bytes);
        assert.deepEqual(saved, Buffer.from(await (await fetch(url)).arrayBuffer()));
        assert.ok(ms >= 49);
      }
    });

    it("yields one span per download, on as many threads as were asked for, never more at once", async () => {
      await using folder = await scratchFolder();
      const timeline = new Timeline();
      const run = await downloadImages(twelve, folder.path, { strategy, workers, timeline });

      assert.equal(run.timeline.spans.length, 12);
      assert.deepEqual(timeline.spans, run.timeline.spans);
      assert.equal(new Set(run.timeline.lanes().map(({ tid }) => tid)).size, strategy === "threads" ? workers : 1);
      assert.ok(run.timeline.lanes().every(({ pid }) => pid === process.pid));
      for (const span of run.timeline.spans) {
        const { queued, started, firstByte, ended, status, kind } = span as DownloadSpan;
        assert.ok(firstByte !== undefined && queued <= started && started + 49 <= firstByte && firstByte <= ended);
        assert.deepEqual([status, kind], ["ok", "download"]);
      }
      assert.equal(mostAtOnce(run.timeline), workers);
    });

    it("tells how far it has come", async () => {
      await using folder = await scratchFolder();
      const seen: string[] = [];
      await downloadImages(twelve.slice(0, 5), folder.path, {
        strategy,
        workers,
        onProgress: ({ done, total }) => seen.push(`${done}/${total}`),
      });
      assert.deepEqual(seen, ["1/5", "2/5", "3/5", "4/5", "5/5"]);
    });

    it("makes an empty run of an empty list", async () => {
      await using folder = await scratchFolder();
      const run = await downloadImages([], folder.path, { strategy, workers });
      assert.deepEqual([run.results, run.timeline.spans], [[], []]);
    });
  });
}

function mostAtOnce({ spans }: Timeline): number {
  const edges = spans.flatMap(({ started, ended }) => [
    { at: started, change: 1 },
    { at: ended, change: -1 },
  ]);
  edges.sort((a, b) => a.at - b.at || a.change - b.change);
  let now = 0;
  let most = 0;
  for (const { change } of edges) {
    now += change;
    most = Math.max(most, now);
  }
  return most;
}

describe("downloadImages", () => {
  it("saves many files through a thread of their own, and says which could not be", async () => {
    await using folder = await scratchFolder();
    await mkdir(join(folder.path, "image-77.jpg"));
    const { results } = await downloadImages(server.urls, folder.path, { workers: 50 });
    const failed = results.filter(({ error }) => error !== undefined);
    assert.deepEqual(
      failed.map(({ url, error }) => [url, error?.code]),
      [[server.urls[77]?.href, "ERR_NAVETTE_DOWNLOAD_FILE"]],
    );
    assert.equal((await readdir(folder.path)).filter((name) => name.endsWith(".jpg")).length, 150);
    const last = results[149];
    assert.equal((await readFile(last?.file ?? "")).length, last?.bytes);
  });

  it("starts no more threads than there are images", async () => {
    await using folder = await scratchFolder();
    const run = await downloadImages(twelve.slice(0, 2), folder.path, { strategy: "threads", workers: 8 });
    assert.equal(run.workers, 2);
    assert.equal(run.timeline.lanes().length, 2);
  });

  it("borrows the session's threads when it is told to, and opens new connections in each run", async () => {
    await using folder = await scratchFolder();
    const options = { strategy: "threads", workers: 3, warm: true } as const;
    const [first, second] = [
      await downloadImages(twelve.slice(0, 3), folder.path, options),
      await downloadImages(twelve.slice(0, 3), folder.path, options),
    ];
    const threads = ({ timeline }: typeof first) =>
      timeline
        .lanes()
        .map(({ tid }) => tid)
        .sort();
    assert.equal(threads(first).length, 3);
    assert.deepEqual(threads(second), threads(first));
    await closeSessionPools();
  });

  it("asks one host for no more than perHost at once, while others are served", async () => {
    await using other = await serveImages({ count: 2, latencyMs: 30 });
    await using folder = await scratchFolder();
    const run = await downloadImages([...twelve.slice(0, 8), ...other.urls], folder.path, { workers: 10, perHost: 2 });
    const [first, second] = [new Timeline(), new Timeline()];
    for (const span of run.timeline.spans) (Number.parseInt(span.label, 10) < 8 ? first : second).add(span);
    assert.equal(mostAtOnce(first), 2);
    assert.equal(mostAtOnce(second), 2);
    assert.equal(mostAtOnce(run.timeline), 4);
  });

  it("makes the folder where it doesn't exist, and takes it as a URL too", async () => {
    await using folder = await scratchFolder();
    const deep = join(folder.path, "a", "b c");
    await downloadImages(twelve.slice(0, 1), pathToFileURL(deep), {});
    assert.deepEqual(await readdir(deep), ["image-0.jpg"]);
  });

  it("replaces a file of an earlier run, and leaves others alone", async () => {
    await using folder = await scratchFolder();
    await writeFile(join(folder.path, "image-0.jpg"), "old");
    await writeFile(join(folder.path, "mine.txt"), "kept");
    const { results } = await downloadImages(twelve.slice(0, 1), folder.path);
    assert.deepEqual((await readdir(folder.path)).sort(), ["image-0.jpg", "mine.txt"]);
    assert.equal((await readFile(join(folder.path, "image-0.jpg"))).length, results[0]?.bytes);
  });

  it("names files by content type, else by a harmless extension of the URL, never by its path", async () => {
    await using server = await loopbackServer(({ url = "" }, response) => {
      const type = new URL(url, "http://x").searchParams.get("type");
      if (type !== null) response.setHeader("Content-Type", type);
      response.end("picture");
    });
    await using folder = await scratchFolder();
    const paths = [
      "/a?type=image/png",
      "/b.jpeg?type=image/jpeg;%20charset=x",
      "/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
      "/c.gif",
      "/d.J%2Fpg",
      "/e.webp?type=application/octet-stream",
      "/..%5c..%5cboot.ini",
    ];
    const run = await downloadImages(
      paths.map((path) => server.origin + path),
      folder.path,
    );
    const names = [
      "image-0.png",
      "image-1.jpg",
      "image-2.bin",
      "image-3.gif",
      "image-4.bin",
      "image-5.webp",
      "image-6.ini",
    ];
    assert.deepEqual(
      run.results.map(({ file }) => file),
      names.map((name) => join(folder.path, name)),
    );
    assert.deepEqual((await readdir(folder.path)).sort(), names);
  });

  it("streams a body larger than what it holds in memory", async () => {
    const piece = Buffer.alloc(1 << 20, "navette");
    await using server = await loopbackServer(async (_request, response) => {
      for (let sent = 0; sent < 24; sent++) {
        if (!response.write(piece)) await new Promise((resolve) => response.once("drain", resolve));
      }
      response.end();
    });
    await using folder = await scratchFolder();
    const { results } = await downloadImages([`${server.origin}/big.bmp`], folder.path);
    assert.equal(results[0]?.error, undefined);
    const saved = await readFile(join(folder.path, "image-0.bmp"));
    assert.equal(saved.length, 24 << 20);
    for (let at = 0; at < saved.length; at += piece.length)
      assert.ok(saved.subarray(at, at + piece.length).equals(piece));
  });

  it("follows redirections, also to another host, and gives up on a circle of them", async () => {
    await using server = await loopbackServer(({ url }, response) => {
      const location = url === "/circle" ? "/circle" : url === "/near" ? "/far" : twelve[0]?.href;
      response.writeHead(302, { Location: location }).end("elsewhere");
    });
    await using folder = await scratchFolder();
    const { results } = await downloadImages([`${server.origin}/near`, `${server.origin}/circle`], folder.path);
    assert.equal(results[0]?.file, join(folder.path, "image-0.jpg"));
    assert.match(results[1]?.error?.code ?? "", /^ERR_NAVETTE_DOWNLOAD_REDIRECTS/);
    assert.deepEqual(await readdir(folder.path), ["image-0.jpg"]);
  });

  it("follows five redirections and no more, and none that leads nowhere", async () => {
    await using server = await loopbackServer(({ url }, response) => {
      const left = Number(url?.slice(1));
      if (url === "/nowhere") response.writeHead(302).end("elsewhere");
      else if (left > 0) response.writeHead(307, { Location: `/${left - 1}` }).end("elsewhere");
      else response.writeHead(200, { "Content-Type": "text/plain" }).end("here");
    });
    await using folder = await scratchFolder();
    const urls = ["5", "6", "nowhere"].map((path) => `${server.origin}/${path}`);
    const { results } = await downloadImages(urls, folder.path);
    const codes = results.map(({ error }) => error?.code);
    assert.deepEqual(codes, [undefined, "ERR_NAVETTE_DOWNLOAD_REDIRECTS", "ERR_NAVETTE_DOWNLOAD_STATUS"]);
    assert.equal(await readFile(join(folder.path, "image-0.txt"), "utf8"), "here");
  });
});

describe("downloadImages refuses, before any request", () => {
  const ok = ["http://127.0.0.1:9/"];

  for (const workers of [0, -1, 1.5, "eight", 10_000, Number.NaN, null]) {
    it(`workers ${workers}`, async () => {
      await using folder = await scratchFolder();
      const options = JSON.parse(JSON.stringify({ strategy: "threads" }));
      await assert.rejects(
        downloadImages(ok, folder.path, { ...options, workers }),
        (error: Error & { code: string }) => {
          assert.equal(error.code, "ERR_NAVETTE_WORKERS");
          assert.match(error.message, /^workers is .+: give a whole number from 1 to 256/);
          return true;
        },
      );
    });
  }

  for (const [name, value, code] of [
    ["strategy", "processes", "ERR_NAVETTE_STRATEGY"],
    ["perHost", 0, "ERR_NAVETTE_DOWNLOAD_OPTION"],
    ["retries", -1, "ERR_NAVETTE_DOWNLOAD_OPTION"],
    ["timeoutMs", 0, "ERR_NAVETTE_DOWNLOAD_OPTION"],
    ["timeoutMs", "soon", "ERR_NAVETTE_DOWNLOAD_OPTION"],
  ] as const) {
    it(`${name} ${value}`, async () => {
      await using folder = await scratchFolder();
      await assert.rejects(downloadImages(ok, folder.path, Object.fromEntries([[name, value]])), {
        code,
        message: new RegExp(`^${name} is `),
      });
    });
  }

  for (const url of ["not a URL", "file:///etc/passwd", "", 7]) {
    it(`the URL ${url}`, async () => {
      await using folder = await scratchFolder();
      const urls = [...ok, url].map((value) => value as string);
      await assert.rejects(downloadImages(urls, folder.path), {
        code: "ERR_NAVETTE_URL",
        message: /^urls\[1\] is .+http/,
      });
      assert.deepEqual(await readdir(folder.path), []);
    });
  }

  it("something else than a list of URLs", async () => {
    await using folder = await scratchFolder();
    const urls = "http://127.0.0.1:9/" as unknown as string[];
    await assert.rejects(downloadImages(urls, folder.path), { code: "ERR_NAVETTE_URL", message: /give a list/ });
  });

  it("a folder that can't be made or is a file, with the system's error as the cause", async () => {
    await using folder = await scratchFolder();
    await mkdir(join(folder.path, "sub"));
    await writeFile(join(folder.path, "file"), "");
    for (const [path, cause] of [
      [join(folder.path, "file"), "EEXIST"],
      [join(folder.path, "file", "below"), "EEXIST"],
      ["/proc/navette", "ENOENT"],
    ] as const) {
      await assert.rejects(downloadImages(ok, path), (error: Error & { code: string; cause: { code: string } }) => {
        assert.equal(error.code, "ERR_NAVETTE_FOLDER");
        assert.ok(error.message.includes(path), error.message);
        assert.equal(error.cause.code, cause);
        return true;
      });
    }
    await assert.rejects(downloadImages(ok, ""), { code: "ERR_NAVETTE_FOLDER" });
  });
});
