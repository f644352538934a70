import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, type TestContext, test } from "node:test";
import { chromium } from "playwright-core";
import { findChromium } from "../../kernel/setup/chromium.mjs";
import { copyOfCheckout } from "./checkout-copy.ts";
import { checkout, freshEnvironment, navette, outcome, run, temporaryFolder } from "./navette-command.ts";
import { untilGone } from "./until-gone.ts";

interface Cell {
  type?: "markdown";
  source: string;
  tags?: string[];
}

function writeNotebook(file: string, cells: readonly Cell[]): string {
  const notebook = {
    cells: cells.map(({ type, source, tags }, i) => ({
      cell_type: type ?? "code",
      id: `cell-${i}`,
      metadata: tags ? { tags } : {},
      source,
      ...(type ? {} : { execution_count: null, outputs: [] }),
    })),
    metadata: { kernelspec: { name: "navette", display_name: "TypeScript (Navette)" } },
    nbformat: 4,
    nbformat_minor: 5,
  };
  writeFileSync(file, JSON.stringify(notebook));
  return file;
}

const parameters = {
  tags: ["parameters"],
  source: [
    "let workers = 4;",
    'let strategy: "threads" | "processes" = "threads";',
    'let title = "none";',
    "let warm = false;",
    "let big = 5n;",
    "let sizes = [1, 2];",
  ].join("\n"),
};

const showAll = { source: "console.log([workers, strategy, title, warm, big, sizes].join('|'));" };

/** A home, a notebook with parameters in a folder of its own, and the environment of its user. */
function prepare(t: TestContext, cells: readonly Cell[] = [parameters, showAll]) {
  const folder = temporaryFolder(t);
  return { folder, notebook: writeNotebook(join(folder, "lesson.ipynb"), cells), env: freshEnvironment(folder) };
}

