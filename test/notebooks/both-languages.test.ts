/** Each chapter is the same in both languages: the same code, the same shape, and text in its own language. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chapters, commentsOf, headingsOf, notebooksOf, withoutComments } from "./course.ts";

describe("withoutComments", () => {
  it("knows comments from strings, templates and regular expressions", () => {
    const source = [
      'const a = "// no comment"; // one',
      "const b = `/* no comment ${1 /* two */ + 1} */`;",
      "// three",
      "const c = /\\/\\/ no comment/; /* four */",
    ].join("\n");
    assert.equal(
      withoutComments(source),
      'const a = "// no comment";\nconst b = `/* no comment ${1  + 1} */`;\nconst c = /\\/\\/ no comment/;',
    );
    assert.deepEqual(
      commentsOf(source).map(({ text }) => text),
      ["one", "two", "three", "four"],
    );
  });
});

describe("the course", () => {
  it("has the same chapters in both languages", () => {
    assert.equal(chapters().length, notebooksOf("fr").length);
  });

  for (const { number, en, fr } of chapters()) {
    describe(`chapter ${number}`, () => {
      it("has the same cells: ids, kinds and tags", () => {
        const shape = ({ cells }: typeof en) => cells.map(({ id, type, tags }) => ({ id, type, tags }));
        assert.deepEqual(shape(fr), shape(en));
      });

      it("has headings of the same levels in the same order", () => {
        const levels = ({ cells }: typeof en) => headingsOf(cells).map(({ level }) => level);
        assert.deepEqual(levels(fr), levels(en));
      });

      it("has the same code, apart from comments and from the cell that sets the language", () => {
        const code = ({ cells, language }: typeof en) =>
          cells
            .filter(({ type }) => type === "code")
            .map(({ id, tags, source }) => {
              const bare = withoutComments(source);
              return { id, source: tags.includes("language") ? bare.replace(`"${language}"`, '"…"') : bare };
            });
        assert.deepEqual(code(fr), code(en));
      });

      it("has the same comments in number, in French in the French notebook", () => {
        for (const [at, { type, source, id }] of fr.cells.entries()) {
          const english = en.cells[at];
          if (type !== "code" || english === undefined) continue;
          const texts = (code: string) => commentsOf(code).map(({ text }) => text);
          const [french, others] = [texts(source), texts(english.source)];
          assert.equal(french.length, others.length, id);
          for (const [which, text] of french.entries()) {
            const isCode = /^"https?:/.test(text);
            if (!isCode) assert.notEqual(text, others[which], `a comment of ${id} is left in English`);
          }
        }
      });

      it("has as many pictures, links, tables and solutions in its text", () => {
        const count = (pattern: RegExp, { cells }: typeof en) =>
          cells.filter(({ type }) => type === "markdown").flatMap(({ source }) => source.match(pattern) ?? []).length;
        for (const pattern of [/!\[/g, /\]\(/g, /^\|---/gm, /<details>/g, /^```ts$/gm, /^```python$/gm, /^> \*\*/gm]) {
          assert.equal(count(pattern, fr), count(pattern, en), String(pattern));
        }
      });
    });
  }
});
