import { existsSync, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { Command } from "commander";
import { NavetteError } from "../../lib/errors/navette-error.ts";
import { runLab } from "../setup/lab.mjs";
import type { CommandContext } from "./main.ts";
import { requireProjectJupyter } from "./project-jupyter.ts";

/** `navette lab`: opens JupyterLab on a folder. */
export function labCommand({ signal, passedOn, fail }: CommandContext): Command {
  return new Command("lab")
    .description("open JupyterLab on a folder, or on a notebook in its folder")
    .argument("[folder]", "the folder or notebook", ".")
    .usage("[folder] [-- JupyterLab's own arguments]")
    .action(async (place: string) => {
      const path = resolve(place);
      if (!existsSync(path)) {
        throw new NavetteError(
          "ERR_NAVETTE_NO_FOLDER",
          `There is no folder or notebook ${path}. Name one that exists.`,
        );
      }
      requireProjectJupyter("navette lab");
      const opening = statSync(path).isDirectory() ? { root: path } : { root: dirname(path), notebook: basename(path) };
      if ((await runLab([...passedOn], opening, signal)) !== 0) fail();
    });
}