describe("navette export", { concurrency: 2 }, () => {
  test("runs a notebook with other parameters and writes its page", async (t) => {
    const { folder, notebook, env } = prepare(t);
    const values = ["workers=8", "strategy=processes", 'title=l\'été = "ici"', "warm=true", "big=7", "sizes=[3]"];
    const args = ["export", notebook, ...values.flatMap((value) => ["-p", value]), "--out", join(folder, "a/b")];
    const { code, stdout, stderr } = await navette(args, { env });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^lesson.ipynb: 3 code cells\n {2}\[1\/3\] .*\n {2}\[2\/3\] .*\n {2}\[3\/3\] .*console\.log/);
    const page = readFileSync(join(folder, "a/b/lesson.html"), "utf8");
    assert.match(page, /8\|processes\|l.{1,6}été = .{1,6}ici.{1,6}\|true\|7\|3\n/);
    assert.match(page, /data-tags="injected-parameters"/);
    assert.match(page, /Run with.*<code>workers = 8<\/code>.*Node v24/s);
    assert.deepEqual(readdirSync(join(folder, "a/b")), ["lesson.html"]);
    assert.deepEqual(readFileSync(notebook, "utf8").includes("injected"), false, "the notebook itself was changed");
  });

  test("refuses wrong parameters before anything runs, and lists what there is", async (t) => {
    const { folder, notebook, env } = prepare(t);
    const plain = writeNotebook(join(folder, "plain.ipynb"), [{ source: "1" }]);
    const cases: [file: string, value: string, message: RegExp][] = [
      [notebook, "workers=eight", /-p workers=eight: workers takes a number \(its default is 4\)\. Nothing was run/],
      [notebook, "workers=", /workers takes a number/],
      [notebook, "worker=8", /no parameter "worker"; its parameters are workers \(4\), strategy \("threads"\), title/],
      [notebook, "strategy=magic", /strategy takes one of threads, processes/],
      [notebook, "warm=yes", /warm takes true or false/],
      [notebook, "big=1.5", /big takes a whole number/],
      [notebook, "sizes=3", /sizes takes a JSON list/],
      [notebook, "workers", /-p workers: write a parameter as name=value/],
      [plain, "workers=8", /no cell of it is tagged "parameters"/],
    ];
    for (const [file, value, message] of cases) {
      const { code, stdout, stderr } = await navette(["export", file, "-p", value], { env });
      assert.equal(code, 1, value);
      assert.match(stderr, message);
      assert.equal(stdout, "", "something ran");
    }
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith(".html")),
      [],
    );
  });

  test("refuses what is no notebook and where pages can't go, before anything runs", async (t) => {
    const { folder, notebook, env } = prepare(t);
    writeFileSync(join(folder, "text.ipynb"), "not JSON");
    writeFileSync(join(folder, "other.ipynb"), '{"cells": 3}');
    mkdirSync(join(folder, "twin"));
    const twin = writeNotebook(join(folder, "twin/lesson.ipynb"), [{ source: "1" }]);
    const cases: [args: string[], message: RegExp][] = [
      [[join(folder, "none.ipynb")], /There is no notebook .*none\.ipynb that can be read .*Check the path/],
      [[join(folder, "text.ipynb")], /text\.ipynb is not a notebook: .*Name an \.ipynb file/],
      [[join(folder, "other.ipynb")], /other\.ipynb is not a notebook: it has no list of cells/],
      [[notebook, "--out", join(folder, "text.ipynb/out")], /can't be written to .*--out DIR. Nothing was run/],
      [[notebook, "--out", join(folder, "text.ipynb")], /can't be written to/],
      [[notebook, "--out", "/proc/navette"], process.platform === "linux" ? /can't be written to/ : /./],
      [[notebook, twin, "--out", folder], /would both be written to .*different folders/],
    ];
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = await navette(["export", ...args], { env });
      assert.equal(code, 1, args.join(" "));
      assert.match(stderr, message);
      assert.equal(stdout, "", "something ran");
    }
  });

  test("says which cell of which notebook failed, keeps what ran, and goes on with the next notebook", async (t) => {
    const { folder, notebook, env } = prepare(t);
    const bad = writeNotebook(join(folder, "bad.ipynb"), [
      { type: "markdown", source: "# Bad" },
      { source: "console.log('before')" },
      { source: "const one: number = 1;\nthrow new RangeError(`${one} is bad`)" },
      { source: "console.log('after')" },
    ]);
    writeFileSync(join(folder, "bad.html"), "earlier");
    const { code, stdout, stderr } = await navette(["export", bad, notebook], { env });
    assert.equal(code, 1);
    assert.match(stderr, /bad\.ipynb: cell 2 of 3 failed:\n[\s\S]*RangeError: 1 is bad[\s\S]*bad\.failed\.html/);
    assert.match(stdout, /lesson\.ipynb: written to .*lesson\.html/);
    const page = readFileSync(join(folder, "bad.failed.html"), "utf8");
    assert.match(page, /role="alert">Cell 2 of 3 failed, and the cells after it did not run\. RangeError: 1 is bad</);
    assert.equal(readFileSync(join(folder, "bad.html"), "utf8"), "earlier");

    writeNotebook(bad, [{ source: "1" }]);
    assert.equal((await navette(["export", bad], { env })).code, 0);
    assert.ok(!existsSync(join(folder, "bad.failed.html")), "the page of the failure stayed");
  });

  test("gives each of several notebooks the parameters that it has, and refuses what none has", async (t) => {
    const { folder, notebook, env } = prepare(t);
    const plain = writeNotebook(join(folder, "plain.ipynb"), [{ source: "console.log('as it is')" }]);
    const out = join(folder, "out");
    const { code, stdout, stderr } = await navette(["export", notebook, plain, "-p", "workers=8", "--out", out], {
      env,
    });
    assert.equal(code, 0, stderr);
    assert.match(
      stdout,
      /^-p workers: 1 of 2 notebooks has no such parameter and runs as it is: .*plain\.ipynb\n\[1\/2\] /,
    );
    assert.match(readFileSync(join(out, "lesson.html"), "utf8"), /let workers|8\|threads/);
    assert.doesNotMatch(readFileSync(join(out, "plain.html"), "utf8"), /injected/);

    const cases: [args: string[], message: RegExp][] = [
      [
        ["-p", "worker=8"],
        /-p worker: none of the 2 notebooks has a parameter "worker"; there are workers \(in 1\), strat/,
      ],
      [["-p", "workers=many"], /workers takes a number/],
      [["-p", "workers=8", "--as-saved"], /--as-saved runs nothing.*leave -p or --as-saved out/],
      [["--at-once", "none"], /--at-once.*It takes a whole number from 1 to 999/],
      [["--gallery", join(folder, "none.json")], /The gallery .*none\.json can't be read.*Nothing was run/],
    ];
    for (const [args, message] of cases) {
      const refused = await navette(["export", notebook, plain, ...args], { env });
      assert.equal(refused.code, 1, args.join(" "));
      assert.match(refused.stderr, message);
      assert.equal(refused.stdout, "", "something ran");
    }
  });

  test("exports folders: the same chapters in two languages, one of them with a failing cell", async (t) => {
    const { folder, env } = prepare(t);
    for (const language of ["en", "fr"]) mkdirSync(join(folder, "course", language, ".hidden"), { recursive: true });
    const write = (path: string, cells: readonly Cell[]) => writeNotebook(join(folder, "course", path), cells);
    write("en/01-one.ipynb", [{ type: "markdown", source: "# One" }, { source: "console.log('one')" }]);
    write("en/02-two.ipynb", [{ source: "// Bad\nthrow new RangeError('bad')" }]);
    write("en/02-two-kept-1.ipynb", [{ source: "throw new Error('a reader\\'s own')" }]);
    write("en/.hidden/03.ipynb", [{ source: "throw new Error('hidden')" }]);
    write("en/10-ten.ipynb", [{ source: "1" }]);
    write("fr/01-un.ipynb", [
      { type: "markdown", source: "# Un" },
      { source: "1", tags: ["experiment"] },
    ]);
    write("fr/10-dix.ipynb", [{ source: "1" }]);
    const { code, stdout, stderr } = await navette(["export", "course/en", "course/fr", "--at-once", "2"], {
      env,
      cwd: folder,
    });
    assert.equal(code, 1);
    assert.match(
      stderr,
      /en\/02-two\.ipynb: cell 1 of 1 failed:\n {2}throw new RangeError\('bad'\)\n[\s\S]*RangeError: bad/,
    );
    assert.match(stdout, /^\[[45]\/5\] (en|fr)\/.*: 1 code cells in [\d.]+ s$/m);
    const pages = readdirSync(join(folder, "course"), { recursive: true, encoding: "utf8" });
    assert.deepEqual(pages.filter((name) => name.endsWith(".html")).sort(), [
      ...["en/01-one.html", "en/02-two.failed.html", "en/10-ten.html", "en/index.html"],
      ...["fr/01-un.html", "fr/10-dix.html", "fr/index.html", "index.html"],
    ]);
    const page = (name: string) => readFileSync(join(folder, "course", name), "utf8");
    assert.match(page("en/01-one.html"), /href="02-two\.failed\.html" rel="next"/);
    assert.match(page("en/10-ten.html"), /href="02-two\.failed\.html" rel="prev"/);
    assert.match(page("en/10-ten.html"), /href="\.\.\/fr\/10-dix\.html" hreflang="fr"/);
    assert.match(page("en/02-two.failed.html"), /href="\.\.\/fr\/index\.html" hreflang="fr"/);
    assert.match(
      page("fr/01-un.html"),
      /href="\.\.\/en\/01-one\.html" hreflang="en"[\s\S]*href="10-dix\.html" rel="next"/,
    );
    assert.match(
      page("index.html"),
      /English[\s\S]*href="en\/02-two\.failed\.html"[\s\S]*stopped at an error[\s\S]*Français/,
    );

    mkdirSync(join(folder, "empty"));
    const empty = await navette(["export", "empty"], { env, cwd: folder });
    assert.equal(empty.code, 1);
    assert.match(empty.stderr, /There is no notebook in empty \(nor below it\)/);
  });

  test("writes notebooks as they were saved", async (t) => {
    const { folder, env } = prepare(t);
    const saved = writeNotebook(join(folder, "saved.ipynb"), [{ source: "throw new Error('it ran')" }]);
    const { code, stdout, stderr } = await navette(["export", saved, "--as-saved"], { env });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^saved\.ipynb: written to .*saved\.html\n$/);
    const page = readFileSync(join(folder, "saved.html"), "utf8");
    assert.match(page, /it ran/);
    assert.doesNotMatch(page, /class="(run|output output-error)"/);
  });

  test("writes a page that asks the network for nothing and draws formulas and pictures", async (t) => {
    const { folder, notebook, env } = prepare(t, [
      { type: "markdown", source: "# Law\n\n$S = \\frac{1}{n}$, $$\\sum_i x_i$$\n\n![shuttle](../pictures/logo.png)" },
      { type: "markdown", source: "![far](https://example.org/far.png)" },
      {
        source:
          "import { display } from \"navette\";\ndisplay.svg(\"<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><rect width='40' height='20'/></svg>\");",
      },
      { source: "display.html(\"<p id=asked>asked</p><img src='http://127.0.0.1:9/x.png'>\");" },
    ]);
    mkdirSync(join(folder, "in"));
    mkdirSync(join(folder, "pictures"));
    writeFileSync(join(folder, "pictures/logo.png"), readFileSync(join(checkout, "kernel/spec/logo-64x64.png")));
    writeFileSync(join(folder, "in/lesson.ipynb"), readFileSync(notebook));
    const { code, stderr } = await navette(["export", join(folder, "in/lesson.ipynb")], { env });
    assert.equal(code, 0, stderr);

    const browser = await chromium.launch({ executablePath: findChromium() ?? "", args: ["--no-sandbox"] });
    t.after(() => browser.close());
    const page = await (await browser.newContext({ offline: true })).newPage();
    const blocked: string[] = [];
    const served: string[] = [];
    page.on("requestfailed", (request) => blocked.push(request.url()));
    page.on("response", (response) => served.push(response.url().split(":")[0] ?? ""));
    await page.goto(`file://${join(folder, "in/lesson.html")}`);
    assert.equal(await page.locator("math").count(), 2);
    const widths = await page
      .locator("img")
      .evaluateAll((images) => images.map((image) => Reflect.get(image, "naturalWidth")));
    assert.deepEqual(widths, [64, 40]);
    const address = (name: string) => page.getByRole("link", { name }).getAttribute("href");
    assert.equal(await address("far"), "https://example.org/far.png");
    assert.equal(await address("http://127.0.0.1:9/x.png"), "http://127.0.0.1:9/x.png");
    assert.deepEqual(blocked, []);
    assert.deepEqual(
      served.filter((scheme) => scheme !== "data"),
      ["file"],
    );
  });

  test("starts a kernel again that ends before its first cell, as its port was taken meanwhile", {
    skip: process.platform === "win32" ? "the kernel is started by a shell" : false,
  }, async (t) => {
    const { folder, notebook, env } = prepare(t);
    const mark = join(folder, "was-started");
    const kernel = join(checkout, "kernel/main.mjs");
    const argv = ["/bin/sh", "-c", 'mkdir "$0" 2>/dev/null && exit 1; exec "$@"', mark, process.execPath, kernel];
    const place = join(folder, "jupyter/kernels/unlucky");
    mkdirSync(place, { recursive: true });
    const spec = { argv: [...argv, "{connection_file}"], display_name: "Unlucky", language: "typescript" };
    writeFileSync(join(place, "kernel.json"), JSON.stringify(spec));
    writeFileSync(notebook, readFileSync(notebook, "utf8").replace('"name":"navette"', '"name":"unlucky"'));
    const more = { ...env, JUPYTER_PATH: join(folder, "jupyter") };
    const { code, stderr } = await navette(["export", notebook, "--out", folder], { env: more });
    assert.equal(code, 0, stderr);
    assert.ok(existsSync(mark));
    assert.match(readFileSync(join(folder, "lesson.html"), "utf8"), /4\|threads\|none\|false\|5\|1,2/);
  });

  test("ends its kernel when it is interrupted, and leaves no page", {
    skip: process.platform === "win32",
  }, async (t) => {
    const { folder, notebook, env } = prepare(t, [
      { source: "import { writeFileSync } from 'node:fs';\nwriteFileSync('pid', String(process.pid));" },
      { source: "for (;;) {}" },
    ]);
    const child = spawn(join(checkout, "kernel/cli/navette.mjs"), ["export", notebook], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const lines = createInterface({ input: child.stdout });
    const ended = outcome(child);
    for await (const line of lines) if (line.includes("[1/2]")) break;
    child.kill("SIGINT");
    assert.equal((await ended).code, 130);
    const pid = Number(readFileSync(join(folder, "pid"), "utf8"));
    await untilGone([pid]);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.includes(".html")),
      [],
    );
  });

  test("says how to get the Python environment when there is none", async (t) => {
    const copy = copyOfCheckout(t, "shared");
    const { notebook, env } = prepare(t);
    for (const args of [["export", notebook], ["lab"]]) {
      const { code, stderr } = await run(join(copy, "kernel/cli/navette.mjs"), args, { env });
      assert.equal(code, 1);
      assert.match(stderr, /needs the Python environment of this checkout.*Run "npm start" once in /);
    }
  });
});
