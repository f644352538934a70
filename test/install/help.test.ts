import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { checkout, freshEnvironment, navette, temporaryFolder } from "./navette-command.ts";

describe("navette --help and --version", { concurrency: 2 }, () => {
  const about = {
    install: ["--user", "--sys-prefix", "--prefix", "--name", "--display-name", "--alias", "--force"],
    uninstall: ["--user", "--sys-prefix", "--prefix", "--name", "--force"],
    lab: ["[folder]", "-- JupyterLab's own arguments"],
    worker: ["--redis <url>", "--concurrency <n>", "--name", "--modules", "REDIS_URL"],
    reset: ["<chapter>", "--language <language>", "NAME-kept-1.ipynb"],
    export: ["<notebook...>", "-p, --parameter <name=value>", "--out"],
    doctor: ["exit code"],
  };

  test("names every command", async (t) => {
    const { code, stdout } = await navette(["--help"], { env: freshEnvironment(temporaryFolder(t)) });
    assert.equal(code, 0);
    for (const command of Object.keys(about)) assert.match(stdout, new RegExp(`^  ${command}\\b`, "m"));
  });

  for (const [command, words] of Object.entries(about)) {
    test(`explains ${command}`, async (t) => {
      const { code, stdout } = await navette([command, "--help"], { env: freshEnvironment(temporaryFolder(t)) });
      assert.equal(code, 0);
      for (const word of words) assert.ok(stdout.includes(word), `${word} is not in:\n${stdout}`);
    });
  }

  test("tells the version of the package", async (t) => {
    const { version } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));
    const { code, stdout } = await navette(["--version"], { env: freshEnvironment(temporaryFolder(t)) });
    assert.deepEqual({ code, stdout }, { code: 0, stdout: `${version}\n` });
  });

  test("refuses what it doesn't know, and says where help is", async (t) => {
    const env = freshEnvironment(temporaryFolder(t));
    for (const args of [["frobnicate"], ["doctor", "--loud"], ["lab", "--no-browser"], ["export"]]) {
      const { code, stderr } = await navette(args, { env });
      assert.equal(code, 1, args.join(" "));
      assert.match(stderr, /^error: (unknown|missing).*\n.*--help/);
    }
  });
});
