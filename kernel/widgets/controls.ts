import { inspect } from "node:util";
import { NavetteError } from "../../lib/errors/navette-error.ts";
import { type Control, controlOf, openModel, pictureOf, type View, viewOf, type Words } from "./control.ts";
import { boxPicture } from "./control-picture.ts";

const plain = <T>(read: (kept: unknown) => T) => ({ name: "value", read, write: (value: T): unknown => value });

/** A line of text. */
export function textField({
  value = "",
  placeholder = "",
  ...words
}: Words & { value?: string; placeholder?: string } = {}): Control<string> {
  return controlOf(openModel("Text", { ...named(words), value, placeholder, continuous_update: true }), plain(String));
}

export function checkbox({ value = false, ...words }: Words & { value?: boolean } = {}): Control<boolean> {
  return controlOf(openModel("Checkbox", { ...named(words), value, indent: false }), plain(Boolean));
}

/** A button that stays pressed until it is pressed again. */
export function toggle({ value = false, ...words }: Words & { value?: boolean } = {}): Control<boolean> {
  return controlOf(openModel("ToggleButton", { ...named(words), value, icon: "", button_style: "" }), plain(Boolean));
}

/**
 * A choice among values, each shown as its text, or among those of an object, shown by their names.
 *
 * @throws NavetteError `ERR_NAVETTE_CONTROL` without options, or for a value that isn't one of them
 */
export function dropdown<T>(
  options: readonly T[] | Readonly<Record<string, T>>,
  { value, ...words }: Words & { value?: T } = {},
): Control<T> {
  const entries: [string, T][] = isList(options)
    ? options.map((option) => [String(option), option])
    : Object.entries(options);
  const indexOf = (wanted: T) => {
    const index = entries.findIndex(([, option]) => Object.is(option, wanted));
    if (index >= 0) return index;
    const names = entries.map(([name]) => name).join(", ");
    throw new NavetteError("ERR_NAVETTE_CONTROL", `dropdown: ${String(wanted)} is not one of its options: ${names}.`);
  };
  const [first] = entries;
  if (!first) throw new NavetteError("ERR_NAVETTE_CONTROL", "dropdown: give one option at least.");
  const state = {
    ...named(words),
    _options_labels: entries.map(([name]) => name),
    index: value === undefined ? 0 : indexOf(value),
  };
  return controlOf(openModel("Dropdown", state), {
    name: "index",
    read: (index) => (entries[Number(index)] ?? first)[1],
    write: indexOf,
  });
}

/** A button; `onClick` returns the function that stops the listener. */
export function button(
  description: string,
  { disabled = false }: { disabled?: boolean } = {},
): View & { onClick(listener: () => unknown): () => void } {
  const model = openModel("Button", { description, disabled, icon: "", button_style: "", tooltip: null });
  const onClick = (listener: () => unknown) =>
    model.onMessage((content) => (Object(content).event === "click" ? listener() : undefined));
  return viewOf(model, { onClick }, () => `[${String(model.state.description)}]`);
}

/** A bar that cells fill, from 0 to `max`. */
export function progressBar(max: number, { value = 0, ...words }: Words & { value?: number } = {}): Control<number> {
  const state = { ...named(words), min: 0, max, value, bar_style: "", orientation: "horizontal" };
  return controlOf(openModel("FloatProgress", state, "ProgressView"), plain(Number));
}

/** A line of text that cells change. */
export function label(value: string): Control<string> {
  return controlOf(openModel("Label", { value, description: "", placeholder: "" }), plain(String));
}

/** A piece of HTML that cells change. */
export function htmlView(value: string): Control<string> {
  return controlOf(openModel("HTML", { value, description: "", placeholder: "" }), plain(String));
}

/** A picture that cells change, from the bytes of a file of that format. */
export function imageView(value: Uint8Array, { format = "png", width = "", height = "" } = {}): Control<Uint8Array> {
  const model = openModel("Image", { value, format, width: String(width), height: String(height) });
  return controlOf(
    model,
    plain((kept) => (kept instanceof Uint8Array ? kept : new Uint8Array())),
  );
}

/** Views side by side. */
export function hbox(children: readonly View[]): View {
  return box("HBox", children);
}

/** Views one above the other. */
export function vbox(children: readonly View[]): View {
  return box("VBox", children);
}

function box(name: string, children: readonly View[]): View {
  const model = openModel(name, { children: children.map(({ id }) => `IPY_MODEL_${id}`), box_style: "" });
  const text = () => children.map((child) => inspect(child)).join("\n");
  return viewOf(model, {}, text, () => boxPicture(children.map(pictureOf), name === "VBox"));
}

function named({ description = "", disabled = false }: Words) {
  return { description, disabled };
}

function isList<T>(options: readonly T[] | Readonly<Record<string, T>>): options is readonly T[] {
  return Array.isArray(options);
}
