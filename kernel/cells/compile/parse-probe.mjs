/** Parses its input and exits with 0; a text that is nested too deeply ends it with a signal instead. */
import { readFileSync } from "node:fs";
import { parseSync } from "oxc-parser";

const source = readFileSync(0, "utf8");
for (const text of [source, `(${source}\n)`]) {
  parseSync("cell.ts", text, { sourceType: "module", astType: "ts", showSemanticErrors: true }).program;
  parseSync("cell.tsx", text, { sourceType: "module", astType: "ts", showSemanticErrors: true }).program;
}
