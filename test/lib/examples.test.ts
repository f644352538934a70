/**
 * The examples in docstrings: every function and class of `navette/lib` has one, each is well-typed and runs in a plain Node
 * program without the network, what its comments say comes out, and the program ends by itself.
 */
import assert from "node:assert/strict";
import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { suite, type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as lib from "../../lib/index.ts";
import { examplesOf, roomsOfLib, typesOfLib } from "./examples/read-examples.ts";

/** Rooms whose examples share a process: each pays for the loading of the library once. */
const roomsAtOnce = 6;

/** Inside the checkout, so that examples find the packages that they import. */
const scratch = fileURLToPath(new URL("../../.navette", import.meta.url));
const program = fileURLToPath(new URL("examples/run-examples.ts", import.meta.url));
const checkout = fileURLToPath(new URL("../..", import.meta.url));
const rooms = roomsOfLib();
const known = { values: Object.keys(lib), types: typesOfLib() };

interface Told {
  readonly path: string;
  readonly error?: string;
}

async function runPrograms(paths: readonly string[], folder: string): Promise<Map<string, string | undefined>> {
  const env = { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder };
  const execArgv = ["--disable-warning=ExperimentalWarning"];
  const child = fork(program, paths, { execArgv, env, stdio: ["ignore", "ignore", "pipe", "ipc"] });
  const told = new Map<string, string | undefined>();
  const errors: string[] = [];
  child.on("message", ({ path, error }: Told) => void told.set(path, error));
  child.stderr?.on("data", (text) => void errors.push(String(text)));
  const [code, signal] = await once(child, "close");
  assert.equal(code ?? signal, 0, errors.join(""));
  return told;
}

/** Writes the examples of rooms into a new folder that ends with the test; returns where each of them stands. */
async function writeExamples(t: TestContext, some: readonly string[]) {
  await mkdir(scratch, { recursive: true });
  const folder = await mkdtemp(join(scratch, "examples-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const places = new Map<string, string>();
  for (const room of some) {
    for (const { place, text } of examplesOf(room, known, folder)) {
      const path = join(folder, `example-${places.size}.mts`);
      await writeFile(path, text);
      places.set(path, place);
    }
  }
  return { folder, places };
}

/** What the compiler says of the programs in a folder, by the rules of this project. */
async function typeErrors(folder: string): Promise<string[]> {
  const include = ["*.mts", relative(folder, join(checkout, "lib/**/*.d.ts"))];
  const config = { extends: relative(folder, join(checkout, "tsconfig.json")), include, exclude: [] };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
  const compiler = join(checkout, "node_modules", "typescript", "bin", "tsc");
  const done = Promise.withResolvers<string[]>();
  const args = [compiler, "--noEmit", "--pretty", "false", "--project", folder];
  execFile(process.execPath, args, { cwd: folder, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
    if (error !== null && stdout === "") done.reject(new Error(stderr, { cause: error }));
    else done.resolve(stdout.split("\n").filter(Boolean));
  });
  return done.promise;
}

suite("examples", () => {
  for (let first = 0; first < rooms.length; first += roomsAtOnce) {
    const some = rooms.slice(first, first + roomsAtOnce);
    test(`of lib/${some.join(", ")} run, and give what they say`, async (t) => {
      const { folder, places } = await writeExamples(t, some);
      const told = await runPrograms([...places.keys()], folder);
      const failures = [...places].flatMap(([path, place]) => {
        if (!told.has(path)) return [`${place}: it did not come to its end`];
        const error = told.get(path);
        return error === undefined ? [] : [`${place}: ${error}`];
      });
      assert.deepEqual(failures, []);
    });
  }

  test("are well-typed", async (t) => {
    const { folder, places } = await writeExamples(t, rooms);
    const named = (line: string) => line.replace(/^example-\d+\.mts/, (file) => places.get(join(folder, file)) ?? file);
    assert.deepEqual((await typeErrors(folder)).map(named), []);
  });

  test("stand in the docstring of every function and class that navette/lib exports", async () => {
    const index = await readFile(new URL("../../lib/index.ts", import.meta.url), "utf8");
    const without: string[] = [];
    for (const [, list = "", file = ""] of index.matchAll(/^export \{([^}]*)\} from "\.\/(.+)";$/gm)) {
      const source = await readFile(new URL(`../../lib/${file}`, import.meta.url), "utf8");
      for (const name of list.split(",").map((item) => item.trim())) {
        if (name === "" || name.startsWith("type ")) continue;
        const declared = new RegExp(`^export (?:async )?(function|class) ${name}\\b`, "m").exec(source);
        if (declared === null) continue;
        const docstring = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*$/.exec(source.slice(0, declared.index))?.[0] ?? "";
        if (!docstring.includes("@example")) without.push(`${name} of ${file}`);
      }
    }
    assert.deepEqual(without, []);
  });
});
