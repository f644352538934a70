/**
 * Pages of notebooks that try everything to run a script, to leave the page or to ask the network.
 *
 * The notebooks are as somebody may have sent them, outputs and all; nbconvert makes their pages with our template, as
 * JupyterLab's menu does.
 */
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { projectPython } from "../../kernel/setup/checkout.mjs";
import { freshEnvironment, run } from "../install/navette-command.ts";
import { scratchFolder } from "../lib/scratch-folder.ts";
import { launchChromium } from "./launch-chromium.ts";
import { OfflinePage } from "./offline-page.ts";

/** Runs wherever it is taken for markup; `n` tells which of them did. */
const attack = (n: string) =>
  `</script></style></title></textarea></pre>--><script>ran("${n}")</script><img src=x onerror=ran("${n}")><svg onload=ran("${n}")>`;

const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>ran("svg")</script><title>${"&lt;"}</title><rect width="9" height="9" onload="ran('svg')"/></svg>`;

const spec = {
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  description: attack("description"),
  usermeta: {
    embedOptions: { ast: false, actions: true, defaultStyle: attack("usermeta"), patch: "http://127.0.0.1:9/p" },
  },
  title: attack("title of a plot"),
  data: { values: [{ name: attack("datum"), value: 3, link: "javascript:ran('href')" }] },
  transform: [{ calculate: "datum.name.constructor.constructor('ran(\"constructor\")')()", as: "called" }],
  mark: { type: "bar", tooltip: true },
  encoding: {
    x: { field: "value", type: "quantitative" },
    y: { field: "name", type: "nominal" },
    href: { field: "link" },
  },
};
const remote = {
  ...spec,
  transform: [],
  data: { url: "http://127.0.0.1:9/data.json" },
};

const output = (data: object, metadata: object = {}) => ({ output_type: "display_data", data, metadata });
const stream = (text: string) => ({ output_type: "stream", name: "stdout", text });
const code = (source: string, outputs: object[], metadata: object = {}) => ({
  cell_type: "code",
  id: "same",
  execution_count: 1,
  metadata,
  source,
  outputs,
});
const text = (source: string, more: object = {}) => ({
  cell_type: "markdown",
  id: "same",
  metadata: {},
  source,
  ...more,
});

const widget = {
  model_module: "anywidget",
  model_module_version: "*",
  model_name: "AnyModel",
  state: {
    _esm: `export default { render({ model, el }) { el.textContent = model.get("text"); el.id = "drawn"; } }`,
    _css: `</style>${attack("css")}<style>`,
    text: attack("widget"),
  },
};
const control = (description: string) => ({
  model_module: "@jupyter-widgets/controls",
  model_name: "HTMLModel",
  state: { description, value: attack("control") },
});

const notebook = (isWithWidget: boolean) => ({
  cells: [
    text(`# ${attack("heading")}\n\n## Second ${attack("second heading")}\n\n[link](javascript:ran("link"))`),
    text(
      `<meta http-equiv="refresh" content="0; url=http://127.0.0.1:9/away"><base href="http://127.0.0.1:9/">
<link rel="stylesheet" href="http://127.0.0.1:9/style.css"><iframe src="http://127.0.0.1:9/frame"></iframe>
<form action="http://127.0.0.1:9/form"><button id="send">send</button></form>
<a id="inline" href="  java&#10;script:ran('inline link')">inline</a> <div style="background: url(http://127.0.0.1:9/background)">styled</div>
<math><mtext></table><mglyph><style><!--</style><img src onerror=ran("math")>`,
    ),
    text("<details><summary>open</summary>\n\nnever closed </main></body></html>"),
    code(`let workers = "${attack("parameter")}";`, [], { tags: ["parameters", attack("tag")] }),
    code("1", [
      stream(attack("stream")),
      stream(`\u001b]8;;javascript:ran("terminal")\u0007link\u001b]8;;\u0007\u001b[31m${attack("colour")}\u001b[0m`),
      output({ "text/html": attack("html"), "text/plain": "html" }),
      output({ "text/markdown": attack("markdown") }),
      output({ "text/latex": `$\\href{javascript:ran("tex")}{x} \\text{${attack("latex")}}$` }),
      output({ "application/javascript": 'ran("javascript")', "text/plain": attack("plain") }),
      output({ "image/svg+xml": svg, "text/plain": attack("alt") }),
      output({ "image/png": '" onerror=ran("png") x="', "text/plain": "png" }, { width: '1" onload=ran("width")' }),
      output({ "application/json": { text: attack("json") } }),
      output({ "application/pdf": '" onclick=ran("pdf")' }),
      output({
        "application/vnd.vegalite.v5+json": spec,
        "image/svg+xml": svg,
        "text/plain": `said\n\n${attack("table")}`,
      }),
      output({ "application/vnd.vegalite.v5+json": remote, "image/svg+xml": svg, "text/plain": "remote" }),
      output({
        "application/vnd.jupyter.widget-view+json": { model_id: attack("id") },
        "text/plain": attack("no model"),
      }),
      ...(isWithWidget ? [output({ "application/vnd.jupyter.widget-view+json": { model_id: "widget" } })] : []),
      output({ "application/vnd.jupyter.widget-view+json": { model_id: "control" }, "text/plain": "control" }),
      { output_type: "error", ename: attack("ename"), evalue: "", traceback: [attack("traceback")] },
    ]),
  ],
  metadata: {
    kernelspec: { name: "navette", display_name: attack("kernel"), language: "typescript" },
    language: `en"><script>ran("language")</script>`,
    language_info: { name: "typescript", pygments_lexer: attack("lexer") },
    title: attack("title"),
    widgets: {
      "application/vnd.jupyter.widget-state+json": {
        version_major: 2,
        version_minor: 0,
        state: { ...(isWithWidget && { widget }), control: control(attack("name of a control")) },
      },
    },
  },
  nbformat: 4,
  nbformat_minor: 5,
});

