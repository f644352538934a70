/** What every notebook of the course is before it runs: valid, without outputs, for our kernel, and readable by anyone. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { declaredParameters } from "../../kernel/export/declared-parameters.ts";
import { runPython } from "../client/python.ts";
import { headingsOf, notebooksOf } from "./course.ts";

const validate = `
import sys, warnings, nbformat
warnings.simplefilter("error")
for path in sys.argv[1:]:
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    print(notebook.nbformat, notebook.nbformat_minor)
`;

/** Characters that a page shows side by side, in a window of 1,000 pixels. */
const widestLine = 112;

const all = [...notebooksOf("en"), ...notebooksOf("fr")];

describe("every notebook of the course", () => {
  it("is valid by nbformat 4.5", async () => {
    const { code, stdout, stderr } = await runPython("python", ["-c", validate, ...all.map(({ file }) => file)]);
    assert.equal(code, 0, stderr);
    assert.deepEqual(stdout.trim().split("\n"), Array(all.length).fill("4 5"));
  });

  for (const { language, name, file, metadata, cells } of all) {
    describe(`${language}/${name}`, () => {
      it("is for our kernel, in TypeScript, and says its language", () => {
        assert.deepEqual(metadata.kernelspec, {
          name: "navette",
          display_name: "TypeScript (Navette)",
          language: "typescript",
        });
        assert.equal((metadata.language_info as { name?: string }).name, "typescript");
        assert.equal(typeof metadata.title, "string");
      });

      it("is stored without outputs or counts", () => {
        for (const { type, outputs, executionCount, id } of cells) {
          if (type !== "code") continue;
          assert.deepEqual(outputs, [], id);
          assert.equal(executionCount, null, id);
        }
      });

      it("has one title, and headings that skip no level", () => {
        const levels = headingsOf(cells).map(({ level }) => level);
        assert.deepEqual(
          levels.filter((level) => level === 1),
          [1],
        );
        assert.equal(levels[0], 1);
        levels.reduce((above, level) => {
          assert.ok(level <= above + 1, `a heading of level ${level} after one of level ${above}`);
          return level;
        });
      });

      it("has no line of code that is wider than an exported page", () => {
        const fenced = /```\w*\n([\s\S]*?)```/g;
        const code = cells.flatMap(({ type, source }) =>
          type === "code" ? [source] : Array.from(source.matchAll(fenced), ([, text = ""]) => text),
        );
        const lines = code.flatMap((text) => text.split("\n"));
        assert.deepEqual(
          lines.filter((line) => line.length > widestLine),
          [],
        );
      });

      it("describes every picture, and links to nothing that is missing", () => {
        const text = cells.filter(({ type }) => type === "markdown").map(({ source }) => source);
        for (const [, alt = "", picture = ""] of text.join("\n").matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)) {
          assert.ok(alt.length > 40, alt);
          assert.match(readFileSync(join(dirname(file), picture), "utf8"), /^<svg [^>]*>\s*<title>[^<]+<\/title>/);
        }
        for (const [, target = ""] of text.join("\n").matchAll(/(?<!!)\[[^\]]*\]\(([^)]+)\)/g)) {
          if (/^https:\/\//.test(target)) assert.ok(URL.canParse(target), target);
          else
            assert.ok(
              all.some((other) => other.language === language && other.name === target),
              target,
            );
        }
      });
    });
  }

  for (const { language, name, cells } of all.filter(({ cells: [first] }) => first?.id === "about-opening")) {
    describe(`${language}/${name}`, () => {
      it("draws each prediction in a measurement that comes after it", () => {
        const asked = cells.filter(({ tags }) => tags.includes("prediction"));
        for (const { id, source } of asked) {
          const after = cells
            .slice(cells.findIndex((cell) => cell.id === id) + 1)
            .filter(({ type }) => type === "code");
          const [, experiment] = /^predict\("([^"]+)"/m.exec(source) ?? [];
          // predictOrder, predictShares and predictSwitches have tests of their own.
          if (experiment === undefined) continue;
          assert.ok(
            after.some((cell) => cell.source.includes(`Of("${experiment}"`) && !/\bexplain\w+\(/.test(cell.source)),
            `${id}: no plot draws the prediction "${experiment}"`,
          );
        }
        const names = asked.flatMap(({ source }) => /^predict\("([^"]+)"/m.exec(source)?.slice(1) ?? []);
        assert.equal(new Set(names).size, names.length);
      });

      it("declares its parameters as variables with a number each", () => {
        const [cell, ...more] = cells.filter(({ tags }) => tags.includes("parameters"));
        assert.ok(cell && more.length === 0);
        const parameters = declaredParameters(cell.source);
        assert.ok(parameters.some((parameter) => parameter.name === "workers"));
        for (const { type, initial } of parameters) {
          assert.equal(type, "number");
          assert.match(initial ?? "", /^[\d_]+$/);
        }
        assert.match(cell.source, /^let /m);
        assert.doesNotMatch(cell.source, /^(const|var) /m);
      });

      it("asks for a prediction before its experiment, and folds its solutions away", () => {
        const tags = cells.flatMap((cell) => cell.tags);
        const order = ["language", "parameters", "prediction", "experiment", "exercise", "check", "solution"];
        const places = order.map((tag) => tags.indexOf(tag));
        assert.ok(places.every((place) => place >= 0));
        assert.deepEqual(
          places.toSorted((a, b) => a - b),
          places,
        );
        for (const { source } of cells.filter((cell) => cell.tags.includes("solution"))) {
          assert.match(source, /^<details>\n<summary>.+<\/summary>\n\n```ts\n[\s\S]+\n```\n[\s\S]+<\/details>$/);
        }
      });
    });
  }
});
