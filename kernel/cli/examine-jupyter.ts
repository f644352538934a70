import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { checkout, projectPython, pythonFolder } from "../setup/checkout.mjs";
import { readKernelspec, startsThisKernel } from "../setup/kernelspec.mjs";
import { installedRequirements } from "../setup/python.mjs";
import { findPythons, oldestPython, pythonEnvironment, suits } from "../setup/python-programs.mjs";
import type { Finding } from "./finding.ts";
import { kernelFolders } from "./jupyter-paths.ts";

/** Looks at what starts the kernel: kernelspecs, the project's Python environment, JupyterLab. */
export function examineJupyter(): Finding[] {
  return [...kernelspecs(), python(), jupyterLab()];
}

function kernelspecs(): Finding[] {
  const subject = "Kernelspec";
  const folders = kernelFolders()
    .filter((kernels) => existsSync(kernels))
    .flatMap((kernels) => readdirSync(kernels).map((name) => join(kernels, name)));
  const own = folders.filter((folder) => startsThisKernel(readKernelspec(folder)));
  if (own.length > 0) return own.map((folder) => ownKernelspec(subject, folder));
  return [
    {
      subject,
      state: "problem",
      found: "no Jupyter of this user knows this kernel",
      nextStep: 'run "navette install", or "npm start" for a JupyterLab of its own',
    },
  ];
}

function ownKernelspec(subject: string, folder: string): Finding {
  const node = readKernelspec(folder)?.argv[0] ?? "";
  if (existsSync(node)) return { subject, state: "ok", found: folder };
  const found = `${folder} names ${node}, which is gone`;
  return { subject, state: "problem", found, nextStep: 'run the same "navette install" again' };
}

function python(): Finding {
  const subject = "Python environment";
  if (installedRequirements() !== undefined && existsSync(projectPython)) {
    return { subject, state: "ok", found: pythonFolder };
  }
  const [best] = findPythons();
  const usable = best !== undefined && suits(best) && best.canMakeEnvironments;
  const machine = best ? `${best.path} is Python ${best.version}` : "no Python was found";
  return {
    subject,
    state: "missing",
    found: `none in this checkout; ${machine}`,
    nextStep: usable
      ? `"npm start" in ${checkout} makes it; navette lab and navette export need it`
      : `install Python ${oldestPython.slice(0, -2)} or newer with venv (on Debian "sudo apt-get install python3-venv"), then "npm start"`,
  };
}

function jupyterLab(): Finding {
  const subject = "JupyterLab";
  const script = "import importlib.metadata as m; print(m.version('jupyterlab'), m.version('anywidget'))";
  const { status, stdout } = spawnSync(projectPython, ["-c", script], { encoding: "utf8", env: pythonEnvironment() });
  if (status === 0) {
    const [lab, widgets] = stdout.trim().split(" ");
    return { subject, state: "ok", found: `${lab}, with anywidget ${widgets}` };
  }
  const nextStep = 'run "npm start", or use another JupyterLab after "navette install"';
  return { subject, state: "missing", found: "none in this checkout", nextStep };
}
