/**
 * Prints how long one page's links take to find, in ms of CPU: as a crawl does it, and by the same package's own parser, which
 * makes the names and values of every tag.
 */
import { Parser } from "htmlparser2";
import { linksOf } from "../../../lib/crawl/links-of.ts";
import { pageWriter } from "../../../lib/site/site-page.ts";

const write = pageWriter({ pages: 10_000, pageKiB: 27, links: 100, seed: 1 });
const pages = Array.from({ length: 300 }, (_, page) => Buffer.from(write(page)).toString("latin1"));

function byParser(html: string): number {
  let links = 0;
  const onopentag = (name: string, attributes: Record<string, string>) => {
    if ((name === "a" || name === "area") && attributes.href !== undefined) links++;
  };
  new Parser({ onopentag }).end(html);
  return links;
}

function measured(linksIn: (html: string) => number): number {
  for (const html of pages) linksIn(html);
  const before = process.cpuUsage();
  for (const html of pages) linksIn(html);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / pages.length;
}

const tokenizer = measured((html) => linksOf(html).hrefs.length);
console.log(JSON.stringify({ tokenizer, parser: measured(byParser) }));
