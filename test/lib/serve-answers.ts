import type { RequestListener } from "node:http";
import type { TestContext } from "node:test";
import type { CrawledPage } from "../../lib/crawl/crawled-page.ts";
import { loopbackServer } from "./loopback-server.ts";

/** A site of a test's own: answers by path; what isn't named is not found. `asked` tells the requests, in order. */
export async function serveAnswers(t: TestContext, answers: Record<string, RequestListener | string>) {
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

/** A page that leads to these addresses. */
export function links(...hrefs: string[]): string {
  return hrefs.map((href) => `<a href="${href}">x</a>`).join("");
}

/** What came of each path. */
export function outcomesOf(pages: readonly CrawledPage[]): Record<string, string> {
  return Object.fromEntries(pages.map(({ url, outcome }) => [new URL(url).pathname, outcome]));
}

/** All that a crawl tells of its pages, for exact comparison: a line for each, whatever their order and times. */
export function recordsOf(pages: readonly CrawledPage[]): string[] {
  return pages.map(({ url, outcome, status, bytes, links }) => [url, outcome, status, bytes, links].join(" ")).sort();
}
