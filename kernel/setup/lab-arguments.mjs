// Decides what JupyterLab is started with: ours where the person says nothing, theirs everywhere else.
// Runs under Node 20.
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { Failure } from "./failure.mjs";

/**
 * What JupyterLab opens when its arguments don't say.
 *
 * @typedef {{ root: string, notebook?: string | undefined }} Opening a folder, and a notebook by its path inside it
 */

/**
 * Returns JupyterLab's arguments.
 *
 * @param {string[]} given the person's own, which win
 * @param {Opening} opening
 * @param {string} folder where the person stands: paths of theirs are relative to it
 * @returns {Promise<string[]>}
 * @throws {Failure} when the port that they ask for can't be had
 */
export async function labArguments(given, opening, folder) {
  const args = [...given];
  if (!namesPlace(given, folder)) {
    args.push(`--ServerApp.root_dir=${opening.root}`);
    const address = opening.notebook?.split(path.sep).map(encodeURIComponent).join("/");
    if (address && !has(given, "--LabApp.default_url")) args.push(`--LabApp.default_url=/lab/tree/${address}`);
  }
  if (!has(given, "--debug", "--log-level", "--Application.log_level", "--LabApp.log_level", "--ServerApp.log_level")) {
    args.push("--LabApp.log_level=WARN", "--ServerApp.log_level=WARN");
  }
  if (process.getuid?.() === 0 && !has(given, "--allow-root", "--ServerApp.allow_root")) args.push("--allow-root");
  const browser = has(given, "--browser", "--no-browser", "--ServerApp.open_browser", "--ExtensionApp.open_browser");
  if (!hasDisplay() && !browser) args.push("--no-browser");
  const port = optionValue(given, "--port", "--ServerApp.port");
  if (port !== undefined) {
    await checkPort(port, optionValue(given, "--ip", "--ServerApp.ip"));
    if (!has(given, "--port-retries", "--ServerApp.port_retries")) args.push("--ServerApp.port_retries=0");
  }
  return args;
}

/**
 * Tells whether the arguments name a folder or a file to open.
 *
 * @param {string[]} args
 * @param {string} folder
 */
function namesPlace(args, folder) {
  if (has(args, "--notebook-dir", "--ServerApp.root_dir", "--ServerApp.notebook_dir")) return true;
  return args.some((arg, i) => {
    if (arg.startsWith("-")) return false;
    const before = args[i - 1];
    const mayBeValue = before?.startsWith("--") && !before.includes("=");
    return !mayBeValue || (before === "--no-browser" && fs.existsSync(path.resolve(folder, arg)));
  });
}

/** Tells whether a browser can be shown. */
function hasDisplay() {
  if (process.platform !== "linux") return true;
  const { DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME, BROWSER } = process.env;
  return Boolean(DISPLAY || WAYLAND_DISPLAY || WSL_DISTRO_NAME || BROWSER);
}

/**
 * @param {string} port
 * @param {string | undefined} ip
 */
async function checkPort(port, ip) {
  const number = Number(port);
  if (!/^\d+$/.test(port) || number > 65_535) {
    throw new Failure(`"${port}" is not a port`, "give a number from 0 (any free port) to 65535: --port 9000");
  }
  const host = ip === "*" || ip === "" ? undefined : (ip ?? "localhost");
  const server = net.createServer();
  try {
    await new Promise((resolve, reject) => server.on("error", reject).listen(number, host, () => resolve(undefined)));
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === "EADDRINUSE") {
      const next = `choose another (--port ${number < 65_535 ? number + 1 : 9000}), or leave --port out and JupyterLab finds a free one`;
      throw new Failure(`port ${port} is taken by another program`, next, { cause: error });
    }
    throw new Failure(`port ${port} can't be used (${message})`, "choose another: --port 9000", { cause: error });
  } finally {
    server.close();
  }
}

/**
 * @param {string[]} args
 * @param {string[]} names
 */
function has(args, ...names) {
  return args.some((arg) => names.some((name) => arg === name || arg.startsWith(`${name}=`)));
}

/**
 * @param {string[]} args
 * @param {string[]} names
 * @returns {string | undefined}
 */
function optionValue(args, ...names) {
  for (const [i, arg] of args.entries()) {
    for (const name of names) {
      if (arg === name) return args[i + 1] ?? "";
      if (arg.startsWith(`${name}=`)) return arg.slice(name.length + 1);
    }
  }
  return undefined;
}
