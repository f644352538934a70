import { hrefOf, normaliseUrl, type PageUrl, pathOn } from "./normalise-url.ts";

/** Where a page leads, normalised, repetitions included: most links of most pages stay on their host. */
export interface FoundLinks {
  /** Paths on the page's own host. */
  readonly paths: readonly string[];
  readonly others: readonly PageUrl[];
}

/** What leads nowhere. */
export const nowhere: FoundLinks = { paths: [], others: [] };

/** Brings the links of a page, as they are written in it, into their normal form; what leads to no page is left out. */
export function resolveLinks(hrefs: readonly string[], base: string | undefined, page: PageUrl): FoundLinks {
  const from = (base === undefined ? undefined : normaliseUrl(base, page)) ?? page;
  const paths: string[] = [];
  const others: PageUrl[] = [];
  const isOwn = from.origin === page.origin;
  for (const href of hrefs) {
    const path = isOwn ? pathOn(from, href) : undefined;
    if (path !== undefined) {
      paths.push(path);
      continue;
    }
    const url = normaliseUrl(href, from);
    if (url === undefined) continue;
    if (url.origin === page.origin) paths.push(url.path);
    else others.push(url);
  }
  return { paths, others };
}

/** Links as they travel from a worker: two texts with a link a line, each once. An address holds no white space. */
export interface PackedLinks {
  readonly paths: string;
  readonly others: string;
}

/** Packs links for the way to another thread, process or host: two texts are copied in a fifth of the time of a list. */
export function packLinks({ paths, others }: FoundLinks): PackedLinks {
  return { paths: [...new Set(paths)].join("\n"), others: [...new Set(others.map(hrefOf))].join("\n") };
}

export function unpackLinks({ paths, others }: PackedLinks): FoundLinks {
  return { paths: linesOf(paths), others: linesOf(others).flatMap((href) => normaliseUrl(href) ?? []) };
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.split("\n");
}
