import { machine } from "../machine/machine.ts";
import type { Run } from "../strategies/strategy.ts";
import { keptNotice } from "../timeline/kept-notice.ts";
import { now } from "../timeline/now.ts";
import { Timeline } from "../timeline/timeline.ts";
import { type BakeryDay, dayOf, parametersOf } from "./bakery.ts";
import { type BakeryOptions, checkBakery } from "./bakery-options.ts";
import { type Counter, countersOf } from "./counters.ts";
import { customersOf } from "./customers.ts";

/** Spans of a simulated day that are kept: enough for any plot. */
const mostSpans = 20_000;

/**
 * Simulates a day at the bakery, event by event, on a clock of its own that begins at 0: somebody comes, or a server becomes
 * free. A server who has several queues takes turns at them.
 *
 * The run's `wallMs` is what the day took the bakery, not what it took to compute. O(customers × servers), and × queues
 * where the shortest is joined. The timeline keeps the first 20,000 customers.
 *
 * @example
 * const { results } = simulateBakery({ servers: 2, customers: 10_000, serviceMs: 20, arrivalMs: 12 });
 * console.log(results.meanWaitMs, waitInTheory(results.options));
 *
 * @throws NavetteError `ERR_NAVETTE_BAKERY` for a number out of range or an unknown `join`.
 */
export function simulateBakery(options: BakeryOptions = {}): Run<BakeryDay> {
  const checked = checkBakery(options);
  const began = now();
  const { servers, queues, customers } = checked;
  const { arrivals, services, choices } = customersOf(checked);
  const timeline = new Timeline();
  const lines = Array.from({ length: queues }, () => new Line());
  const counters = countersOf(servers, queues);
  const freeAt = new Float64Array(servers).fill(Number.POSITIVE_INFINITY);
  const idle = new Set(Array.from({ length: servers }, (_, server) => server));
  const turns = new Map(counters.map((counter) => [counter, 0]));
  const waits = new Float64Array(customers);
  const busyMs = new Array<number>(servers).fill(0);
  let open = 0;

  function queueFor(customer: number): number {
    switch (checked.join) {
      case "turn":
        return customer % queues;
      case "random":
        return Math.floor((choices[customer] ?? 0) * queues);
      case "shortest":
        return lines.reduce((best, line, at) => (line.length < (lines[best]?.length ?? 0) ? at : best), 0);
    }
  }

  function next(counter: Counter): number | undefined {
    const from = turns.get(counter) ?? 0;
    for (let tried = 0; tried < counter.queues.length; tried++) {
      const at = (from + tried) % counter.queues.length;
      const customer = lines[counter.queues[at] ?? 0]?.next();
      if (customer === undefined) continue;
      turns.set(counter, at + 1);
      return customer;
    }
    return undefined;
  }

  function serve(server: number, counter: Counter, at: number): void {
    const customer = next(counter);
    if (customer === undefined) {
      idle.add(server);
      freeAt[server] = Number.POSITIVE_INFINITY;
      return;
    }
    idle.delete(server);
    const service = services[customer] ?? 0;
    const arrived = arrivals[customer] ?? 0;
    const ended = at + service;
    freeAt[server] = ended;
    waits[customer] = at - arrived;
    busyMs[server] = (busyMs[server] ?? 0) + service;
    open = Math.max(open, ended);
    if (timeline.spans.length < mostSpans) {
      const where = { host: "bakery", pid: 1, tid: server + 1 };
      timeline.add({
        label: `${customer + 1}`,
        kind: "customer",
        ...where,
        queued: arrived,
        started: at,
        ended,
        status: "ok",
      });
    }
  }

  const counterOfServer = new Map(
    counters.flatMap((counter) => counter.servers.map((server) => [server, counter] as const)),
  );
  for (let come = 0; ; ) {
    const server = freeAt.reduce((best, at, one) => (at < (freeAt[best] ?? 0) ? one : best), 0);
    const freed = freeAt[server] ?? Number.POSITIVE_INFINITY;
    const arrival = arrivals[come] ?? Number.POSITIVE_INFINITY;
    if (arrival === Number.POSITIVE_INFINITY && freed === Number.POSITIVE_INFINITY) break;
    if (arrival <= freed) {
      // Those who come at the same moment are all there before anybody is served.
      const queue = queueFor(come);
      lines[queue]?.join(come++);
      if (arrivals[come] === arrival) continue;
      for (const one of [...idle]) {
        const counter = counterOfServer.get(one);
        if (counter !== undefined) serve(one, counter, arrival);
      }
    } else {
      const counter = counterOfServer.get(server);
      if (counter !== undefined) serve(server, counter, freed);
    }
  }

  const cpuMs = now() - began;
  const results = dayOf("simulated", checked, waits, open, busyMs);
  return {
    results,
    strategy: servers === 1 ? "sequential" : "threads",
    workers: servers,
    timeline,
    wallMs: open,
    cpuMs,
    parameters: { ...parametersOf(checked), workers: servers },
    machine: machine(),
    notices: keptNotice(timeline.spans.length, customers),
  };
}

/** A queue of customers, by their number. */
class Line {
  readonly #customers: number[] = [];
  #first = 0;

  get length(): number {
    return this.#customers.length - this.#first;
  }

  join(customer: number): void {
    this.#customers.push(customer);
  }

  next(): number | undefined {
    return this.length === 0 ? undefined : this.#customers[this.#first++];
  }
}
