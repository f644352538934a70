import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, it } from "node:test";
import { crawl } from "../../lib/crawl/crawl.ts";
import type { CrawlOptions } from "../../lib/crawl/crawl-options.ts";
import { fetchPage } from "../../lib/crawl/fetch-page.ts";
import { serveSite } from "../../lib/site/serve-site.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { leavesNothing, untilGone } from "./leaves-nothing.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { links, recordsOf, serveAnswers as serve } from "./serve-answers.ts";

describe("the synthetic site", () => {
  it("gives the same pages for the same seed", async () => {
    await using site = await serveSite({ pages: 30, latencyMs: 0, failing: 20 });
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
  it("has threads read the pages that one thread fetches", async () => {
    const timeline = new Timeline();
    await using _ = leavesNothing(timeline);
    await using site = await serveSite({ pages: 120, latencyMs: 0, pageKiB: 2, links: 20 });
    const alone = await crawl(site.start, { workers: 8, parsers: 0 });
    const { results } = await crawl(site.start, { workers: 8, parsers: 2, timeline });
    assert.deepEqual(recordsOf(results.pages), recordsOf(alone.results.pages));
    assert.equal(results.parsers, 2);
    assert.ok(results.parsedElsewhereMs > 0 && results.spent.parsing === 0);
  });

  it("refuses wrong arguments by their name", async () => {
    await assert.rejects(crawl("ftp://example.org"), { code: "ERR_NAVETTE_URL", message: /ftp:/ });
    await assert.rejects(crawl("http://a.example", { workers: 0 }), { code: "ERR_NAVETTE_WORKERS" });
    const code = "ERR_NAVETTE_CRAWL_OPTION";
    await assert.rejects(crawl("http://a.example", { maxDepth: -1 }), { code, message: /maxDepth is -1/ });
    const threads = { strategy: "threads" } as const;
    await assert.rejects(crawl("http://a.example", { ...threads, perWorker: 0 }), { code, message: /perWorker is 0/ });
    await assert.rejects(crawl("http://a.example", { ...threads, chunk: 0.5 }), { code, message: /chunk is 0.5/ });
    await assert.rejects(crawl("http://a.example", { ...threads, parsers: 2 }), {
      code,
      message: /parsers is 2.*leave/,
    });
    const wrong = { strategy: "parallel" } as unknown as CrawlOptions;
    await assert.rejects(crawl("http://a.example", wrong), { code: "ERR_NAVETTE_STRATEGY", message: /'parallel'/ });
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
    // By another strategy, even.
    const rest = await crawl(site.start, { strategy: "threads", workers: 2, state });
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
