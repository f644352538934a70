/**
 * Runs a program in every order of its tasks' operations.
 *
 *     start ─A─▶ ● ─A─▶ ●            Two orders that lead to the same state are explored as one from there on, so the
 *       └───B──▶ ● ─A─▶ (the same)    states are few where the orders are many; each state still knows how many orders
 *                                     lead through it.
 */
import { checkOptions } from "../errors/check-options.ts";
import { wholeNumber } from "../errors/number-argument.ts";
import type { Operation, Result } from "./operation.ts";
import { checkProgram, type Program, type ProgramNames } from "./program.ts";
import { endingOf, firstState, keyOf, move, readyTasks, type State, stateView } from "./state.ts";

/** How far an exploration goes. */
export interface ExploreOptions {
  /** States after which the exploration gives up, 1 to 1,000,000; 100,000 unless told. */
  readonly mostStates?: number;
  /** Operations of one order after which it is cut, 1 to 1,000,000; 200 unless told. */
  readonly mostSteps?: number;
}

/** How an order ends: all tasks did; one threw; all that are left sleep; they wait in loops; it was cut. */
export type Ending = "ended" | "failed" | "deadlock" | "livelock" | "cut";

/** A state that was reached, and the orders from there to the end; counts are exact up to 2^53. */
export interface ExploredState {
  readonly state: State;
  /** Operations before it. */
  readonly depth: number;
  readonly moves: readonly Move[];
  /** Where no task goes on. */
  readonly ending: Ending | undefined;
  /** Whether the invariant, or at the end the postcondition, doesn't hold here, or the end isn't one. */
  readonly isBroken: boolean;
  /** Orders from here to an end, and those of them that are broken here or later. */
  readonly orders: number;
  readonly brokenOrders: number;
}

export interface Move {
  readonly task: number;
  readonly operation: Operation;
  readonly result: Result;
  readonly to: ExploredState;
}

/** The way a final state came out, and how many orders end so. */
export interface Outcome {
  /** How these orders end. */
  readonly ending: Ending;
  /** Whether an order that ends so breaks something, on its way or at its end. */
  readonly isBroken: boolean;
  /** What each word holds at the end. */
  readonly memory: Readonly<Record<string, number>>;
  /** Orders that end so; exact up to 2^53. */
  readonly orders: number;
}

/** All that a program can do. */
export interface Exploration {
  /** What was explored. */
  readonly program: Program;
  /** The names of its words and tasks, in the order of their numbers. */
  readonly names: ProgramNames;
  /** Orders of operations, from the start to an end; exact up to 2^53. */
  readonly interleavings: number;
  /** Those that break the invariant or the postcondition, throw, or never end. */
  readonly broken: number;
  /** Those that end with all tasks asleep that have not ended, and those that end in loops which none can leave. */
  readonly deadlocks: number;
  readonly livelocks: number;
  /** Different states. */
  readonly states: number;
  /** Whether every order was followed to its end. */
  readonly isComplete: boolean;
  /** Each way in which orders end. */
  readonly outcomes: readonly Outcome[];
  /** The shortest order that breaks something, as the names of the tasks in turn; undefined where none does. */
  readonly counterexample: readonly string[] | undefined;
  /** The state at the start, from which all others are reached. */
  readonly root: ExploredState;
}

interface Building {
  readonly state: State;
  readonly depth: number;
  readonly moves: (Omit<Move, "to"> & { to: Building })[];
  ending: Ending | undefined;
  isBroken: boolean;
  orders: number;
  brokenOrders: number;
  /** Orders from the start to here, and those of them that were broken before. */
  ways: number;
  brokenWays: number;
  /** The first way to get here. */
  readonly from: { readonly state: Building; readonly task: number } | undefined;
}

/**
 * Runs a program's tasks through all their interleavings, and says which of them break the invariant.
 *
 * Tasks are run again and again, so they may do nothing but work on their memory. One that waits in a loop, reading the
 * same twice in a row, is left aside until another changes what it reads; where nothing will, that is a livelock. Loads
 * and stores take effect one at a time, in one order for all, as `Atomics` does: sequential consistency (L. Lamport,
 * "How to Make a Multiprocessor Computer That Correctly Executes Multiprocess Programs", IEEE Transactions on
 * Computers, 1979).
 *
 * O(states × tasks) time and memory; a task is run once for each different history of what it has read.
 *
 * @throws NavetteError `ERR_NAVETTE_PROGRAM` for a program that can't be explored (no words, no tasks or more than six,
 * an asynchronous one, one that does something else when it is run again), `ERR_NAVETTE_STATES` for limits that
 * aren't whole numbers from 1 to 1,000,000.
 * @example
 * const add: MemoryTask = (memory) => memory.store(0, memory.load(0) + 1);
 * const { interleavings, broken } = explore({
 *   memory: { counter: 0 },
 *   tasks: { A: add, B: add },
 *   postcondition: ({ memory }) => memory.counter === 2,
 * });
 * `${broken} of ${interleavings}`; // "4 of 6"
 */
