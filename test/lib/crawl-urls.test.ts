import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Parser } from "htmlparser2";
import { decodePage } from "../../lib/crawl/decode-page.ts";
import { Frontier } from "../../lib/crawl/frontier.ts";
import { linksOf } from "../../lib/crawl/links-of.ts";
import { hrefOf, normaliseUrl } from "../../lib/crawl/normalise-url.ts";
import { rulesIn } from "../../lib/crawl/robots.ts";
import { UrlTable } from "../../lib/crawl/url-table.ts";

const base = { origin: "http://example.org", path: "/a/b?c=d" };

function normalised(href: string): string | undefined {
  const url = normaliseUrl(href, base);
  return url && hrefOf(url);
}

describe("normaliseUrl", () => {
  for (const [href, expected] of [
    ["", "http://example.org/a/b?c=d"],
    ["#part", "http://example.org/a/b?c=d"],
    ["e", "http://example.org/a/e"],
    ["../../..", "http://example.org/"],
    ["/x/./y/../z", "http://example.org/x/z"],
    ["/x?", "http://example.org/x"],
    ["/x?#part", "http://example.org/x"],
    ["/x??", "http://example.org/x??"],
    ["/x/..", "http://example.org/"],
    ["./x/..//../y/.", "http://example.org/a/y/"],
    ["../.well-known?a=../b", "http://example.org/.well-known?a=../b"],
    ["http://example.org/../x#y", "http://example.org/x"],
    ["http://example.org@other.example/x", "http://other.example/x"],
    ["/x?q=1&r=2", "http://example.org/x?q=1&r=2"],
    ["HTTP://EXAMPLE.org:80/x", "http://example.org/x"],
    ["https://example.org:443/x", "https://example.org/x"],
    ["http://user:secret@example.org/x", "http://example.org/x"],
    ["//other.example/x", "http://other.example/x"],
    ["/é", "http://example.org/%C3%A9"],
    ["/a b", "http://example.org/a%20b"],
    ["mailto:a@example.org", undefined],
    ["javascript:void 0", undefined],
    ["ftp://example.org/", undefined],
    ["http://", undefined],
    [`/${"x".repeat(3000)}`, undefined],
  ] as const) {
    it(`says ${JSON.stringify(href.slice(0, 40))} as ${expected}`, () => assert.equal(normalised(href), expected));
  }

  it("agrees with URL whatever the address and its base, and leaves a normal form as it is", () => {
    const character = fc.constantFrom(..."/ab.?#%&;:@é \\\t=~'\"<[|^`{é2");
    const path = fc.array(
      fc.constantFrom("/", "//", "/a", "/..", "/.", "/.b", "/...", "?", "#", "..", "a:b", "?/../x"),
    );
    const start = fc.constantFrom(
      "",
      "/",
      "http://example.org",
      "http://example.org/",
      "HTTP://example.org/",
      "x",
      "//y",
    );
    const bases = fc.constantFrom(
      base,
      ...["/", "/a/", "/a/b/c?d=/e/../f", "/%41/x"].map((path) => ({ origin: base.origin, path })),
    );
    fc.assert(
      fc.property(bases, start, path, fc.array(character, { maxLength: 12 }), (from, first, middle, characters) => {
        const href = first + middle.join("") + characters.join("");
        const url = URL.parse(href, hrefOf(from));
        const isWeb = url !== null && /^https?:$/.test(url.protocol);
        const expected = isWeb ? url.origin + url.pathname + url.search : undefined;
        const found = normaliseUrl(href, from);
        assert.equal(found && hrefOf(found), expected, `${href} on ${hrefOf(from)}`);
        if (expected !== undefined) assert.equal(normalised(expected), expected);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe("linksOf", () => {
  it("finds what browsers take for links, decoded, and nothing else", () => {
    const { hrefs, base: told } = linksOf(`<!-- <a href="/comment"> --><BASE href="/base/"><base href="/second">
      <script>"<a href='/script'>"</script><textarea><a href="/text"></textarea>
      <a href=/bare>1</a><A HREF='/single'>2</A><a href="/x?a=1&amp;b=2">3</a><a name="anchor">4</a>
      <a rel="noopener nofollow" href="/nofollow">5</a><area href="/area"><link href="/style.css"><a href="" href="/twice">6</a>`);
    assert.deepEqual(hrefs, ["/bare", "/single", "/x?a=1&b=2", "/area", ""]);
    assert.equal(told, "/base/");
  });

  it("finds what htmlparser2's own parser finds, in any mixture of tags, quotes and entities", () => {
    const pieces = [
      "<",
      ">",
      "/",
      "a",
      "A",
      " ",
      "href",
      "HREF",
      "=",
      "'",
      '"',
      "&amp;",
      "&lt",
      "x",
      "é",
      "!--",
      "-->",
      "script",
    ];
    const piece = fc.constantFrom(
      ...pieces,
      "<a href=",
      '<a href="',
      "<a href='",
      "</a>",
      "<textarea>",
      "</textarea>",
      "<title>",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (parts) => {
        const html = parts.join("");
        const expected: string[] = [];
        const onopentag = (name: string, { href }: Record<string, string>) =>
          name === "a" && href !== undefined && expected.push(href);
        new Parser({ onopentag }).end(html);
        assert.deepEqual(linksOf(html).hrefs, expected, html);
      }),
      { numRuns: 5000 },
    );
  });

  it("follows nothing from a page that asks for it, and reads the next page afresh", () => {
    assert.deepEqual(linksOf('<meta name="Robots" content="index, NOFOLLOW"><a href="/x">').hrefs, []);
    assert.deepEqual(linksOf('<a href="/x"').hrefs, []);
    assert.deepEqual(linksOf('<a href="/x">').hrefs, ["/x"]);
  });
});

describe("decodePage", () => {
  it("knows a page's encoding from its mark, its header or itself", () => {
    assert.equal(decodePage(Buffer.from("é"), "text/html"), "é");
    assert.equal(decodePage(Buffer.from([0xe9]), "text/html; charset=ISO-8859-1"), "é");
    assert.equal(decodePage(Buffer.from([0xff, 0xfe, 0xe9, 0]), "text/html"), "é");
    assert.match(decodePage(Buffer.from('<meta charset="windows-1252">\xe9', "latin1"), undefined), /é$/);
    assert.equal(decodePage(Buffer.from("é"), "text/html; charset=nobody-knows"), "é");
  });
});

describe("robots.txt", () => {
  it("forbids what it forbids, and asks for a delay", () => {
    const rules = rulesIn("http://example.org", "User-agent: *\nDisallow: /private/\nCrawl-delay: 2\n", "navette");
    assert.equal(rules.isAllowed({ origin: "http://example.org", path: "/private/x" }), false);
    assert.equal(rules.isAllowed({ origin: "http://example.org", path: "/public" }), true);
    assert.equal(rules.delayMs, 2000);
  });

  it("allows everything where nothing is said", () => {
    assert.equal(rulesIn("http://example.org", "", "navette").isAllowed(base), true);
  });
});

describe("the table of addresses", () => {
  it("knows each path of each host once, as a Set does", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.stringMatching(/^\/[a-c]{0,3}$/))), (added) => {
        const table = new UrlTable();
        const known = new Map<string, number>();
        for (const [host, path] of added) {
          const key = `${host} ${path}`;
          const expected = known.has(key) ? -1 : known.size;
          if (expected >= 0) known.set(key, expected);
          assert.equal(table.add(host, path), expected);
        }
        for (const [key, number] of known) assert.equal(`${table.hostOf(number)} ${table.pathOf(number)}`, key);
      }),
    );
  });

  it("grows, and holds a million addresses of a frontier in less than 300 MiB", () => {
    const frontier = new Frontier({ perHost: 1, delayMs: 0 });
    const before = process.memoryUsage().rss;
    const path = (page: number) => `/archive/${page % 1000}/a-page-of-an-ordinary-length-${page}.html?from=menu`;
    for (let page = 0; page < 1_000_000; page++) frontier.add({ origin: "http://example.org", path: path(page) }, 3);
    assert.equal(frontier.known, 1_000_000);
    assert.equal(frontier.add({ origin: "http://example.org", path: path(999_999) }, 3), -1);
    const usedMiB = (process.memoryUsage().rss - before) / 2 ** 20;
    assert.ok(usedMiB < 300, `${usedMiB} MiB`);
    assert.equal(frontier.take(0)?.path, path(0));
  });
});

describe("the frontier", () => {
  it("takes hosts in turns, each in the order found, and never more of one than it may", () => {
    const frontier = new Frontier({ perHost: 2, delayMs: 0 });
    for (const path of ["/1", "/2", "/3"]) frontier.add({ origin: "http://a.example", path }, 0);
    frontier.add({ origin: "http://b.example", path: "/1" }, 0);
    const taken = Array.from({ length: 4 }, () => frontier.take(0));
    assert.deepEqual(
      taken.map((one) => one && hrefOf(one)),
      ["http://a.example/1", "http://b.example/1", "http://a.example/2", undefined],
    );
    assert.equal(frontier.wakeAt(), Number.POSITIVE_INFINITY);
    const [first] = taken;
    assert.ok(first);
    frontier.done(first);
    assert.equal(frontier.take(0)?.path, "/3");
  });

  it("leaves a host alone for its delay", () => {
    const frontier = new Frontier({ perHost: 5, delayMs: 100 });
    for (const path of ["/1", "/2"]) frontier.add({ origin: "http://a.example", path }, 0);
    assert.equal(frontier.take(1000)?.path, "/1");
    assert.equal(frontier.take(1099), undefined);
    assert.equal(frontier.wakeAt(), 1100);
    assert.equal(frontier.take(1100)?.path, "/2");
  });
});
