/**
 * A day at the bakery for real: each server is a worker, each customer some milliseconds of work.
 *
 * Owner of the workers: the run, which starts them before the bakery opens and ends them when it closes, or is interrupted.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { checkOptions } from "../errors/check-options.ts";
import { oneOf } from "../errors/choice.ts";
import { wholeNumber } from "../errors/number-argument.ts";
import { eitherSignal } from "../host/either-signal.ts";
import { machine } from "../machine/machine.ts";
import { openPool } from "../pools/open-pool.ts";
import { warmUp } from "../pools/warm-up.ts";
import { operationProgress } from "../progress/operation-progress.ts";
import { executorOver } from "../strategies/open-executor.ts";
import type { Executor, Run, RunOptions, Strategy, Task } from "../strategies/strategy.ts";
import { checkTimeline } from "../timeline/check-timeline.ts";
import { now } from "../timeline/now.ts";
import { Timeline } from "../timeline/timeline.ts";
import { type BakeryDay, dayOf, parametersOf } from "./bakery.ts";
import { type BakeryOptions, checkBakery } from "./bakery-options.ts";
import { countersOf } from "./counters.ts";
import { customersOf } from "./customers.ts";
import type { Service } from "./serve-customer.ts";

/** A bakery whose servers are real workers, for at most 100,000 customers. */
export interface RunBakeryOptions
  extends Omit<BakeryOptions, "join">,
    Pick<RunOptions, "signal" | "timeline" | "onProgress"> {
  /** `"threads"` unless told; one server needs no choice. */
  readonly strategy?: Exclude<Strategy, "distributed" | "async">;
  /** `"compute"`, unless told: each server needs a core. `"wait"`: none does. */
  readonly work?: Service["work"];
  /** Which queue somebody joins: the next in turn, or one at random. */
  readonly join?: "turn" | "random";
}

const strategies = ["sequential", "threads", "processes"] as const;

const task: Task = { module: new URL("./serve-customer.ts", import.meta.url), name: "serveCustomer" };

/**
 * Serves customers for real, on as many workers as there are servers; the same seed brings the same customers as
 * `simulateBakery`. Workers are started before the bakery opens: `wallMs` doesn't count that. O(customers)
 * memory; times are in ms.
 *
 * @example
 * const { results, timeline } = await runBakery({ servers: 2, customers: 20, serviceMs: 10 });
 *
 * @throws NavetteError `ERR_NAVETTE_BAKERY` for a number out of range, `ERR_NAVETTE_STRATEGY` for another strategy, `ERR_NAVETTE_POOL` when workers don't start;
 * Unfinished `ERR_NAVETTE_ABORTED`, or the signal's reason where nobody is being served, when the signal or the cell is
 * interrupted.
 */
export async function runBakery(options: RunBakeryOptions = {}): Promise<Run<BakeryDay>> {
  checkOptions(options);
  const { work = "compute", signal: own, onProgress } = options;
  const strategy = oneOf("strategy", options.strategy ?? "threads", strategies, "ERR_NAVETTE_STRATEGY");
  const checked = checkBakery(options);
  wholeNumber("customers", checked.customers, { min: 1, max: 100_000, code: "ERR_NAVETTE_BAKERY" });
  oneOf("join", checked.join, ["turn", "random"], "ERR_NAVETTE_BAKERY");
  oneOf("work", work, ["compute", "wait"], "ERR_NAVETTE_BAKERY");
  checkTimeline(options.timeline);
  const signal = eitherSignal(own);
  const { arrivals, services, choices } = customersOf(checked);
  const { servers, queues, customers } = checked;
  const counters = countersOf(servers, queues);
  await using opened = new AsyncDisposableStack();
  const executors = new Map<number, Executor>();
  for (const counter of counters) {
    const workers = counter.servers.length;
    const pool = opened.use(await openPool(strategy, workers));
    await warmUp(pool, task, signal);
    const executor = executorOver(strategy, pool);
    for (const queue of counter.queues) executors.set(queue, executor);
  }

  const timeline = new Timeline(options.timeline);
  const cpu = process.cpuUsage();
  const began = now();
  const served: Promise<void>[] = [];
  let done = 0;
  using shown = operationProgress("serving");
  for (let customer = 0; customer < customers; customer++) {
    const early = (arrivals[customer] ?? 0) - (now() - began);
    if (early > 0) await sleep(early, undefined, { signal }).catch(() => {});
    if (signal.aborted) break;
    const queue = checked.join === "random" ? Math.floor((choices[customer] ?? 0) * queues) : customer % queues;
    const one = serve(customer, executors.get(queue));
    // Looked at when all have come: until then a failure is nobody's.
    one.catch(() => {});
    served.push(one);
  }
  await Promise.all(served);
  signal.throwIfAborted();

  async function serve(customer: number, executor: Executor | undefined): Promise<void> {
    const service: Service = { ms: services[customer] ?? 0, work };
    const label = () => `${customer + 1}`;
    for await (const _ of executor?.map(task, [service], { timeline, label, signal }) ?? []) {
      const progress = { done: ++done, total: customers };
      shown.report(progress);
      onProgress?.(progress);
    }
  }

  const waits = new Float64Array(customers);
  const busyMs = new Map<string, number>();
  let open = 0;
  for (const { label, queued, started, ended, pid, tid } of timeline.spans) {
    waits[Number(label) - 1] = Math.max(0, started - queued);
    busyMs.set(`${pid}/${tid}`, (busyMs.get(`${pid}/${tid}`) ?? 0) + ended - started);
    open = Math.max(open, ended - began);
  }
  const { user, system } = process.cpuUsage(cpu);
  const ofOthers = timeline.spans.reduce((sum, { pid, cpuMs = 0 }) => sum + (pid === process.pid ? 0 : cpuMs), 0);
  return {
    results: dayOf("real", checked, waits, open, [...busyMs.values()]),
    strategy,
    workers: servers,
    timeline,
    wallMs: now() - began,
    cpuMs: (user + system) / 1000 + ofOthers,
    parameters: { ...parametersOf(checked), work, workers: servers },
    machine: machine(),
  };
}