describe("the page of a hostile notebook", () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof scratchFolder>>;

  before(async () => {
    browser = await launchChromium();
    folder = await scratchFolder();
  });
  after(async () => {
    await browser?.close();
    await folder?.[Symbol.asyncDispose]();
  });

  async function makePage(name: string, isWithWidget: boolean, ...options: readonly string[]): Promise<string> {
    await writeFile(join(folder.path, `${name}.ipynb`), JSON.stringify(notebook(isWithWidget)));
    const args = ["-m", "nbconvert", "--to", "html", "--template", "navette", ...options, `${name}.ipynb`];
    const { code, stderr } = await run(projectPython, args, { cwd: folder.path, env: freshEnvironment(folder.path) });
    assert.equal(code, 0, stderr);
    return join(folder.path, `${name}.html`);
  }

  async function assertNothingRan(file: string): Promise<void> {
    await using page = await OfflinePage.open(browser, file, { colorScheme: "light" });
    const ran: string[] = [];
    await page.page.exposeFunction("ran", (which: string) => ran.push(which));
    page.page.on("dialog", (dialog) => ran.push(dialog.message()));
    await page.page.reload();
    const address = page.page.url();
    await page.untilLive();
    for (const link of await page.page.locator("a[id=inline], #send, figure.plot path, main a").all()) {
      await link.click({ force: true, timeout: 2000, noWaitAfter: true }).catch(() => {});
    }
    assert.deepEqual(ran, []);
    assert.equal(page.page.url().replace(/#.*/, ""), address.replace(/#.*/, ""));
    assert.deepEqual(
      page.requests.filter((url) => !url.startsWith("blob:")),
      [],
    );
    assert.deepEqual(
      page.troubles.filter((trouble) => !/net::ERR_INVALID_URL|ERR_UNKNOWN_URL_SCHEME/.test(trouble)),
      [],
    );
    assert.equal(await page.page.locator("main").count(), 1, "what a cell leaves open ends with it");
    assert.equal(await page.page.locator("main > section").count(), 5);
    assert.equal(
      await page.page
        .locator("script:not([type])")
        .evaluateAll((all) => all.every((s) => s.parentElement?.tagName === "BODY")),
      true,
    );
  }

  it("runs nothing, asks for nothing and stays whole", async () => {
    const file = await makePage("<img src=x onerror=ran('file')>", false);
    assert.match(await readFile(file, "utf8"), /script-src( 'sha256-[\w+/=]{44}')+;/);
    await assertNothingRan(file);
  });

  it("is as safe when JupyterLab asks for sanitised HTML", async () => {
    await assertNothingRan(await makePage("sanitised", false, "--HTMLExporter.sanitize_html=True"));
  });

  it("runs a widget's own front end, and nothing else", async () => {
    const file = await makePage("widget", true);
    assert.match(await readFile(file, "utf8"), /script-src( 'sha256-[\w+/=]{44}')+ 'strict-dynamic';/);
    await assertNothingRan(file);
    await using page = await OfflinePage.open(browser, file);
    await page.page.locator(".widget[data-is-live=true] #drawn").waitFor();
    assert.match(await page.page.locator("#drawn").innerText(), /<script>ran\("widget"\)/);
  });
});
