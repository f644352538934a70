import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { projectPython } from "../../kernel/setup/checkout.mjs";
import { checkout, freshEnvironment, navette, run, temporaryFolder } from "./navette-command.ts";

const userKernels = ".local/share/jupyter/kernels";

function readSpec(folder: string) {
  return JSON.parse(readFileSync(join(folder, "kernel.json"), "utf8"));
}

function writeForeignSpec(folder: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "kernel.js"), "define(() => {});");
  const spec = JSON.stringify({ argv: ["tslab", "kernel", "{connection_file}"], display_name: "TypeScript" });
  writeFileSync(join(folder, "kernel.json"), spec);
  return spec;
}

describe("navette install", { concurrency: 2, skip: process.platform === "win32" }, () => {
  test("writes a kernelspec for this user, with all that Jupyter shows", async (t) => {
    const home = temporaryFolder(t);
    const { code, stdout } = await navette(["install"], { env: freshEnvironment(home) });
    assert.equal(code, 0);
    const folder = join(home, userKernels, "navette");
    assert.match(stdout, new RegExp(`${folder}\n`));
    assert.deepEqual(readdirSync(folder).sort(), ["kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"]);
    const spec = readSpec(folder);
    const [node, ...rest] = spec.argv;
    assert.deepEqual(rest.slice(-2), [join(checkout, "kernel/main.mjs"), "{connection_file}"]);
    for (const option of rest.slice(0, -2)) assert.match(option, /^--/);
    const { stdout: version } = await run(node, ["--version"], { env: process.env });
    assert.ok(Number(/^v(\d+)/.exec(version)?.[1]) >= 24, version);
    assert.equal(spec.display_name, "TypeScript (Navette)");
    assert.equal(spec.language, "typescript");
    assert.equal(spec.interrupt_mode, "message");
    assert.equal(spec.kernel_protocol_version, "5.5");
  });

  test("takes a name, a display name and aliases, and can be repeated", async (t) => {
    const env = freshEnvironment(temporaryFolder(t), { JUPYTER_DATA_DIR: temporaryFolder(t) });
    const args = ["install", "--name", "Mine", "--display-name", "TS", "--alias", "tslab", "--alias", "jslab"];
    for (const _ of [1, 2]) assert.equal((await navette(args, { env })).code, 0);
    const kernels = join(env.JUPYTER_DATA_DIR ?? "", "kernels");
    assert.deepEqual(readdirSync(kernels).sort(), ["jslab", "mine", "tslab"]);
    for (const name of readdirSync(kernels)) assert.equal(readSpec(join(kernels, name)).display_name, "TS");
  });

  test("goes where --prefix, --sys-prefix and XDG_DATA_HOME say", async (t) => {
    const folder = temporaryFolder(t);
    const env = freshEnvironment(folder, { VIRTUAL_ENV: join(folder, "env"), XDG_DATA_HOME: join(folder, "xdg") });
    await navette(["install", "--prefix", join(folder, "prefix")], { env });
    await navette(["install", "--sys-prefix"], { env });
    await navette(["install", "--user"], { env });
    for (const place of ["prefix/share/jupyter", "env/share/jupyter", "xdg/jupyter"]) {
      assert.ok(existsSync(join(folder, place, "kernels/navette/kernel.json")), place);
    }
  });

  test("leaves another kernel's kernelspec alone, and installs nothing then", async (t) => {
    const home = temporaryFolder(t);
    const foreign = join(home, userKernels, "tslab");
    const before = writeForeignSpec(foreign);
    const refused = await navette(["install", "--alias", "tslab"], { env: freshEnvironment(home) });
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /Another kernelspec is in .*tslab \(tslab kernel.*--force/);
    assert.equal(readFileSync(join(foreign, "kernel.json"), "utf8"), before);
    assert.deepEqual(readdirSync(dirname(foreign)), ["tslab"]);

    const forced = await navette(["install", "--alias", "tslab", "--force"], { env: freshEnvironment(home) });
    assert.equal(forced.code, 0);
    assert.equal(readSpec(foreign).language, "typescript");
    assert.ok(!existsSync(join(foreign, "kernel.js")), "a file of the other kernel stayed");
  });

  test("says what to do about a bad name, contradicting places and a folder that can't be written", async (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, "file"), "");
    const cases: [args: string[], message: RegExp][] = [
      [["--name", "a/b"], /"a\/b" can't be a kernel's name: use ASCII letters/],
      [["--alias", ".."], /"\.\." can't be a kernel's name/],
      [["--user", "--prefix", folder], /'--user' cannot be used with option '--prefix <dir>'/],
      [["--prefix", join(folder, "file")], /can't be written \(.*ENOTDIR.*--prefix DIR/],
    ];
    for (const [args, message] of cases) {
      const { code, stderr } = await navette(["install", ...args], { env: freshEnvironment(folder) });
      assert.equal(code, 1, args.join(" "));
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n {4}at /, "a stack was shown");
    }
  });

  test("lets Jupyter run a notebook that asks for an alias", async (t) => {
    const home = temporaryFolder(t);
    const env = freshEnvironment(home);
    await navette(["install", "--alias", "tslab"], { env });
    const notebook = {
      cells: [{ cell_type: "code", execution_count: null, id: "a", metadata: {}, outputs: [], source: "6 * 7" }],
      metadata: { kernelspec: { name: "tslab", display_name: "TypeScript" } },
      nbformat: 4,
      nbformat_minor: 5,
    };
    const file = join(home, "asks.ipynb");
    writeFileSync(file, JSON.stringify(notebook));
    const args = ["-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", file];
    const { code, stderr } = await run(projectPython, args, { env, cwd: home });
    assert.equal(code, 0, stderr);
    const [cell] = JSON.parse(readFileSync(file, "utf8")).cells;
    assert.deepEqual([cell.outputs[0].data["text/plain"]].flat(), ["42"]);
  });
});

describe("navette uninstall", { concurrency: 2, skip: process.platform === "win32" }, () => {
  test("removes this kernel under all its names, and no other kernel", async (t) => {
    const home = temporaryFolder(t);
    const env = freshEnvironment(home);
    writeForeignSpec(join(home, userKernels, "other"));
    await navette(["install", "--alias", "tslab"], { env });
    const { code, stdout } = await navette(["uninstall"], { env });
    assert.equal(code, 0);
    assert.equal(stdout.match(/^Removed the kernelspec /gm)?.length, 2);
    assert.deepEqual(readdirSync(join(home, userKernels)), ["other"]);
    const again = await navette(["uninstall"], { env });
    assert.equal(again.code, 0);
    assert.match(again.stdout, /nothing to remove/);
  });

  test("removes one by name, another kernel's only when forced", async (t) => {
    const home = temporaryFolder(t);
    const env = freshEnvironment(home);
    writeForeignSpec(join(home, userKernels, "other"));
    await navette(["install", "--alias", "tslab"], { env });
    assert.equal((await navette(["uninstall", "--name", "tslab"], { env })).code, 0);
    const refused = await navette(["uninstall", "--name", "other"], { env });
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /starts another kernel. Add --force/);
    const unknown = await navette(["uninstall", "--name", "none"], { env });
    assert.equal(unknown.code, 1);
    assert.match(unknown.stderr, /There is no kernelspec .*none.*navette doctor/);
    assert.deepEqual(readdirSync(join(home, userKernels)).sort(), ["navette", "other"]);
    assert.equal((await navette(["uninstall", "--name", "other", "--force"], { env })).code, 0);
  });
});
