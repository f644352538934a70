/** Types are erased as Node's own type stripping does it, over every TypeScript file of the project. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { compileCell, DeclaredNames } from "../../kernel/cells/compile/index.ts";
import { parseModule } from "../../kernel/cells/compile/syntax-tree.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** All but AssemblyScript, which has TypeScript's syntax in part only. */
const files = globSync(["kernel/**/*.ts", "lib/**/*.ts", "test/**/*.ts"], { cwd: root, exclude: ["**/assembly/**"] });

it("as Node does", async () => {
  assert.ok(files.length > 50);
  for (const file of files) {
    const source = readFileSync(root + file, "utf8");
    const compiled = await scriptOf(source);
    // What is left of `import { type T }` is an import of nothing for Node.
    const stripped = stripTypeScriptTypes(source).replace(/^import \{[\s,]*\} from [^;]*;/gm, "");
    assert.ok(shapeOf(compiled) === shapeOf(await scriptOf(stripped)), file);
    assert.equal(compiled.split("\n").length, source.split("\n").length + 1, file);
  }
});

async function scriptOf(source: string): Promise<string> {
  const { code } = await compileCell(source, { url: "cell", declared: new DeclaredNames() });
  return code;
}

/** The syntax of a script, without places and empty statements. */
function shapeOf(code: string): string {
  const { program, errors } = parseModule(code, "js");
  assert.deepEqual(errors, []);
  return JSON.stringify(program, (key, value: unknown) => {
    if (key === "start" || key === "end" || typeof value === "bigint") return undefined;
    return Array.isArray(value) ? value.filter((item) => item?.type !== "EmptyStatement") : value;
  });
}
