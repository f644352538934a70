import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { copyOfCheckout } from "./checkout-copy.ts";
import { freshEnvironment, run, temporaryFolder } from "./navette-command.ts";

const name = "09-downloading-images";

/** A checkout of its own, in git unless told, and its `navette reset`. */
function ownCheckout(t: TestContext, { isInGit = true } = {}) {
  const copy = copyOfCheckout(t, "shared");
  const git = (...args: string[]) => execFileSync("git", ["-C", copy, ...args], { stdio: "ignore" });
  if (isInGit) {
    git("init");
    git("add", "notebooks");
    git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-m", "The course");
  }
  const env = freshEnvironment(temporaryFolder(t));
  const folder = join(copy, "notebooks", "en");
  return {
    copy,
    folder,
    file: join(folder, `${name}.ipynb`),
    reset: (...args: string[]) => run(join(copy, "kernel/cli/navette.mjs"), ["reset", ...args], { cwd: copy, env }),
  };
}

describe("navette reset", { concurrency: 2, skip: process.platform === "win32" }, () => {
  test("gives a fresh copy, keeps every one of the reader's, and leaves the rest alone", async (t) => {
    const { file, folder, reset } = ownCheckout(t);
    const original = readFileSync(file);
    for (const number of [1, 2]) {
      writeFileSync(file, `mine ${number}`);
      const { code, stdout, stderr } = await reset("9");
      assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
      assert.match(stdout, new RegExp(`${name}.ipynb is fresh again; yours is .*${name}-kept-${number}.ipynb`));
      assert.match(stdout, /09-telecharger-des-images.ipynb is as it came/);
      assert.ok(readFileSync(file).equals(original));
      assert.equal(readFileSync(join(folder, `${name}-kept-${number}.ipynb`), "utf8"), `mine ${number}`);
    }
  });

  test("takes a notebook's name or path, and brings back one that was deleted", async (t) => {
    const { file, folder, reset } = ownCheckout(t);
    for (const chapter of [name, `notebooks/en/${name}.ipynb`, "09"]) {
      writeFileSync(file, chapter);
      const { code, stdout } = await reset(chapter, "--language", "en");
      assert.equal(code, 0);
      assert.match(stdout, /^.* is fresh again; yours is .*\n$/);
    }
    assert.equal(readdirSync(folder).filter((file) => file.includes("-kept-")).length, 3);
  });

  test("resets by its path one notebook only, though the other language has one of the same name", async (t) => {
    const { copy, reset } = ownCheckout(t);
    const files = ["en", "fr"].map((language) => join(copy, "notebooks", language, "02-threads.ipynb"));
    for (const file of files) writeFileSync(file, "mine");
    const { code, stdout } = await reset("notebooks/en/02-threads.ipynb");
    assert.equal(code, 0);
    assert.match(stdout, /^.*en\/02-threads.ipynb is fresh again; yours is .*\n$/);
    assert.deepEqual(
      files.map((file) => readFileSync(file, "utf8") === "mine"),
      [false, true],
    );
  });

  test("resets a copy elsewhere where it lies, and leaves the course's own alone", async (t) => {
    const { file, folder, reset } = ownCheckout(t);
    const original = readFileSync(file);
    const elsewhere = temporaryFolder(t);
    const copied = join(elsewhere, `${name}.ipynb`);
    for (const changed of [file, copied]) writeFileSync(changed, "mine");
    const { code, stdout, stderr } = await reset(copied);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    assert.match(stdout, new RegExp(`^.*${name}.ipynb is fresh again; yours is .*${name}-kept-1.ipynb\n$`));
    assert.ok(readFileSync(copied).equals(original));
    assert.equal(readFileSync(join(elsewhere, `${name}-kept-1.ipynb`), "utf8"), "mine");
    assert.equal(readFileSync(file, "utf8"), "mine");
    assert.equal(readdirSync(folder).filter((one) => one.includes("-kept-")).length, 0);

    const both = join(elsewhere, "02-threads.ipynb");
    writeFileSync(both, "mine");
    const refused = await reset(both);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /both languages. Add --language en or --language fr/);
    assert.equal((await reset(both, "--language", "fr")).code, 0);
    assert.ok(readFileSync(both).equals(readFileSync(join(folder, "..", "fr", "02-threads.ipynb"))));
  });

  test("without git, gives what the set-up has kept, or says that there is nothing", async (t) => {
    const { copy, file, reset } = ownCheckout(t, { isInGit: false });
    const original = readFileSync(file);
    writeFileSync(file, "mine");
    const refused = await reset("09", "--language", "en");
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /No original of en\/09-downloading-images.ipynb is left on this machine/);
    assert.equal(readFileSync(file, "utf8"), "mine");

    writeFileSync(file, original);
    const program = `import(${JSON.stringify(join(copy, "kernel/setup/originals.mjs"))}).then((it) => it.keepOriginals())`;
    execFileSync(process.execPath, ["-e", program]);
    rmSync(file);
    assert.equal((await reset("09", "--language", "en")).code, 0);
    assert.ok(readFileSync(file).equals(original));
  });

  test("refuses what is no chapter, and lists what there is", async (t) => {
    const { reset } = ownCheckout(t);
    for (const chapter of ["99", "no-such-chapter", "../etc"]) {
      const { code, stderr } = await reset(chapter);
      assert.equal(code, 1);
      assert.match(stderr, /There is no chapter .*: 00-start-here, .*09-downloading-images/);
    }
  });

  test("says that the folder can't be written, and loses nothing", { skip: isRoot() }, async (t) => {
    const { file, folder, reset } = ownCheckout(t);
    writeFileSync(file, "mine");
    chmodSync(folder, 0o500);
    const { code, stderr } = await reset("09", "--language", "en");
    chmodSync(folder, 0o700);
    assert.equal(code, 1);
    assert.match(stderr, /can't be written .* Make its folder writable/);
    assert.equal(readFileSync(file, "utf8"), "mine");
  });
});

function isRoot(): string | false {
  return process.getuid?.() === 0 ? "root may write everywhere" : false;
}