export function explore(program: Program, options: ExploreOptions = {}): Exploration {
  checkOptions(options);
  const { mostStates = 100_000, mostSteps = 200 } = options;
  wholeNumber("mostStates", mostStates, { min: 1, max: 1_000_000, code: "ERR_NAVETTE_STATES" });
  wholeNumber("mostSteps", mostSteps, { min: 1, max: 1_000_000, code: "ERR_NAVETTE_STATES" });
  const names = checkProgram(program);
  const root = building(firstState(program, names), undefined);
  const layers: Building[][] = [];
  let states = 1;
  let isComplete = true;

  // Equal states have equal depths: the states of one depth are merged, then those of the next.
  for (let layer = [root]; layer.length > 0; ) {
    layers.push(layer);
    const next = new Map<string, Building>();
    for (const node of layer) {
      const ready = readyTasks(node.state);
      const failed = node.state.tasks.some(({ failure }) => failure !== undefined);
      if (failed || ready.length === 0) node.ending = endingOf(node.state);
      else if (layers.length > mostSteps || states >= mostStates) {
        node.ending = "cut";
        isComplete = false;
      } else {
        for (const task of ready) {
          const { to: state, operation, result } = move(node.state, task);
          const key = keyOf(state);
          let to = next.get(key);
          if (to === undefined) {
            to = building(state, { state: node, task });
            next.set(key, to);
            states++;
          }
          node.moves.push({ task, operation, result, to });
        }
      }
      node.isBroken = breaks(node);
    }
    layer = [...next.values()];
  }

  countForwards(layers);
  countBackwards(layers);
  const ends = layers.flat().filter(({ ending }) => ending !== undefined);
  const endingIn = (ending: Ending) => ends.reduce((sum, node) => sum + (node.ending === ending ? node.ways : 0), 0);
  const firstBroken = layers.flat().find(({ isBroken }) => isBroken);
  return {
    program,
    names,
    interleavings: root.orders,
    broken: root.brokenOrders,
    deadlocks: endingIn("deadlock"),
    livelocks: endingIn("livelock"),
    states,
    isComplete,
    outcomes: outcomesOf(ends),
    counterexample: firstBroken && wayTo(firstBroken),
    root,
  };

  function building(state: State, from: Building["from"]): Building {
    const depth = from === undefined ? 0 : from.state.depth + 1;
    const counts = { orders: 0, brokenOrders: 0, ways: 0, brokenWays: 0 };
    return { state, depth, moves: [], ending: undefined, isBroken: false, from, ...counts };
  }
  function breaks({ state, ending }: Building): boolean {
    if (program.invariant?.(stateView(state, names)) === false) return true;
    if (ending === "ended") return program.postcondition?.(stateView(state, names)) === false;
    return ending === "failed" || ending === "deadlock" || ending === "livelock";
  }
  function wayTo(node: Building): string[] {
    const way: string[] = [];
    for (let at = node; at.from !== undefined; at = at.from.state) way.unshift(names.tasks[at.from.task] ?? "");
    return way;
  }
  function outcomesOf(nodes: readonly Building[]): Outcome[] {
    const groups = Map.groupBy(nodes, ({ state, ending }) => `${ending}|${state.words.join()}`);
    const outcomes = [...groups.values()].flatMap((group): Outcome[] => {
      const [first] = group;
      if (first?.ending === undefined) return [];
      const ways = group.reduce((sum, node) => sum + node.ways, 0);
      const broken = group.some((node) => node.isBroken || node.brokenWays > 0);
      const { memory } = stateView(first.state, names);
      return [{ ending: first.ending, isBroken: broken, memory, orders: ways }];
    });
    return outcomes.sort((a, b) => b.orders - a.orders);
  }
}

/** Counts the orders that lead to each state. */
function countForwards(layers: readonly (readonly Building[])[]): void {
  for (const node of layers[0] ?? []) node.ways = 1;
  for (const node of layers.flat()) {
    if (node.isBroken) node.brokenWays = node.ways;
    for (const { to } of node.moves) {
      to.ways += node.ways;
      to.brokenWays += node.brokenWays;
    }
  }
}

/** Counts the orders from each state to an end. */
function countBackwards(layers: readonly (readonly Building[])[]): void {
  for (const node of layers.flat().reverse()) {
    node.orders = node.moves.length === 0 ? 1 : node.moves.reduce((sum, { to }) => sum + to.orders, 0);
    const later = node.moves.reduce((sum, { to }) => sum + to.brokenOrders, 0);
    node.brokenOrders = node.isBroken ? node.orders : later;
  }
}
