/** The gallery's list: all plots are in it, every stored picture, and each is drawn by a chapter. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { readGallery } from "../../kernel/export/gallery-list.ts";
import { notebooksOf } from "./course.ts";

const list = fileURLToPath(new URL("../lib/fixtures/plots/gallery.json", import.meta.url));
const pictures = readGallery(list);
const lib = fileURLToPath(new URL("../../lib/", import.meta.url));

/** What another function, which the chapters call, draws with. */
const within = new Set(["waitForPlot"]);

/** Drawn for who builds on the library; the chapters have no need of it yet. */
const withoutChapter = new Set(["workloadPlot"]);

describe("the gallery of plots", () => {
  it("shows every stored picture", () => {
    const stored = readdirSync(dirname(list)).filter((name) => name.endsWith(".svg"));
    const shown = pictures.flatMap(({ files }) =>
      Object.values(files)
        .flat()
        .map((file) => basename(file)),
    );
    assert.deepEqual([...new Set(shown)].sort(), stored.sort());
  });

  it("has all plots of the library", () => {
    const index = readFileSync(join(lib, "index.ts"), "utf8");
    const names = new Set(
      Array.from(index.matchAll(/export \{([^}]*)\}/g)).flatMap(([, list = ""]) => list.split(/[\s,]+/)),
    );
    const sources = readdirSync(lib, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
    const drawing = sources.flatMap((name) => {
      const code = readFileSync(join(lib, name), "utf8");
      return Array.from(code.matchAll(/^export function (\w+)\((?:[^()]|\([^()]*\))*\): Plot \{/gm), ([, f]) =>
        String(f),
      );
    });
    const exported = drawing.filter((name) => names.has(name));
    assert.ok(exported.length > 20, exported.join(", "));
    const shown = new Set(pictures.map(({ draws }) => draws));
    assert.deepEqual(
      exported.filter((name) => !shown.has(name) && !within.has(name)),
      [],
    );
  });

  for (const language of ["en", "fr"] as const) {
    it(`names a chapter for each, and has a title for it (${language})`, () => {
      const code = notebooksOf(language).map(({ cells }) => cells.map(({ source }) => source).join("\n"));
      for (const { draws, title } of pictures) {
        assert.ok((title[language] ?? "").length > 5, draws);
        const isUsed = code.some((source) => new RegExp(`\\b${draws}\\(`).test(source));
        assert.equal(isUsed, !withoutChapter.has(draws), draws);
      }
    });
  }

  it("says what each picture shows, for those who can't see it", () => {
    for (const file of pictures.flatMap(({ files }) => Object.values(files).flat())) {
      const [, label = ""] = /aria-label="([^"]*)"/.exec(readFileSync(file, "utf8")) ?? [];
      assert.ok(label.length > 25, file);
    }
  });
});
