import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, it, type TestContext } from "node:test";
import { gzipSync } from "node:zlib";
import { crawl } from "../../lib/crawl/crawl.ts";
import type { CrawledPage } from "../../lib/crawl/crawled-page.ts";
import { fetchPage } from "../../lib/crawl/fetch-page.ts";
import { Unfinished } from "../../lib/errors/unfinished.ts";
import { reservedPaths } from "../../lib/site/reserved-page.ts";
import { serveSite } from "../../lib/site/serve-site.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { leavesNothing, untilGone } from "./leaves-nothing.ts";
import { loopbackServer } from "./loopback-server.ts";
import { scratchFolder } from "./scratch-folder.ts";

/** A site of this test's own: answers by path; what isn't named is not found. */
async function serve(t: TestContext, answers: Record<string, RequestListener | string>) {
  const asked: string[] = [];
  const server = await loopbackServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    const answer = answers[path];
    if (typeof answer === "function") answer(request, response);
    else if (answer === undefined) response.writeHead(404).end();
    else response.writeHead(200, { "content-type": "text/html" }).end(answer);
  });
  t.after(() => server[Symbol.asyncDispose]());
  return { origin: server.origin, asked };
}

const links = (...hrefs: string[]) => hrefs.map((href) => `<a href="${href}">x</a>`).join("");
const outcomesOf = (pages: readonly CrawledPage[]) =>
  Object.fromEntries(pages.map(({ url, outcome }) => [new URL(url).pathname, outcome]));

describe("the synthetic site, crawled", () => {
  for (const options of [{ strategy: "sequential" }, { workers: 20 }, { workers: 8, parsers: 2 }] as const) {
    it(`is found whole, each page once (${JSON.stringify(options)})`, async () => {
      const timeline = new Timeline();
      await using _ = leavesNothing(timeline);
      await using site = await serveSite({ pages: 120, latencyMs: 0, pageKiB: 2, links: 20 });
      const run = await crawl(site.start, { ...options, timeline });
      const { outcomes, known, waiting, fetched, pages, spent } = run.results;
      // Beside its pages: the course's, twice; robots.txt forbids one, a file is no page, one has moved, one is gone.
      assert.equal(outcomes.page, 122 + reservedPaths.length);
      assert.deepEqual(
        [outcomes.other, outcomes.redirect, outcomes.forbidden, outcomes.status, outcomes.failed],
        [1, 1, 1, 1, 0],
      );
      assert.deepEqual([waiting, fetched], [0, known]);
      assert.equal(new Set(pages.map(({ url }) => url)).size, known);
      assert.equal(timeline.spans.length, known);
      const total = spent.waiting + spent.fetching + spent.parsing + spent.linking;
      assert.ok(Math.abs(total - run.wallMs) < 1e-6 + run.wallMs * 0.2, `${total} of ${run.wallMs}`);
    });
  }

  it("answers again after a page that fails once, and the pages are the same for the same seed", async () => {
    await using site = await serveSite({ pages: 30, latencyMs: 0, failing: 20 });
    const { results } = await crawl(site.start, { workers: 10 });
    assert.equal(results.outcomes.page, 32 + reservedPaths.length);
    assert.ok(results.retried >= 19, `${results.retried}`);
    await using same = await serveSite({ pages: 30, latencyMs: 0 });
    await using other = await serveSite({ pages: 30, latencyMs: 0, seed: 2 });
    const html = async ({ start }: { start: URL }) => (await fetchPage(start)).results.html;
    assert.equal(await html(site), await html(same));
    assert.notEqual(await html(site), await html(other));
  });

  it("refuses what it can't serve", async () => {
    await assert.rejects(serveSite({ pages: 0 }), { code: "ERR_NAVETTE_SITE", message: /pages is 0/ });
  });
});

