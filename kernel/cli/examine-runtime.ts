import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkout, kernelEntry } from "../setup/checkout.mjs";
import { node24, nodeCandidates } from "../setup/node.mjs";
import { npmPackagesAreCurrent } from "../setup/npm-packages.mjs";
import type { Finding } from "./finding.ts";

/** How long the kernel may take to show that it starts, in ms. */
const kernelStartMs = 30_000;

/** Looks at what the kernel itself runs on: Node, the npm packages, zeromq, its own first start. */
export async function examineRuntime(): Promise<Finding[]> {
  return [node(), packages(), await zeromq(), kernel()];
}

function node(): Finding {
  const { version, path } = node24();
  const others = nodeCandidates().filter((other) => other.path !== path);
  const beside = others.map((other) => `; not ${other.version} in ${other.path}`).join("");
  return { subject: "Node", state: "ok", found: `${version} in ${path}${beside}` };
}

function packages(): Finding {
  const subject = "npm packages";
  if (npmPackagesAreCurrent()) return { subject, state: "ok", found: "as package-lock.json asks" };
  return {
    subject,
    state: "problem",
    found: "not those that package-lock.json asks for",
    nextStep: `run "npm ci --ignore-scripts" in ${checkout}`,
  };
}

async function zeromq(): Promise<Finding> {
  const subject = "zeromq";
  try {
    const version = await sendOnePing();
    return { subject, state: "ok", found: `${version}, a message went over 127.0.0.1 and back` };
  } catch (error) {
    return {
      subject,
      state: "problem",
      found: error instanceof Error ? error.message : String(error),
      nextStep: `see that programs may listen on 127.0.0.1; else run "npm ci --ignore-scripts" in ${checkout}`,
    };
  }
}

/** Sends a message to itself as a kernel and its client would, and returns the version of zeromq. */
async function sendOnePing(): Promise<string> {
  const { Reply, Request, version } = await import("zeromq");
  const server = new Reply({ linger: 0 });
  const client = new Request({ linger: 0, receiveTimeout: 5_000 });
  try {
    await server.bind("tcp://127.0.0.1:*");
    client.connect(server.lastEndpoint ?? "");
    await client.send("ping");
    await server.send(await server.receive());
    await client.receive();
    return version;
  } finally {
    client.close();
    server.close();
  }
}

function kernel(): Finding {
  const subject = "Kernel";
  const { version } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));
  const nextStep = "read the message above; if the sources were changed, undo that or report it";
  if (!existsSync(kernelEntry)) return { subject, state: "problem", found: `${kernelEntry} is missing`, nextStep };
  const { status, stderr, error } = spawnSync(node24().path, [kernelEntry, "--prime"], {
    encoding: "utf8",
    timeout: kernelStartMs,
  });
  if (status === 0) return { subject, state: "ok", found: `Navette ${version} starts` };
  return { subject, state: "problem", found: `does not start: ${error?.message ?? stderr.trim()}`, nextStep };
}
