import { setTimeout as sleep } from "node:timers/promises";

/** What serving somebody asks of a worker. */
export interface Service {
  readonly ms: number;
  /** `"compute"` keeps a core busy, `"wait"` only waits, as for an oven. */
  readonly work: "compute" | "wait";
}

/** Serves a customer: so many ms of this thread's own processor time, or of waiting. */
export async function serveCustomer({ ms, work }: Service): Promise<void> {
  if (work === "wait") {
    await sleep(ms);
    return;
  }
  const before = process.threadCpuUsage();
  let spentMs = 0;
  while (spentMs < ms) {
    const { user, system } = process.threadCpuUsage(before);
    spentMs = (user + system) / 1000;
  }
}
