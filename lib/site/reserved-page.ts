/** The kinds of domain names that the Internet's authority keeps for itself; the page of the course lists them. */
const reserved = ["example", "invalid", "localhost", "test", "local", "onion", "alt", "arpa"];

/** Writing systems in which a name for tests was once delegated, as the page of the course shows them in a table. */
const scripts = [
  "Arabic",
  "Chinese",
  "Cyrillic",
  "Devanagari",
  "Greek",
  "Hangul",
  "Hebrew",
  "Japanese",
  "Persian",
  "Tamil",
  "Yiddish",
];

/** Paths of the site's own pages that this one leads to. */
export const reservedPaths: readonly string[] = [
  "/domains",
  "/numbers",
  "/about",
  ...reserved.map((name) => `/domains/${name}.html`),
  ...scripts.map((_, at) => `/domains/root/db/test-${at}.html`),
];

/** A page in the place of the course's, iana.org/domains/reserved: as many sections and about as many links. */
export function reservedPage(): string {
  const rows = scripts.map(
    (name, at) => `<tr><td><a href="/domains/root/db/test-${at}.html">${name}</a></td><td>test domain</td></tr>`,
  );
  const names = reserved.map((name) => `<li><a href="/domains/${name}.html">.${name}</a></li>`);
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Reserved domains</title></head><body>
<header><nav><a href="/">Home</a> <a href="/domains">Domains</a> <a href="/numbers">Numbers</a> <a href="/about">About</a></nav></header>
<main><h1>Reserved domains</h1>
<p>Some names are kept out of use, so that documentation, tests and local networks can rely on them
(<a href="https://www.rfc-editor.org/rfc/rfc2606">RFC 2606</a>, <a href="https://www.rfc-editor.org/rfc/rfc6761">RFC 6761</a>).
This page stands in for the one of the course, so that the experiment runs offline.</p>
<h2>Names</h2><ul>
${names.join("\n")}
</ul><h2>Test names</h2><table>
${rows.join("\n")}
</table></main>
<footer><a href="/private/index.html">Staff</a> <a href="mailto:nobody@example.org">Contact</a> <a href="#top">Top</a></footer>
</body></html>
`;
}
