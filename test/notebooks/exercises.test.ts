/** The exercises as readers meet them: unsolved, solved as the notebook does, and with each usual mistake. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { ChapterSession } from "./chapter-session.ts";
import { type CourseCell, notebooksOf } from "./course.ts";
import { usualMistakes } from "./usual-mistakes.ts";

interface Exercise {
  readonly stub: CourseCell;
  readonly check: string;
  readonly solution: string;
}

const labels = {
  en: { unsolved: "○ To do.", hint: "✗ Not yet.", solved: "✓ Solved." },
  fr: { unsolved: "○ À faire.", hint: "✗ Pas encore.", solved: "✓ Réussi." },
};

function exercisesOf(cells: readonly CourseCell[]): Exercise[] {
  const tagged = (tag: string) => cells.filter(({ tags }) => tags.includes(tag));
  const checks = tagged("check");
  const solutions = tagged("solution");
  return tagged("exercise").map((stub, at) => {
    const solution = /```ts\n([\s\S]+?)\n```/.exec(solutions[at]?.source ?? "")?.[1];
    const check = checks[at]?.source;
    assert.ok(check && solution, `the exercise ${stub.id} has a check and a solution`);
    return { stub, check, solution };
  });
}

for (const notebook of [...notebooksOf("en"), ...notebooksOf("fr")]) {
  const exercises = exercisesOf(notebook.cells);
  if (exercises.length === 0) continue;
  const label = labels[notebook.language];

  describe(`${notebook.language}/${notebook.name}`, () => {
    let session: ChapterSession;
    before(async () => {
      session = await ChapterSession.open(notebook);
    });
    after(() => session?.[Symbol.asyncDispose]());

    for (const { stub, check, solution } of exercises) {
      describe(stub.id, () => {
        const says = (note: string, expected: string) => assert.ok(note.startsWith(`> **${expected}** `), note);

        it("says what to do before its cell was run", async () => {
          says(await session.note(check), label.unsolved);
        });

        it("says what to do while nothing is written", async () => {
          await session.run(stub.source);
          says(await session.note(check), label.unsolved);
        });

        it("accepts the notebook's own solution", async () => {
          await session.run(solution);
          says(await session.note(check), label.solved);
        });

        it("says what to do again when the cell is emptied", async () => {
          await session.run(stub.source);
          says(await session.note(check), label.unsolved);
        });

        const mistakes = usualMistakes[stub.id];
        assert.ok(mistakes && mistakes.length > 5, `the usual mistakes of ${stub.id}`);
        for (const { name, answer, hint, indice } of mistakes) {
          it(`has a hint for an answer that ${name}`, async () => {
            await session.run(answer);
            const note = await session.note(check);
            says(note, label.hint);
            assert.match(note, notebook.language === "fr" ? indice : hint);
          });
        }

        it("gives every mistake a hint of its own, or nearly so, and never the solution", async () => {
          const hints = new Set<string>();
          for (const { answer } of mistakes) {
            await session.run(answer);
            hints.add(await session.note(check));
          }
          assert.ok(hints.size >= mistakes.length - 1, [...hints].join("\n"));
          const lines = solution.split("\n").map((line) => line.trim());
          const telling = lines.filter((line) => line.length > 25 && !line.startsWith("function"));
          for (const text of hints) for (const line of telling) assert.ok(!text.includes(line), text);
        });
      });
    }
  });
}

describe("answers that are right in other ways", () => {
  const [chapter09, chapter10] = ["09", "10"].map((number) =>
    notebooksOf("en").find(({ name }) => name.startsWith(number)),
  );

  it("are accepted: p-limit, a polling loop, a recursion", async () => {
    assert.ok(chapter09);
    await using session = await ChapterSession.open(chapter09);
    for (const answer of [
      `import pLimit from "p-limit";
      async function downloadAtMost(urls, atOnce, download) {
        const limit = pLimit(atOnce);
        return Promise.all(urls.map((url) => limit(() => download(url))));
      }`,
      `async function downloadAtMost(urls, atOnce, download) {
        const running = new Set();
        const results = [];
        for (const [i, url] of urls.entries()) {
          while (running.size >= atOnce) await new Promise((resolve) => setTimeout(resolve, 5));
          const one = download(url).then((saved) => { results[i] = saved; running.delete(one); });
          running.add(one);
        }
        await Promise.all(running);
        return results;
      }`,
      `async function downloadAtMost(urls, atOnce, download) {
        const results = [];
        let next = 0;
        const go = async () => {
          const i = next++;
          if (i >= urls.length) return;
          results[i] = await download(urls[i]);
          return go();
        };
        await Promise.all(Array.from({ length: atOnce }, go));
        return results;
      }`,
    ]) {
      await session.run(answer);
      assert.match(await session.note('await check("atMost", () => downloadAtMost)'), /✓ Solved/);
    }
  });

  it("are praised when they do more than was asked", async () => {
    assert.ok(chapter10);
    await using session = await ChapterSession.open(chapter10);
    await session.run(`function factorsFaster(n, divides) {
      const factors = [];
      let d = 2;
      let step = 1;
      while (d * d <= n) {
        if (divides(d, n)) { factors.push(d); n /= d; }
        else { d += step; step = d < 7 ? 2 : 6 - step; }
      }
      if (n > 1) factors.push(n);
      return factors;
    }`);
    const note = await session.note('await check("fewerDivisions", () => factorsFaster)');
    assert.match(note, /✓ Solved\..* And you went further: 1\d\d\d divisions/);
  });

  it("are asked for again when the answer's cell is broken", async () => {
    assert.ok(chapter10);
    await using session = await ChapterSession.open(chapter10);
    await session.try("function shares(count, workers) { return [count");
    assert.match(await session.note('await check("shares", () => shares)'), /○ To do\..*Nothing is named `shares` yet/);
  });
});
