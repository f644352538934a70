/**
 * The spelling of the course: its texts, and the comments of its code, each language by its own dictionary.
 *
 * A word that is right and unknown goes into `spelling/`: names for both languages, other words for one.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { checkout } from "../../kernel/setup/checkout.mjs";
import { type CourseNotebook, commentsOf, notebooksOf } from "./course.ts";

type Language = CourseNotebook["language"];

/** How a vocabulary names the column of the other language, and that of the course in its title. */
const foreign: Readonly<Record<Language, RegExp>> = { en: /^French$/i, fr: /^anglais$/i };
const lists = fileURLToPath(new URL("spelling", import.meta.url));

/**
 * The prose of a notebook by language: the column of a vocabulary that translates its words is in the other one, and
 * what stands in italics or is a link, such as titles of works and foreign terms, may be in either.
 */
function proseOf({ language, cells }: CourseNotebook): Record<Language | "either", string> {
  const prose: Record<Language | "either", string[]> = { en: [], fr: [], either: [] };
  const other = language === "en" ? "fr" : "en";
  for (const { type, source } of cells) {
    if (type === "code") {
      prose[language].push(...commentsOf(source).map(({ text }) => text));
      continue;
    }
    let translated = -1;
    const upright = withoutCode(source).replaceAll(linkOrItalics, (_, link, italics) => {
      prose.either.push(link ?? italics);
      return " … ";
    });
    for (const line of upright.split("\n")) {
      const columns = line.startsWith("|") ? line.split("|") : [line];
      const heading = columns.findIndex((column) => foreign[language].test(column.trim()));
      if (columns.length === 1) translated = -1;
      else if (heading >= 0) translated = heading;
      prose[other].push(columns[translated] ?? "");
      prose[language].push(columns.filter((_, at) => at !== translated).join("|"));
    }
  }
  return { en: prose.en.join("\n"), fr: prose.fr.join("\n"), either: prose.either.join("\n") };
}

const linkOrItalics = /\[([^\]]*)\]\([^)]*\)|(?<![*\w])\*([^*\s][^*]*)\*(?![*\w])/g;

function withoutCode(markdown: string): string {
  return markdown
    .replaceAll(/^```.*?^```/gms, "")
    .replaceAll(/`[^`]*`/g, "")
    .replaceAll(/!\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/https?:\/\/\S+/g, "");
}

/** Words that the dictionaries lack, with their files. */
async function unknownWords(texts: ReadonlyMap<string, string>, folder: string): Promise<string> {
  const dictionary = (name: string) => ({ name, path: join(lists, `${name}.txt`), addWords: true });
  const config = {
    version: "0.2",
    import: [fileURLToPath(import.meta.resolve("@cspell/dict-fr-fr/cspell-ext.json"))],
    dictionaryDefinitions: ["names", "words-en", "words-fr"].map(dictionary),
    dictionaries: ["names"],
    overrides: [
      { filename: "**/*.en.txt", language: "en-GB", dictionaries: ["words-en"] },
      { filename: "**/*.fr.txt", language: "fr", dictionaries: ["words-fr"] },
      { filename: "**/*.either.txt", language: "en-GB,fr", dictionaries: ["words-en", "words-fr"] },
    ],
  };
  await writeFile(join(folder, "cspell.json"), JSON.stringify(config));
  for (const [name, text] of texts) await writeFile(join(folder, name), text);
  const program = join(checkout, "node_modules/cspell/bin.mjs");
  const args = [program, "lint", "--config", "cspell.json", "--no-progress", "--no-summary", "--unique", "*.txt"];
  return new Promise((resolve, reject) =>
    execFile(process.execPath, args, { cwd: folder }, (error, stdout, stderr) => {
      if (error && error.code !== 1) reject(new Error(stderr, { cause: error }));
      else resolve(stdout);
    }),
  );
}

it("every word of the course is in its language's dictionary", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "navette-spelling-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const texts = new Map<string, string>([
    ["control.en.txt", "A speling mistake\n"],
    ["control.fr.txt", "Une fote\n"],
  ]);
  for (const notebook of [...notebooksOf("en"), ...notebooksOf("fr")]) {
    for (const [language, prose] of Object.entries(proseOf(notebook))) {
      texts.set(`${notebook.language}-${notebook.name}.${language}.txt`, prose);
    }
  }
  const told = (await unknownWords(texts, folder)).split("\n").filter((line) => line !== "");
  const [controls, mistakes] = [told.filter(isControl), told.filter((line) => !isControl(line))];
  assert.equal(controls.length, 2, "the words that are wrong on purpose are found");
  assert.deepEqual(mistakes, []);
});

function isControl(line: string): boolean {
  return line.startsWith("control.");
}
