import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { reservedPage, reservedPaths } from "./reserved-page.ts";
import type { SiteOptions } from "./site-options.ts";
import { pageWriter, pathOf } from "./site-page.ts";

const pagePath = /^\/archive\/\d{4,}\/page-(\d{1,8})\.html$/;

const shortPages = new Set(reservedPaths);

/** What robots may not ask for: RFC 9309. */
const robots = "User-agent: *\nDisallow: /private/\nAllow: /\n";

/**
 * Returns the function that answers a synthetic site's requests: pages by their number, the page of the course, robots.txt,
 * a file that isn't a page, a redirection, a page that robots may not read.
 *
 * Each request waits on a timer of its own: any number of them wait at the same time.
 */
export function siteAnswerer(options: Required<SiteOptions>): RequestListener {
  const { pages, latencyMs, failing } = options;
  const write = pageWriter(options);
  const course = reservedPage();
  const failed = new Set<number>();

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? "/").replace(/[?#].*$/, "");
    const page = path === "/" ? 0 : Number(pagePath.exec(path)?.[1] ?? Number.NaN);
    if (page < pages && (page === 0 || path === pathOf(page))) {
      if (page % 100 < failing && page > 0 && !failed.has(page)) {
        failed.add(page);
        send(response, 503, "text/plain", "Busy for now\n");
      } else send(response, 200, "text/html; charset=utf-8", write(page));
      return;
    }
    switch (path) {
      case "/domains/reserved":
        send(response, 200, "text/html; charset=utf-8", course);
        return;
      case "/robots.txt":
        send(response, 200, "text/plain", robots);
        return;
      case "/moved":
        response.writeHead(301, { location: pathOf(Math.min(1, pages - 1)) }).end();
        return;
      case "/files/report.pdf":
        send(response, 200, "application/pdf", "%PDF-1.7\n");
        return;
      case "/private/index.html":
        send(response, 200, "text/html", "<p>Robots were asked to stay away.</p>\n");
        return;
      default:
        if (shortPages.has(path)) {
          send(
            response,
            200,
            "text/html; charset=utf-8",
            `<!DOCTYPE html><title>${path}</title><p>See <a href="/">home</a>.</p>\n`,
          );
          return;
        }
        send(response, 404, "text/html", "<h1>No such page</h1>\n");
        return;
    }
  }
  return latencyMs === 0 ? answer : (request, response) => setTimeout(answer, latencyMs, request, response);
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, ["Content-Type", type, "Content-Length", String(Buffer.byteLength(body))]).end(body);
}
