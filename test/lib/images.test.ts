import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { describe, it } from "node:test";
import { decode } from "jpeg-js";
import { type ImageServerOptions, serveImages } from "../../lib/images/serve-images.ts";
import { isAlive } from "../client/is-alive.ts";
import { untilGone } from "./leaves-nothing.ts";

const program = (options: ImageServerOptions) => `
  import { serveImages } from ${JSON.stringify(new URL("../../lib/images/serve-images.ts", import.meta.url).href)};
  const server = await serveImages(${JSON.stringify(options)});
  console.log(server.pid);
`;

const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

async function bytesOf(url: URL | undefined): Promise<Buffer> {
  assert.ok(url);
  const response = await fetch(url);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "image/jpeg");
  return Buffer.from(await response.arrayBuffer());
}

describe("the image server", () => {
  it("serves ten different JPEGs of 400 × 200, the same from one start to the next", async () => {
    await using server = await serveImages({ latencyMs: 0 });
    await using again = await serveImages({ latencyMs: 0 });
    assert.equal(server.urls.length, 10);
    const images = await Promise.all(server.urls.map(bytesOf));
    for (const image of images) {
      const { width, height } = decode(image);
      assert.deepEqual([width, height], [400, 200]);
    }
    assert.equal(new Set(images.map((image) => hash(decode(image).data))).size, 10);
    assert.deepEqual((await Promise.all(again.urls.map(bytesOf))).map(hash), images.map(hash));
  });

  it("repeats the ten pictures beyond ten, in files that still differ", async () => {
    await using server = await serveImages({ count: 100_000, latencyMs: 0 });
    const [early, late] = await Promise.all([bytesOf(server.urls[3]), bytesOf(server.urls[99_993])]);
    assert.notEqual(hash(early), hash(late));
    assert.deepEqual(decode(early).data, decode(late).data);
  });

  it("changes what varies in the pictures with the seed, and their size with width and height", async () => {
    await using one = await serveImages({ count: 1, latencyMs: 0, seed: 1 });
    await using two = await serveImages({ count: 1, latencyMs: 0, seed: 2, width: 200, height: 120 });
    const [first, second] = await Promise.all([bytesOf(one.urls[0]), bytesOf(two.urls[0])]);
    assert.notEqual(hash(first), hash(second));
    assert.equal(decode(second).width, 200);
    assert.equal(decode(second).height, 120);
  });

  it("waits for its latency, for every request on its own", async () => {
    await using server = await serveImages({ count: 20, latencyMs: 300 });
    const start = performance.now();
    const answered: number[] = [];
    const ask = async (url: URL) => {
      await (await fetch(url)).arrayBuffer();
      answered.push(performance.now() - start);
    };
    await Promise.all(server.urls.map(ask));
    assert.ok((answered[0] ?? 0) >= 295, `${answered} ms`);
    // Had they waited for each other, every two answers were so far apart.
    const pauses = answered.slice(1).map((ms, at) => ms - (answered[at] ?? 0));
    assert.ok(Math.min(...pauses) < 295, `answers after ${answered} ms`);
  });

  it("holds each connection to its bandwidth", async () => {
    await using server = await serveImages({ count: 1, latencyMs: 0, bandwidthMiBps: 0.1 });
    const start = performance.now();
    const { length } = await bytesOf(server.urls[0]);
    const expected = (length / (0.1 * 1024 * 1024)) * 1000;
    const elapsed = performance.now() - start;
    assert.ok(elapsed >= expected * 0.95, `${elapsed} ms for ${expected}`);
  });

  it("answers 404 to what it doesn't serve", async () => {
    await using server = await serveImages({ count: 1, latencyMs: 0 });
    for (const path of ["/image-1.jpg", "/", "/image-0.png", "/../image-0.jpg/x"]) {
      const response = await fetch(new URL(path, server.origin));
      await response.arrayBuffer();
      assert.equal(response.status, 404, path);
    }
  });

  it("fails on purpose, as often as it is told", async () => {
    const failures = [
      { image: 0, kind: "status", status: 500, times: 2 },
      { image: 1, kind: "cut" },
    ] as const;
    await using server = await serveImages({ count: 2, latencyMs: 0, failures });
    const statuses: number[] = [];
    for (let request = 0; request < 3; request++) {
      const response = await fetch(new URL("/image-0.jpg", server.origin));
      await response.arrayBuffer();
      statuses.push(response.status);
    }
    assert.deepEqual(statuses, [500, 500, 200]);
    await assert.rejects(bytesOf(server.urls[1]));
  });

  it("ends with its disposal", async () => {
    const server = await serveImages({ count: 1 });
    assert.ok(isAlive(server.pid));
    await server[Symbol.asyncDispose]();
    assert.ok(!isAlive(server.pid));
    await server[Symbol.asyncDispose]();
  });

  it("lets a program end that forgot to dispose of it, and ends with it", async () => {
    const child = spawn(process.execPath, ["--input-type=module-typescript", "--eval", program({ count: 1 })]);
    const exit = once(child, "exit");
    const [line] = await once(createInterface(child.stdout), "line");
    const [code] = await exit;
    assert.equal(code, 0);
    await untilGone(Number(line));
  });

  it("ends when the program that started it is killed", async () => {
    const source = `${program({ count: 1 })}; setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module-typescript", "--eval", source]);
    const [line] = await once(createInterface(child.stdout), "line");
    assert.ok(isAlive(Number(line)));
    child.kill("SIGKILL");
    await once(child, "exit");
    await untilGone(Number(line));
  });

  for (const [name, value] of [
    ["count", 0],
    ["count", 1.5],
    ["width", "wide"],
    ["latencyMs", -1],
    ["latencyMs", Number.NaN],
    ["bandwidthMiBps", 0],
    ["seed", -1],
  ] as const) {
    it(`refuses ${name} ${value}, and says so`, async () => {
      const options = { [name]: value };
      await assert.rejects(serveImages(options), (error: Error & { code: string }) => {
        assert.equal(error.code, "ERR_NAVETTE_IMAGES");
        assert.match(error.message, new RegExp(`^${name} is .*give a`));
        return true;
      });
    });
  }
});
