import { existsSync } from "node:fs";
import { NavetteError } from "../../lib/errors/navette-error.ts";
import { checkout, projectPython } from "../setup/checkout.mjs";
import { installedRequirements } from "../setup/python.mjs";

/**
 * Makes sure that this checkout has its Python environment with JupyterLab.
 *
 * @param purpose what needs it, such as "navette lab"
 * @throws NavetteError `ERR_NAVETTE_NO_PYTHON` when it has none, or a half-finished one
 */
export function requireProjectJupyter(purpose: string): void {
  if (existsSync(projectPython) && installedRequirements() !== undefined) return;
  throw new NavetteError(
    "ERR_NAVETTE_NO_PYTHON",
    `${purpose} needs the Python environment of this checkout, which is not there yet. ` +
      `Run "npm start" once in ${checkout}: it installs JupyterLab there.`,
  );
}
