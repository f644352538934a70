/** The same crawls by every strategy: one thread, threads, processes, workers at a queue. */
import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import { after, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { crawl } from "../../lib/crawl/crawl.ts";
import type { CrawlOptions } from "../../lib/crawl/crawl-options.ts";
import { Unfinished } from "../../lib/errors/unfinished.ts";
import { closeSessionPools } from "../../lib/pools/session-pools.ts";
import { reservedPaths } from "../../lib/site/reserved-page.ts";
import { serveSite } from "../../lib/site/serve-site.ts";
import { strategies } from "../../lib/strategies/check-strategy.ts";
import type { Run } from "../../lib/strategies/strategy.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { assertGone, leavesNothing } from "./leaves-nothing.ts";
import { missingStrategy } from "./missing-strategy.ts";
import { links, outcomesOf, recordsOf, serveAnswers } from "./serve-answers.ts";

/**
 * Asserts that a crawl has waited so many times, each for so long, in ms. Its whole time is what tells: on a busy machine a
 * page may begin late and the next one on time, so that the time between two of them may be any. A timer of Node's may be
 * a millisecond early.
 */
function assertWaited({ wallMs }: Pick<Run<unknown>, "wallMs">, times: number, delayMs: number): void {
  assert.ok(wallMs >= times * (delayMs - 1), `${wallMs} ms, with ${times} times ${delayMs} ms in it`);
}

for (const strategy of strategies) {
  const isOneThread = strategy === "sequential" || strategy === "async";
  /** New workers, or the session's. */
  const cold: CrawlOptions = { strategy, workers: isOneThread ? 10 : 2 };
  const warm: CrawlOptions = { ...cold, warm: true };

  describe(`a crawl, ${strategy}`, { skip: missingStrategy(strategy) }, () => {
    after(closeSessionPools);

    it("finds the synthetic site whole, each page once, and leaves nothing", async () => {
      const timeline = new Timeline();
      await using _ = leavesNothing(timeline);
      await using site = await serveSite({ pages: 120, latencyMs: 0, pageKiB: 2, links: 20 });
      const run = await crawl(site.start, { ...cold, timeline });
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
      for (const { queued, started, ended } of timeline.spans) assert.ok(queued <= started && started <= ended);
      const total = spent.waiting + spent.fetching + spent.parsing + spent.linking;
      assert.ok(Math.abs(total - run.wallMs) < 1e-6 + run.wallMs * 0.2, `${total} of ${run.wallMs}`);
      assert.deepEqual([run.strategy, run.workers], [strategy, strategy === "sequential" ? 1 : cold.workers]);
      const visited = timeline.spans.filter(({ status }) => status !== "cancelled");
      for (const { pid, tid } of visited) {
        assert.equal(pid !== process.pid, strategy === "processes" || strategy === "distributed");
        assert.equal(tid > 0, strategy === "threads" || strategy === "distributed");
      }
    });

    it("asks again for a page that fails once", async () => {
      await using site = await serveSite({ pages: 30, latencyMs: 0, failing: 20 });
      const { results } = await crawl(site.start, warm);
      assert.equal(results.outcomes.page, 32 + reservedPaths.length);
      assert.ok(results.retried >= 19, `${results.retried}`);
    });

    it("keeps to depth, size and count", async (t) => {
      const { origin } = await serveAnswers(t, {
        "/": links("/1", "/large"),
        "/1": links("/2"),
        "/2": links("/3"),
        "/large": "x".repeat(5000),
      });
      const { results } = await crawl(origin, { ...warm, maxDepth: 2, maxBytes: 1000 });
      assert.deepEqual(outcomesOf(results.pages), { "/": "page", "/1": "page", "/large": "too large", "/2": "page" });
      const few = await crawl(origin, { ...warm, maxPages: 2 });
      assert.equal(few.results.fetched, 2);
      assert.equal(few.results.waiting, few.results.known - 2);
      const known = await crawl(origin, { ...warm, maxKnown: 2 });
      assert.equal(known.results.known, 2);
      assert.ok(known.results.dropped >= 1);
      assert.match(known.notices?.[0] ?? "", /maxKnown/);
    });

    it("stays on its hosts, follows a redirection once, and tries again what may pass", async (t) => {
      let busy = 2;
      const { origin, asked } = await serveAnswers(t, {
        "/": links("/moved", "/circle", "http://other.example/", "/busy", "/gone", "mailto:a@b.example"),
        "/moved": (_request, response) => void response.writeHead(301, { location: "/new#part" }).end(),
        "/circle": (_request, response) => void response.writeHead(302, { location: "/circle" }).end(),
        "/new": "here",
        "/busy": (_request, response) => {
          if (busy-- > 0) response.writeHead(503, { "retry-after": "0" }).end();
          else response.writeHead(200, { "content-type": "text/html" }).end();
        },
      });
      const { results } = await crawl(origin, warm);
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

    it("follows links to any host where it is asked to, by all of their forms", async (t) => {
      const far = await serveAnswers(t, { "/a": links("b", "/c?"), "/b": "", "/c": "" });
      const near = await serveAnswers(t, { "/": links(`${far.origin}/a#part`, "/x"), "/x": "" });
      const { results } = await crawl(near.origin, { ...warm, anyHost: true });
      const expected = [
        `${near.origin}/`,
        `${near.origin}/x`,
        ...["a", "b", "c"].map((path) => `${far.origin}/${path}`),
      ];
      assert.deepEqual(results.pages.map(({ url }) => url).sort(), expected.sort());
      assert.equal(far.asked.filter((path) => path === "/robots.txt").length, 1);
    });

    it("counts what fails and goes on; reads what is packed", async (t) => {
      const { origin } = await serveAnswers(t, {
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
      const { results } = await crawl(origin, { ...warm, retries: 0 });
      const expected = { "/": "page", "/cut": "failed", "/packed": "page", "/garbled": "failed", "/in": "status" };
      assert.deepEqual(outcomesOf(results.pages), expected);
      assert.match(results.pages.find(({ outcome }) => outcome === "failed")?.error ?? "", /\/(cut|garbled) /);
    });

    it("asks robots.txt first, and nothing of a host that can't answer for it", async (t) => {
      const answers = { "/robots.txt": "User-agent: *\nDisallow: /x", "/": links("/x", "/y"), "/y": "" };
      const polite = await serveAnswers(t, answers);
      const { results } = await crawl(polite.origin, warm);
      assert.equal(results.outcomes.forbidden, 1);
      assert.deepEqual(polite.asked, ["/robots.txt", "/", "/y"]);
      const broken = await serveAnswers(t, {
        "/robots.txt": (_request, response) => void response.writeHead(500).end(),
        "/": "",
      });
      assert.equal((await crawl(broken.origin, warm)).results.outcomes.forbidden, 1);
      assert.equal((await crawl(broken.origin, { ...warm, robots: false })).results.outcomes.page, 1);
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
      const { origin } = await serveAnswers(t, { ...answers, "/": links(...paths) });
      await crawl(origin, { ...warm, perHost: 2 });
      assert.ok(most <= 2, `${most} at once`);
      const timeline = new Timeline();
      const run = await crawl(origin, { ...warm, delayMs: 20, timeline });
      assert.equal(timeline.spans.length, 13);
      assertWaited(run, 12, 20);
    });

    it("keeps to the delay that robots.txt asks for, from several starts as from one", async (t) => {
      const robots = "User-agent: *\nCrawl-delay: 0.2";
      const { origin } = await serveAnswers(t, { "/robots.txt": robots, "/": "", "/1": "", "/2": "" });
      const timeline = new Timeline();
      const run = await crawl([origin, `${origin}/1`, `${origin}/2`], { ...warm, timeline });
      assert.equal(timeline.spans.length, 3);
      assertWaited(run, 2, 200);
    });

    it("hands each page to onPage, and throws what it throws", async (t) => {
      const { origin } = await serveAnswers(t, { "/": links("/1"), "/1": "two" });
      const bodies: string[] = [];
      await crawl(origin, { ...warm, onPage: (page, body) => void bodies.push(`${page.depth} ${body?.toString()}`) });
      assert.deepEqual(bodies, [`0 ${links("/1")}`, "1 two"]);
      const boom = new Error("boom");
      const failing = crawl(origin, {
        ...warm,
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
      await assert.rejects(crawl(site.start, { ...cold, signal: stop.signal, onProgress }), (error) => {
        assert.ok(error instanceof Unfinished);
        assert.equal(error.code, "ERR_NAVETTE_ABORTED");
        assert.ok(error.partial.fetched >= 20);
        return true;
      });
    });
  });
}

for (const strategy of ["processes", "distributed"] as const) {
  describe(`workers of a crawl, ${strategy}`, { skip: missingStrategy(strategy) }, () => {
    it("are killed in the middle of a chunk: nothing is lost, nothing is counted twice", async (t) => {
      const timeline = new Timeline();
      let victim: number | undefined;
      const paths = Array.from({ length: 20 }, (_, at) => `/${at}`);
      const { origin, asked } = await serveAnswers(t, {
        ...Object.fromEntries(paths.map((path) => [path, links("/", `${path}/below`)])),
        "/": links(...paths, "/deadly"),
        // There is one worker: it has this page in hand, and others with it.
        "/deadly": (_request, response) => {
          if (victim !== undefined) return void response.writeHead(200, { "content-type": "text/html" }).end("alive");
          victim = timeline.spans[0]?.pid;
          if (victim !== undefined && victim !== process.pid) process.kill(victim, "SIGKILL");
        },
      });
      await using _ = leavesNothing(timeline);
      const run = await crawl(origin, { strategy, workers: 1, chunk: 25, timeline });
      assert.ok(victim);
      assertGone(victim);
      const lost = timeline.spans.filter(({ kind }) => kind === "chunk");
      assert.deepEqual(
        lost.map(({ pid, status }) => [pid, status]),
        [[victim, "failed"]],
      );
      assert.ok(asked.filter((path) => path === "/deadly").length > 1, "it was asked for again");
      const whole = await crawl(origin);
      assert.deepEqual(recordsOf(run.results.pages), recordsOf(whole.results.pages));
      assert.deepEqual(run.results.outcomes, whole.results.outcomes);
      assert.deepEqual([run.results.fetched, run.results.links], [whole.results.fetched, whole.results.links]);
    });
  });
}