describe("crawl", () => {
  it("keeps to depth, size and count", async (t) => {
    const { origin } = await serve(t, {
      "/": links("/1", "/large"),
      "/1": links("/2"),
      "/2": links("/3"),
      "/large": "x".repeat(5000),
    });
    const { results } = await crawl(origin, { maxDepth: 2, maxBytes: 1000 });
    assert.deepEqual(outcomesOf(results.pages), { "/": "page", "/1": "page", "/large": "too large", "/2": "page" });
    const few = await crawl(origin, { maxPages: 2 });
    assert.deepEqual([few.results.fetched, few.results.waiting], [2, 2]);
    const known = await crawl(origin, { maxKnown: 2 });
    assert.equal(known.results.dropped, 2);
    assert.match(known.notices?.[0] ?? "", /maxKnown/);
  });

  it("stays on its hosts, follows a redirection once, and tries again what may pass", async (t) => {
    let busy = 2;
    const { origin, asked } = await serve(t, {
      "/": links("/moved", "/circle", "http://other.example/", "/busy", "/gone", "mailto:a@b.example"),
      "/moved": (_request, response) => void response.writeHead(301, { location: "/new#part" }).end(),
      "/circle": (_request, response) => void response.writeHead(302, { location: "/circle" }).end(),
      "/new": "here",
      "/busy": (_request, response) => {
        if (busy-- > 0) response.writeHead(503, { "retry-after": "0" }).end();
        else response.writeHead(200, { "content-type": "text/html" }).end();
      },
    });
    const { results } = await crawl(origin);
    const expected = {
      "/": "page",
      "/moved": "redirect",
      "/circle": "redirect",
      "/new": "page",
      "/busy": "page",
      "/gone": "status",
    };
    assert.deepEqual(outcomesOf(results.pages), expected);
    assert.equal(results.retried, 2);
    assert.equal(asked.filter((path) => path === "/circle").length, 1);
  });

  it("counts what fails and goes on; reads what is packed", async (t) => {
    const { origin } = await serve(t, {
      "/": links("/cut", "/packed", "/garbled"),
      "/cut": (_request, response) => void response.destroy(),
      "/packed": (_request, response) => {
        response
          .writeHead(200, { "content-type": "text/html", "content-encoding": "gzip" })
          .end(gzipSync(links("/in")));
      },
      "/garbled": (_request, response) => {
        response.writeHead(200, { "content-type": "text/html", "content-encoding": "gzip" }).end("not gzip");
      },
    });
    const { results } = await crawl(origin, { retries: 0 });
    const expected = { "/": "page", "/cut": "failed", "/packed": "page", "/garbled": "failed", "/in": "status" };
    assert.deepEqual(outcomesOf(results.pages), expected);
    assert.match(results.pages.find(({ outcome }) => outcome === "failed")?.error ?? "", /\/(cut|garbled) /);
  });

  it("asks robots.txt first, and nothing of a host that can't answer for it", async (t) => {
    const polite = await serve(t, { "/robots.txt": "User-agent: *\nDisallow: /x", "/": links("/x", "/y"), "/y": "" });
    const { results } = await crawl(polite.origin);
    assert.equal(results.outcomes.forbidden, 1);
    assert.deepEqual(polite.asked, ["/robots.txt", "/", "/y"]);
    const broken = await serve(t, {
      "/robots.txt": (_request, response) => void response.writeHead(500).end(),
      "/": "",
    });
    assert.equal((await crawl(broken.origin)).results.outcomes.forbidden, 1);
    assert.equal((await crawl(broken.origin, { robots: false })).results.outcomes.page, 1);
  });

  it("has no more of one host in progress than it may, and waits between two", async (t) => {
    let active = 0;
    let most = 0;
    const page: RequestListener = (_request, response) => {
      most = Math.max(most, ++active);
      setImmediate(() => {
        active--;
        response.writeHead(200, { "content-type": "text/html" }).end();
      });
    };
    const paths = Array.from({ length: 12 }, (_, at) => `/${at}`);
    const answers = Object.fromEntries(paths.map((path) => [path, page]));
    const { origin } = await serve(t, { ...answers, "/": links(...paths) });
    await crawl(origin, { workers: 10, perHost: 2 });
    assert.ok(most <= 2, `${most} at once`);
    const { wallMs } = await crawl(origin, { workers: 10, delayMs: 20 });
    assert.ok(wallMs >= 11 * 20, `${wallMs} ms`);
  });

  it("hands each page to onPage, and throws what it throws", async (t) => {
    const { origin } = await serve(t, { "/": links("/1"), "/1": "two" });
    const bodies: string[] = [];
    await crawl(origin, { onPage: (page, body) => void bodies.push(`${page.depth} ${body?.toString()}`) });
    assert.deepEqual(bodies, [`0 ${links("/1")}`, "1 two"]);
    const boom = new Error("boom");
    const failing = crawl(origin, {
      onPage() {
        throw boom;
      },
    });
    await assert.rejects(failing, boom);
  });

  it("is interrupted in the middle, with what it found, and leaves nothing", async () => {
    await using _ = leavesNothing(new Timeline());
    await using site = await serveSite({ pages: 500, latencyMs: 5 });
    const stop = new AbortController();
    const onProgress = ({ done }: { done: number }) => done === 20 && stop.abort(new Error("enough"));
    await assert.rejects(crawl(site.start, { signal: stop.signal, onProgress }), (error) => {
      assert.ok(error instanceof Unfinished);
      assert.equal(error.code, "ERR_NAVETTE_ABORTED");
      assert.ok(error.partial.fetched >= 20);
      return true;
    });
  });

  it("refuses wrong arguments by their name", async () => {
    await assert.rejects(crawl("ftp://example.org"), { code: "ERR_NAVETTE_URL", message: /ftp:/ });
    await assert.rejects(crawl("http://a.example", { workers: 0 }), { code: "ERR_NAVETTE_WORKERS" });
    await assert.rejects(crawl("http://a.example", { maxDepth: -1 }), {
      code: "ERR_NAVETTE_CRAWL_OPTION",
      message: /maxDepth is -1/,
    });
  });
});

