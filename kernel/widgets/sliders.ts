import { NavetteError } from "../../lib/errors/navette-error.ts";
import { type Control, controlOf, openModel, type Words } from "./control.ts";

export interface SliderOptions<T> extends Words {
  /** Where it stands at first. */
  readonly value?: T;
  readonly step?: number;
  /** False: a value is sent only where the slider is let go. */
  readonly continuous?: boolean;
}

/**
 * A slider of whole numbers from `min` to `max`.
 *
 * @throws NavetteError `ERR_NAVETTE_CONTROL` for limits, steps or values that don't fit together; the other sliders too
 */
export function slider(min: number, max: number, options: SliderOptions<number> = {}): Control<number> {
  const { value = min, step = 1 } = options;
  check("slider", min, max, step, [value]);
  if (![min, max, step, value].every(Number.isInteger)) {
    throw new NavetteError("ERR_NAVETTE_CONTROL", `slider(${min}, ${max}): give whole numbers, or use floatSlider.`);
  }
  const model = openModel("IntSlider", { min, max, step, value, readout_format: "d", ...settings(options) });
  return controlOf(model, { name: "value", read: Number, write: within(min, max) });
}

/** A slider of any numbers from `min` to `max`, a hundredth of the way apart unless `step` says otherwise. */
export function floatSlider(min: number, max: number, options: SliderOptions<number> = {}): Control<number> {
  const { value = min, step = (max - min) / 100 } = options;
  check("floatSlider", min, max, step, [value]);
  const model = openModel("FloatSlider", { min, max, step, value, readout_format: ".2f", ...settings(options) });
  return controlOf(model, { name: "value", read: Number, write: within(min, max) });
}

/** A slider of two whole numbers, the lower first. */
export function rangeSlider(
  min: number,
  max: number,
  options: SliderOptions<readonly [number, number]> = {},
): Control<readonly [number, number]> {
  const { value = [min, max], step = 1 } = options;
  check("rangeSlider", min, max, step, value);
  const model = openModel("IntRangeSlider", {
    min,
    max,
    step,
    value: [...value],
    readout_format: "d",
    ...settings(options),
  });
  const limit = within(min, max);
  return controlOf(model, {
    name: "value",
    read: (kept) => (Array.isArray(kept) ? [Number(kept[0]), Number(kept[1])] : [min, max]),
    write: ([low, high]: readonly [number, number]) => [limit(Math.min(low, high)), limit(Math.max(low, high))],
  });
}

function settings({ description = "", disabled = false, continuous = true }: SliderOptions<unknown>) {
  return { description, disabled, continuous_update: continuous, orientation: "horizontal", readout: true };
}

function within(min: number, max: number): (value: number) => number {
  return (value) => Math.min(max, Math.max(min, value));
}

function check(name: string, min: number, max: number, step: number, values: readonly number[]): void {
  const fits = [min, max, step, ...values].every(Number.isFinite) && min <= max && step > 0;
  if (fits && values.every((value) => value >= min && value <= max)) return;
  const given = `${name}(${min}, ${max}, { step: ${step}, value: ${values.join(", ")} })`;
  throw new NavetteError("ERR_NAVETTE_CONTROL", `${given}: give min ≤ value ≤ max, and a step above 0.`);
}
