/**
 * A function that runs again whenever a control moves.
 *
 *   a control moves ─▶ the run before is cancelled ─▶ fn(values) ─▶ the output's result is replaced
 *
 * A view waits for the kernel's idle before it sends its next value, so no listener waits for a run's end.
 */
import { inspect } from "node:util";
import { briefly } from "../../lib/errors/briefly.ts";
import { checkFunction } from "../../lib/errors/check-function.ts";
import { NavetteError } from "../../lib/errors/navette-error.ts";
import { host } from "../../lib/host/host.ts";
import { bridge, type Task } from "../notebook/bridge.ts";
import { newId } from "../notebook/new-id.ts";
import { shownAlready } from "../notebook/show-bundle.ts";
import { bundleOfView, type View } from "./control.ts";
import { vbox } from "./controls.ts";

/** What stands in the place of a result before the first run. */
const hints = {
  en: "Move a control, and the result appears here.",
  fr: "Déplacez un curseur : le résultat apparaît ici.",
};

/** A control whose value `interact` hands over. */
export interface Moving extends View {
  readonly value: unknown;
  onChange(listener: () => unknown): () => void;
}

export type ValuesOf<C> = { readonly [Name in keyof C]: C[Name] extends { readonly value: infer T } ? T : never };

export interface InteractOptions {
  /** Runs nothing before a control has moved: for what takes long, or tells the answer of a question. */
  readonly onlyWhenMoved?: boolean;
}

export interface Interaction<R> {
  /** What the last run that ended gave. */
  readonly result: R;
  /** Cancels the run that goes on, and runs no more. */
  stop(): void;
}

/**
 * Shows the controls and the function's result, and runs the function again when one of them moves.
 *
 * The run before is cancelled: its signal fires (`host().signal()`, `cell.signal` and the one handed over), and what it
 * has started ends. The last result stays in the notebook; without a front end nothing moves and the first one stays,
 * or none with `onlyWhenMoved`.
 *
 * @throws what the first run throws; NavetteError `ERR_NAVETTE_CONTROL` without controls, or for
 * what is none, `ERR_NAVETTE_FUNCTION`
 * @example
 * await interact(({ workers }, { signal }) => factoriseAll(numbers, { strategy: "threads", workers, signal }), {
 *   workers: slider(1, 16, { value: 4 }),
 * });
 */
export function interact<C extends Readonly<Record<string, Moving>>, R>(
  run: (values: ValuesOf<C>, context: { readonly signal: AbortSignal }) => R | Promise<R>,
  controls: C,
  options: { readonly onlyWhenMoved: true },
): Promise<Interaction<R | undefined>>;
export function interact<C extends Readonly<Record<string, Moving>>, R>(
  run: (values: ValuesOf<C>, context: { readonly signal: AbortSignal }) => R | Promise<R>,
  controls: C,
  options?: InteractOptions,
): Promise<Interaction<R>>;
export function interact<C extends Readonly<Record<string, Moving>>, R>(
  run: (values: ValuesOf<C>, context: { readonly signal: AbortSignal }) => R | Promise<R>,
  controls: C,
  options: InteractOptions = {},
): Promise<Interaction<R | undefined>> {
  return shownAlready(interaction(run, controls, options));
}

async function interaction<C extends Readonly<Record<string, Moving>>, R>(
  run: (values: ValuesOf<C>, context: { readonly signal: AbortSignal }) => R | Promise<R>,
  controls: C,
  { onlyWhenMoved = false }: InteractOptions,
): Promise<Interaction<R | undefined>> {
  const { show, start, bundleOf, signal, beforeNextCell } = bridge();
  checkFunction("interact’s first argument", run);
  const moving = checkedControls(controls);
  for (const [name, control] of moving) control.description ||= name;
  const panel = vbox(moving.map(([, control]) => control));
  const values = () => Object.fromEntries(moving.map(([name, control]) => [name, control.value])) as ValuesOf<C>;
  const given = () => moving.map(([name, control]) => `${name}: ${inspect(control.value)}`).join(", ");
  const panelOutput = newId();
  const showPanel = (update: boolean) =>
    show({ ...bundleOfView(panel), "text/plain": given() }, {}, panelOutput, update);
  // The saved picture is renewed with the next cell: an output that is updated loses the focus of who moves its control.
  const keepPanel = () => showPanel(true);
  showPanel(false);

  const output = newId();
  let current: Task<R> | undefined;
  let last: R | undefined;

  /** Cancels the run before and begins one; it settles with the result, unless another has taken its place. */
  async function begin(isFirst: boolean): Promise<void> {
    current?.cancel();
    const mine = start((signal) => run(values(), { signal }));
    current = mine;
    const result = await mine.result;
    const bundle = result === undefined ? { "text/plain": "" } : await bundleOf(result);
    if (current !== mine) return;
    last = result;
    show(bundle, {}, output, !isFirst);
  }

  async function again(): Promise<void> {
    const mine = begin(false);
    const task = current;
    try {
      await mine;
    } catch (error) {
      if (current === task) show({ "text/plain": inspect(error) }, {}, output, true);
    }
  }

  if (onlyWhenMoved) show({ "text/plain": hints[host().locale] }, {}, output, false);
  else {
    const cancel = () => current?.cancel();
    signal().addEventListener("abort", cancel, { once: true });
    await begin(true);
    signal().removeEventListener("abort", cancel);
  }
  const changed = () => {
    beforeNextCell(keepPanel);
    void again();
  };
  const stops = moving.map(([, control]) => control.onChange(changed));
  return shownAlready({
    get result() {
      return last;
    },
    stop() {
      for (const stop of stops) stop();
      current?.cancel();
    },
  });
}

/** The controls with their names; refuses values in the place of controls, which other notebooks take for sliders. */
function checkedControls(controls: Readonly<Record<string, Moving>>): [string, Moving][] {
  const isNamed = typeof controls === "object" && controls !== null && !Array.isArray(controls);
  const moving = isNamed ? Object.entries(controls) : [];
  if (moving.length === 0) {
    const given = isNamed ? "no controls" : briefly(controls);
    throw wrong(`${given}: give one control at least, by its name: { workers: slider(1, 16) }.`);
  }
  for (const [name, control] of moving) {
    if (typeof control?.onChange !== "function") {
      throw wrong(`${name} is ${briefly(control)}: give a control, such as slider(1, 16) or checkbox().`);
    }
  }
  return moving;
}

function wrong(problem: string): NavetteError {
  return new NavetteError("ERR_NAVETTE_CONTROL", `interact: ${problem}`);
}
