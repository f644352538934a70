import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { jupyterDataFolder } from "../session/data-folder.ts";
import { findChromium } from "../setup/chromium.mjs";
import type { Finding } from "./finding.ts";

/** Looks at what the machine lends: a folder to write to, ports, a browser. */
export async function examineMachine(): Promise<Finding[]> {
  return [dataFolder(), await ports(), browser()];
}

function dataFolder(): Finding {
  const subject = "Jupyter's data folder";
  const folder = jupyterDataFolder();
  try {
    mkdirSync(folder, { recursive: true });
    const probe = mkdtempSync(join(folder, "navette-doctor-"));
    writeFileSync(join(probe, "probe"), "");
    rmSync(probe, { recursive: true });
    return { subject, state: "ok", found: `${folder} can be written` };
  } catch (error) {
    return {
      subject,
      state: "problem",
      found: `${folder} can't be written (${error instanceof Error ? error.message : error})`,
      nextStep: "make it yours, or name another: JUPYTER_DATA_DIR=/path/to/folder",
    };
  }
}

/** A kernel listens on five ports of this machine; JupyterLab on 8888, or on the next free one. */
async function ports(): Promise<Finding> {
  const subject = "Ports";
  try {
    await canListen(0);
  } catch (error) {
    const found = `nothing can listen on 127.0.0.1 (${error instanceof Error ? error.message : error})`;
    return { subject, state: "problem", found, nextStep: "let programs listen on the loopback interface" };
  }
  const labPort = await canListen(8888).then(
    () => "8888 is free for JupyterLab",
    () => "8888 is taken, so JupyterLab takes the next free one",
  );
  return { subject, state: "ok", found: `127.0.0.1 is open to kernels; ${labPort}` };
}

async function canListen(port: number): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.on("error", reject).listen(port, "127.0.0.1", resolve);
    });
  } finally {
    server.close();
  }
}

function browser(): Finding {
  const subject = "Chromium";
  const found = findChromium();
  if (found) return { subject, state: "ok", found };
  const nextStep = 'only "npm test" needs one; on Debian "sudo apt-get install chromium"';
  return { subject, state: "missing", found: "no Chromium or Chrome was found", nextStep };
}
