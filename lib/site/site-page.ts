import { seeded } from "../images/seeded.ts";
import { words } from "./words.ts";

/** What pages are written from. */
export interface PageMaker {
  readonly pages: number;
  readonly pageKiB: number;
  readonly links: number;
  readonly seed: number;
}

/** Children of a page in the tree that reaches all of them: page p leads to 10p + 1 … 10p + 10. */
const branches = 10;

/** Texts that pages take turns at: a page is quick to write, and no two neighbours are alike. */
const textCount = 16;

/** Path of a page: a folder for each thousand, so that addresses are as long as those of real sites. */
export function pathOf(page: number): string {
  if (page === 0) return "/";
  const folder = String(Math.floor(page / 1000) + 10_000).slice(-4);
  return `/archive/${folder}/page-${page}.html`;
}

/**
 * Returns the function that writes page after page of HTML, the same bytes for the same arguments.
 *
 * Links are drawn by a linear congruential generator (Numerical Recipes, 7.1.6), whose quality is enough for that and
 * whose price isn't noticed. Every page is reached from page 0, through ten branches a page; the other links go anywhere, and say the same address
 * in several ways, as real pages do: relative, with a fragment, with dots, with an empty query.
 */
export function pageWriter({ pages, pageKiB, links, seed }: PageMaker): (page: number) => string {
  const texts = Array.from({ length: textCount }, (_, at) => paragraphs(seeded(seed * 31 + at), pageKiB * 1024, links));
  return (page) => {
    let state = Math.imul(seed + 1, 0x9e3779b1) ^ page;
    const text = texts[page % textCount] ?? [];
    const first = page * branches + 1;
    const children = Array.from({ length: Math.max(0, Math.min(branches, pages - first)) }, (_, at) => first + at);
    const others = Math.max(0, links - children.length - menu.length);
    const items = children.map((child) => `<li><a href="${pathOf(child)}">Page ${child}</a></li>`);
    let html = `${head(page)}<ul class="children">\n${items.join("\n")}\n</ul>\n`;
    for (let at = 0; at < Math.max(others, text.length); at++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
      const target = Math.floor(((state >>> 0) / 2 ** 32) * pages);
      html += `<p>${text[at] ?? ""}`;
      if (at < others) html += `<a class="see" href="${written(pathOf(target), page, at)}">page ${target}</a>`;
      html += "</p>\n";
    }
    return `${html}</main></body></html>\n`;
  };
}

const menu = [
  ["/", "Home"],
  ["/domains/reserved", "Reserved domains"],
  ["/private/index.html", "For nobody&rsquo;s robots"],
  ["/files/report.pdf", "A report"],
  ["/moved", "A page that has moved"],
  ["/gone.html", "A page that is gone"],
  ["/domains/reserved?sort=name&amp;page=1", "Reserved domains by name"],
] as const;

function head(page: number): string {
  const items = menu.map(([path, name]) => `<li><a href="${path}">${name}</a></li>`).join("");
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Page ${page} &ndash; a site that does not exist</title>
<meta name="description" content="Page ${page} of a synthetic site"><link rel="stylesheet" href="/style.css">
<script>if (1 < 2 && "<a href='/not-a-link'>") { void 0; }</script></head>
<body><nav><ul>${items}</ul></nav><main><h1>Page ${page}</h1>
`;
}

/** One address, said in one of the ways in which pages say it. */
function written(path: string, page: number, at: number): string {
  switch ((page + at) % 8) {
    case 0:
      return `${path}#part-${at}`;
    case 1:
      return `/domains/..${path}`;
    case 2:
      return `${path}?`;
    default:
      return path;
  }
}

/** Paragraphs of one text, so long that a page of them weighs what it should. */
function paragraphs(random: () => number, bytes: number, links: number): string[] {
  const ofLinks = links * 90;
  const each = Math.max(20, (bytes - ofLinks - 900) / links - 8);
  return Array.from({ length: links }, () => {
    let text = "";
    while (text.length < each) {
      const word = words[Math.floor(random() * words.length)] ?? "";
      const chance = random();
      text += chance < 0.02 ? `<em>${word}</em>, ` : chance < 0.03 ? `${word} &amp; ` : `${word} `;
    }
    return text;
  });
}
