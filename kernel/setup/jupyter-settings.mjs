// Our settings of JupyterLab, laid inside the project's Python environment. Runs under Node 20.
//
// A person's own settings lie elsewhere and win over these. Output is hardly limited, since plots are large; exported
// pages are ours; language servers of other languages aren't looked for, which would start npm each time.
import fs from "node:fs";
import path from "node:path";
import { pythonFolder } from "./checkout.mjs";
import { writeWhole } from "./files.mjs";

/** Our file beside this module → its place in the environment. */
const places = {
  "jupyter_server_config.json": "etc/jupyter/jupyter_server_config.json",
  "overrides.json": "share/jupyter/lab/settings/overrides.json",
};

/** Copies our settings into the environment; what is right already is left alone. */
export function writeJupyterSettings() {
  for (const [file, place] of Object.entries(places)) {
    const content = fs.readFileSync(path.join(import.meta.dirname, "jupyter", file));
    writeWhole(path.join(pythonFolder, place), content);
  }
}
