/** A reader's guess: kept, drawn beside the measurement, compared with it; never needed, and never an error. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { vegaLiteMime } from "../../lib/plots/plot.ts";
import { ChapterSession } from "./chapter-session.ts";
import { type CourseNotebook, cellOf, notebooksOf } from "./course.ts";

const small = {
  "09": "workers = 2; images = 2; latencyMs = 20; repetitions = 1;",
  "10": "workers = 2; count = 50; largeCount = 50; repetitions = 1;",
};

/** What each row of a chart draws: `prediction`, `now`, `course`, … */
function kindsOf(bundle: Record<string, unknown>): string[] {
  const { data } = bundle[vegaLiteMime] as { data: { values: { kind: string }[] } };
  return data.values.map(({ kind }) => kind);
}

const words = {
  en: {
    none: /^> \*\*No prediction yet\./,
    bad: /^> \*\*Not kept\./,
    kept: /^> \*\*Noted:\*\* 2/,
    told: /You predicted/,
  },
  fr: {
    none: /^> \*\*Pas encore de prédiction\./,
    bad: /^> \*\*Non retenue\./,
    kept: /^> \*\*C’est noté\u202f:\*\* 2/,
    told: /Vous aviez prédit/,
  },
};

for (const notebook of [...notebooksOf("en"), ...notebooksOf("fr")]) {
  const number = notebook.name.slice(0, 2);
  if (number !== "09" && number !== "10") continue;
  const { none, bad, kept, told } = words[notebook.language];

  describe(`the prediction of ${notebook.language}/${notebook.name}`, () => {
    let session: ChapterSession;
    before(async () => {
      session = await ChapterSession.open(notebook);
      await session.run(small[number]);
    });
    after(() => session?.[Symbol.asyncDispose]());

    it("may be absent", async () => {
      assert.match(await session.note(guess(notebook, "null")), none);
      assert.ok(!kindsOf(await session.run(cellOf(notebook, "experiment").source)).includes("prediction"));
      assert.doesNotMatch(await session.note(cellOf(notebook, "explanation").source), told);
    });

    it("is kept, drawn and compared with the measurement", async () => {
      assert.match(await session.note(guess(notebook, "2.5")), kept);
      assert.ok(kindsOf(await session.run(cellOf(notebook, "experiment").source)).includes("prediction"));
      const sentences = (await session.note(cellOf(notebook, "explanation").source)).split("\n");
      assert.equal(sentences.filter((sentence) => told.test(sentence)).length, 1);
    });

    it("has a hint for what can't be one, and doesn't draw it", async () => {
      for (const wrong of ['"fast"', "-1", "0", "NaN", "Infinity", "{}", "[3]", "2n"]) {
        assert.match(await session.note(guess(notebook, wrong)), bad, wrong);
      }
      assert.ok(!kindsOf(await session.run(cellOf(notebook, "experiment").source)).includes("prediction"));
    });
  });
}

function guess(notebook: CourseNotebook, value: string): string {
  const { source } = cellOf(notebook, "prediction");
  assert.match(source, /: null \}/);
  return source.replace(": null }", `: ${value} }`);
}
