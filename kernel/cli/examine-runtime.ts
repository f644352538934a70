import manifest from "../../package.json" with { type: "json" };
import { checkout } from "../setup/checkout.mjs";
import { node24, nodeCandidates } from "../setup/node.mjs";
import { npmPackagesAreCurrent } from "../setup/npm-packages.mjs";
import { runOneCell } from "../setup/run-one-cell.ts";
import type { Finding } from "./finding.ts";

/** Looks at what the kernel itself runs on: Node, the npm packages, zeromq, its own first start. */
export async function examineRuntime(): Promise<Finding[]> {
  return [node(), packages(), await zeromq(), await kernel()];
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

async function kernel(): Promise<Finding> {
  const subject = "Kernel";
  try {
    const ms = await runOneCell("6 * 7");
    return {
      subject,
      state: "ok",
      found: `Navette ${manifest.version} ran a cell ${ms.toFixed(0)} ms after its start`,
    };
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return {
      subject,
      state: "problem",
      found,
      nextStep: "undo what was changed in kernel/, or report the message above",
    };
  }
}