describe("a crawl's state", () => {
  it("lets a crawl that was killed go on, and end as one that wasn't", async () => {
    await using folder = await scratchFolder();
    await using site = await serveSite({ pages: 300, latencyMs: 2, pageKiB: 2, links: 20 });
    const state = join(folder.path, "state");
    const program = `
      import { crawl } from ${JSON.stringify(new URL("../../lib/crawl/crawl.ts", import.meta.url).href)};
      await crawl(${JSON.stringify(site.start.href)}, { workers: 4, state: ${JSON.stringify(state)},
        onProgress: ({ done }) => console.log(done) });`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    for await (const line of createInterface(child.stdout)) if (Number(line) >= 60) break;
    child.kill("SIGKILL");
    await untilGone(child.pid ?? 0);
    const whole = await crawl(site.start, { workers: 4 });
    const rest = await crawl(site.start, { workers: 4, state });
    assert.ok(rest.results.fetched < whole.results.fetched - 40, `${rest.results.fetched}`);
    assert.deepEqual(rest.results.outcomes, whole.results.outcomes);
    assert.deepEqual([rest.results.known, rest.results.waiting], [whole.results.known, 0]);
    const again = await crawl(site.start, { workers: 4, state });
    assert.deepEqual([again.results.fetched, again.results.outcomes], [0, whole.results.outcomes]);
  });

  it("ignores a line that was being written, and refuses the state of another crawl", async (t) => {
    await using folder = await scratchFolder();
    const { origin } = await serve(t, { "/": links("/1"), "/1": "" });
    const state = join(folder.path, "state");
    await crawl(origin, { state, maxPages: 1 });
    const before = await readFile(state, "utf8");
    await appendFile(state, "- 1 pa");
    const { results } = await crawl(origin, { state });
    assert.equal(results.outcomes.page, 2);
    assert.ok((await readFile(state, "utf8")).startsWith(before));
    await assert.rejects(crawl(`${origin}/1`, { state }), {
      code: "ERR_NAVETTE_CRAWL_STATE",
      message: /choose another file/,
    });
    await writeFile(join(folder.path, "letter"), "Dear all,\n");
    await assert.rejects(crawl(origin, { state: join(folder.path, "letter") }), { code: "ERR_NAVETTE_CRAWL_STATE" });
  });
});

describe("fetchPage", () => {
  it("fetches the course's page, and its links when asked", async () => {
    await using site = await serveSite({ latencyMs: 30 });
    const { results, wallMs, timeline } = await fetchPage(site.reserved);
    assert.match(results.html, /Reserved domains/);
    assert.ok(results.links.includes(`${site.origin}/domains/example.html`));
    assert.ok(!results.links.some((link) => link.startsWith("mailto:")));
    assert.ok(results.spent.waiting >= 29 && results.spent.waiting <= wallMs);
    assert.deepEqual(
      timeline.spans.map(({ kind }) => kind),
      ["fetch", "parse"],
    );
    assert.deepEqual((await fetchPage(site.reserved, { links: false })).results.links, []);
  });

  it("says why there is no page", async () => {
    await assert.rejects(fetchPage("http://127.0.0.1:1/"), { code: "ERR_NAVETTE_DOWNLOAD_REFUSED" });
    await assert.rejects(fetchPage("nowhere"), { code: "ERR_NAVETTE_URL" });
  });
});
