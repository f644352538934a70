/**
 * Sends a kernel requests of real clients that were changed at random, and sees to it that it lives, answers its own
 * client on every socket, and logs nothing of what they held.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { KernelClient, type Received } from "../../client/kernel-client.ts";
import { type KernelProgram, navette } from "../kernels.ts";
import { HostileClient } from "./hostile-client.ts";
import { type Case, mutations } from "./mutations.ts";
import { randomFrom } from "./random.ts";
import { recordedSessions } from "./recorded.ts";

export interface FuzzOptions {
  readonly cases: number;
  readonly seed: number;
  /** Another kernel than this project's, to compare: what it fails at is told rather than thrown. */
  readonly kernel?: KernelProgram;
  /** Told after each batch. */
  onProgress?(sent: number): void;
}

export interface FuzzResult {
  readonly cases: number;
  readonly seed: number;
  /** How many cases there were of each mutation. */
  readonly counts: Readonly<Record<string, number>>;
  /** The case, to the nearest batch, after which another kernel failed, and how. */
  readonly failedAt?: number;
  readonly why?: string;
  readonly seconds: number;
  /** Resident memory of the control process, before and after, in MiB. */
  readonly memoryMiB: readonly [before: number, after: number];
}

/** Cases between two looks at the kernel. */
const batch = 50;

/** Messages that are kept to be sent again. */
const kept = 200;

/** Stands in every message: it must not be found in the kernel's log. */
const secret = "s3cr3t-0f-th3-cl13nt";

/** @throws AssertionError naming the seed and the cases among which the kernel failed. */
export async function runFuzz({ cases, seed, kernel: program, onProgress }: FuzzOptions): Promise<FuzzResult> {
  const isOther = program !== undefined && program !== navette;
  const kernel = await KernelClient.start(isOther ? { argv: program.argv, env: program.env } : {});
  const hostile = new HostileClient(kernel);
  const random = randomFrom(seed);
  const all = recordedSessions().map((recorded) => ({
    ...recorded,
    header: { ...recorded.header, username: secret },
    content: { ...recorded.content, secret },
  }));
  const names = Object.keys(mutations);
  const counts: Record<string, number> = {};
  const sent: Case[] = [];
  const began = performance.now();
  let before: number | undefined;
  try {
    for (let number = 0; number < cases; number += 1) {
      const name = random.pick(names);
      counts[name] = (counts[name] ?? 0) + 1;
      // A request that was sent as it stands would be taken for a replay.
      const chosen = random.pick(all);
      const recorded = { ...chosen, header: { ...chosen.header, msg_id: `${seed}-${number}` } };
      const made = mutations[name]?.({ random, recorded, all, sign: (parts) => kernel.sign(parts), sent });
      if (!made) continue;
      await hostile.send(made);
      sent[number % kept] = made;
      if (number % batch !== batch - 1 && number !== cases - 1) continue;
      if (isOther) {
        const why = await whatFails(kernel);
        if (why) {
          const seconds = (performance.now() - began) / 1000;
          return { cases, seed, counts, seconds, failedAt: number + 1, why, memoryMiB: [0, 0] };
        }
        continue;
      }
      await hostile.isRead();
      await check(kernel).catch((cause) => {
        const from = Math.max(0, number + 1 - batch);
        throw new Error(`seed ${seed}, cases ${from} to ${number}: ${cause.message}`, { cause });
      });
      before ??= residentMiB(kernel);
      onProgress?.(number + 1);
    }
    const after = residentMiB(kernel);
    const seconds = (performance.now() - began) / 1000;
    return { cases, seed, counts, seconds, memoryMiB: [before ?? after, after] };
  } finally {
    hostile.dispose();
    if (isOther) kernel.process.kill("SIGKILL");
    await kernel.dispose();
  }
}

/** Why another kernel is no longer of use; nothing where it computes. It may be busy, with what it was sent, for a while. */
async function whatFails(kernel: KernelClient): Promise<string | undefined> {
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const cell = kernel.submit("6 * 7");
    const isResult = ({ type, content }: Received) =>
      type !== "execute_input" && JSON.stringify(content).includes("42");
    const came = cell.until(({ messages }) => messages.some(isResult) || kernel.hasEnded, "42", 10_000);
    const isThere = await came.then(
      () => true,
      () => false,
    );
    if (kernel.hasEnded) return "dies";
    kernel.exchanges.clear();
    kernel.others.length = 0;
    kernel.received.length = 0;
    if (isThere) return undefined;
    kernel.process.kill("SIGINT");
  }
  return "is silent";
}

/** The kernel answers on every socket, after an interrupt of what it may be at, and its log tells no secret. */
async function check(kernel: KernelClient): Promise<void> {
  await kernel.heartbeat();
  await kernel.request("control", "interrupt_request");
  for (let attempt = 1; ; attempt += 1) {
    const cell = await kernel.run("6 * 7");
    if (cell.result === "42") break;
    // A failing cell of the other client's aborts those that are queued.
    assert.ok(attempt < 50, `6 * 7 is ${JSON.stringify(cell.reply?.content)}`);
  }
  kernel.exchanges.clear();
  kernel.others.length = 0;
  kernel.received.length = 0;
  assert.ok(!kernel.stderr.includes(secret), "the log tells what a message held");
  assert.doesNotMatch(kernel.stderr, /^\s+at /m, "the log holds a stack");
}

function residentMiB({ process: { pid } }: KernelClient): number {
  if (process.platform !== "linux") return 0;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}
