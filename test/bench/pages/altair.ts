/** Altair, installed into a Python environment of the benchmark's own: the page that it saves of the same chart. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const environment = fileURLToPath(new URL("../../../.navette/bench-altair", import.meta.url));
const python = join(environment, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");

/** What `Chart.save(page, inline=True)` does, without checking the specification by Altair's own schema. */
const save = `import json, sys, altair
from altair.utils.html import spec_to_html
spec, page = sys.argv[1:]
versions = {f"{name}_version": getattr(altair, f"{name.upper()}_VERSION") for name in ("vega", "vegalite", "vegaembed")}
html = spec_to_html(json.load(open(spec)), mode="vega-lite", template="inline", **versions)
open(page, "w", encoding="utf-8").write(html)
print(altair.__version__)`;

/** Saves the chart of a file by Altair, all inline; returns Altair's version, or why there is none. */
export function saveByAltair(spec: string, page: string): { readonly version: string } | { readonly missing: string } {
  if (!existsSync(python) && output("python3", ["-m", "venv", environment]) === undefined) {
    return { missing: "no Python environment could be made for it" };
  }
  if (output(python, ["-c", "import altair, vl_convert"]) === undefined) {
    output(python, ["-m", "pip", "install", "--quiet", "altair", "vl-convert-python"]);
  }
  if (output(python, ["-c", "import altair, vl_convert"]) === undefined) {
    return { missing: "altair and vl-convert-python could not be installed" };
  }
  const version = output(python, ["-c", save, spec, page]);
  return version === undefined ? { missing: "it can't save this chart" } : { version };
}

function output(program: string, args: string[]): string | undefined {
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8", timeout: 300_000 });
  return status === 0 ? stdout.trim() : undefined;
}
