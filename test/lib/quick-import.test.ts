/** Importing the library loads none of the large packages: a first cell that imports from it would wait for them. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";

const large = [
  "bullmq",
  "htmlparser2",
  "ioredis",
  "jpeg-js",
  "ml-levenberg-marquardt",
  "piscina",
  "rxjs",
  "tinypool",
  "undici",
  "vega",
  "vega-lite",
  "webgpu",
];

const program = `
  import { registerHooks } from "node:module";
  const packages = new Set();
  registerHooks({
    load(url, context, next) {
      const name = /\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)\\/(?!.*\\/node_modules\\/)/.exec(url)?.[1];
      if (name) packages.add(name);
      return next(url, context);
    },
  });
  const lib = await import(${JSON.stringify(new URL("../../lib/index.ts", import.meta.url).href)});
  const early = [...packages].sort();
  const { hrefs } = lib.linksOf('<a href="/one">');
  console.log(JSON.stringify({ early, hrefs, later: packages.has("htmlparser2") }));
`;

test("the library loads large packages when they are first used", () => {
  const args = ["--disable-warning=ExperimentalWarning", "--input-type=module", "--eval", program];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  assert.notEqual(stdout, "", stderr);
  const { early, hrefs, later } = JSON.parse(stdout);
  assert.deepEqual(
    large.filter((name) => early.includes(name)),
    [],
  );
  assert.deepEqual(hrefs, ["/one"]);
  assert.ok(later);
});
