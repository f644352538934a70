// A registry that lacks a package for another platform makes npm leave it out of the lock file without a word, and
// `npm ci` then refuses that lock file on every machine.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { checkout } from "./navette-command.ts";

interface Locked {
  version?: string;
  integrity?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

const lockFile = readFileSync(join(checkout, "package-lock.json"), "utf8");
const packages: Record<string, Locked> = JSON.parse(lockFile).packages;

/** The folders where Node would look for a package that the one in `folder` asks for. */
function places(folder: string, name: string): string[] {
  const parts = folder === "" ? [] : folder.split("/node_modules/");
  const above = parts.map((_, i) => `${parts.slice(0, i + 1).join("/node_modules/")}/node_modules/${name}`);
  return [...above, `node_modules/${name}`];
}

describe("lock files", () => {
  test("package-lock.json holds every package that another one names, for every platform", () => {
    const missing = Object.entries(packages).flatMap(([folder, locked]) => {
      const wanted = { ...locked.dependencies, ...locked.devDependencies, ...locked.optionalDependencies };
      const absent = Object.keys(wanted).filter((name) => !places(folder, name).some((place) => packages[place]));
      return absent.map((name) => `${folder || "the root"} → ${name}`);
    });
    assert.deepEqual(missing, []);
  });

  test("package-lock.json holds exact versions, hashes and no address to download from", () => {
    assert.doesNotMatch(lockFile, /"resolved"/);
    for (const [folder, { version, integrity }] of Object.entries(packages)) {
      if (folder === "") continue;
      assert.match(version ?? "", /^\d+\.\d+\.\d+/, folder);
      assert.match(integrity ?? "", /^sha512-/, folder);
    }
  });

  test("the requirements of Python are exact, hashed, and hold no address either", () => {
    const folder = join(checkout, "kernel/setup");
    const files = readdirSync(folder).filter((name) => /^requirements.*\.txt$/.test(name));
    assert.deepEqual(files.sort(), ["requirements-test.txt", "requirements.txt"]);
    for (const file of files) {
      const text = readFileSync(join(folder, file), "utf8");
      assert.doesNotMatch(text, /:\/\/|--index|--find-links/);
      const entries = text.split(/\n(?=\S)/).filter((entry) => !entry.startsWith("#"));
      for (const entry of entries) assert.match(entry, /^[\w.-]+==\S+( ; .*)? \\\n( +--hash=sha256:[0-9a-f]{64})/);
    }
  });
});
