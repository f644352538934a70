/**
 * What the library's locks and threads cost, beside Python's, in one run: `npm run bench lib-threads`.
 *
 * Environment: ROUNDS (7). Ratios are taken within each round, so that the machine's moods cancel out.
 */
import { countTogether } from "../../lib/counter/count-together.ts";
import type { Counting } from "../../lib/counter/counting.ts";
import { lockedAddition } from "../../lib/counter/counting.ts";
import { explore } from "../../lib/interleavings/explore.ts";
import { Mutex } from "../../lib/locks/mutex.ts";
import { SharedMemory } from "../../lib/memory/shared-memory.ts";
import { handOver } from "../../lib/thread-costs/hand-over.ts";
import { threadMemory } from "../../lib/thread-costs/thread-memory.ts";
import { pythonFigures } from "./tables/python-figures.ts";
import { machineText } from "./tables/report.ts";
import { type Figures, sideBySide } from "./tables/side-by-side.ts";

const rounds = Number(process.env.ROUNDS ?? 7);
console.log(machineText());

/** Nanoseconds of lock and unlock when nobody else wants the lock. */
function lockNs(times: number): number {
  const mutex = new Mutex(new SharedMemory(1), 0);
  const started = performance.now();
  for (let i = 0; i < times; i++) {
    mutex.lock();
    mutex.unlock();
  }
  return ((performance.now() - started) * 1e6) / times;
}

async function countNs(workers: number, counting: Counting, additions: number): Promise<number> {
  const { wallMs } = await countTogether({ workers, additions, counting });
  return (wallMs * 1e6) / (workers * additions);
}

function explorerStates(): number {
  const tasks = { A: lockedAddition, B: lockedAddition, C: lockedAddition };
  const started = performance.now();
  const { states } = explore({ memory: { counter: 0, lock: 0 }, tasks });
  return (1000 * states) / (performance.now() - started);
}

async function navette(): Promise<Figures> {
  return {
    "mutex, alone, ns": lockNs(2_000_000),
    "hand-over to a sleeping thread, µs": (await handOver({ way: "sleep", durationMs: 200 })).results.usEach,
    "memory of an idle thread, KiB": (await threadMemory({ workers: 8 })).perThreadMiB * 1024,
    "addition under a mutex, 1 thread, ns": await countNs(1, "mutex", 500_000),
    "addition under a mutex, 2 threads, ns": await countNs(2, "mutex", 250_000),
    "Atomics.add, 2 threads, ns": await countNs(2, "atomic", 1_000_000),
    "compareExchange in a loop, 2 threads, ns": await countNs(2, "compare-exchange", 500_000),
    "hand-over by a message, µs": (await handOver({ way: "message", durationMs: 200 })).results.usEach,
    "hand-over by looking again and again, µs": (await handOver({ way: "spin", durationMs: 200 })).results.usEach,
    "explorer, states a second": explorerStates(),
  };
}

async function peer(): Promise<Figures> {
  type Measured = "lock" | "handOver" | "memory" | "count1" | "count2";
  const measured = await pythonFigures<Measured>("threads_costs.py", 2);
  return {
    "mutex, alone, ns": measured.lock,
    "hand-over to a sleeping thread, µs": measured.handOver,
    "memory of an idle thread, KiB": measured.memory,
    "addition under a mutex, 1 thread, ns": measured.count1,
    "addition under a mutex, 2 threads, ns": measured.count2,
  };
}

await sideBySide({
  id: "threads",
  title: "What locks and threads cost",
  rounds,
  navette,
  peer: { name: "Python threads", measure: peer },
});
