import { inspect } from "node:util";
import type { State } from "./buffers.ts";
import { controlPicture, type Picture, pictureDocument } from "./control-picture.ts";
import { viewBundle } from "./view-bundle.ts";
import { WidgetModel } from "./widget-model.ts";

export type Listener<T> = (value: T, before: T) => unknown;

/** One of Jupyter Widgets' controls; shows itself as a cell's last value or by `display`. */
export interface View {
  readonly id: string;
  /** The words beside it, or on it. */
  description: string;
  disabled: boolean;
  /** Ends it in every view. */
  close(): void;
}

/** A control that has a value, which cells and views both change. */
export interface Control<T> extends View {
  value: T;
  /** Calls the listener after each change by either side; returns the function that stops it. */
  onChange(listener: Listener<T>): () => void;
}

/** How a value is kept in a model's state. */
export interface Kept<T> {
  /** The part of the state that holds it. */
  readonly name: string;
  read(kept: unknown): T;
  write(value: T): unknown;
}

export interface Words {
  readonly description?: string;
  readonly disabled?: boolean;
}

/** Names of a model and its view, as @jupyter-widgets/controls 2.0 has them: "IntSlider" → IntSliderModel, …View. */
export function openModel(name: string, state: State, view = `${name}View`): WidgetModel {
  return new WidgetModel({
    _model_module: "@jupyter-widgets/controls",
    _model_module_version: "2.0.0",
    _model_name: `${name}Model`,
    _view_module: "@jupyter-widgets/controls",
    _view_module_version: "2.0.0",
    _view_name: view,
    _view_count: null,
    ...state,
  });
}

/** The picture of a view as it stands, by the view. */
const pictures = new WeakMap<View, () => Picture>();

/** The picture of a view as it stands. */
export function pictureOf(view: View): Picture {
  return pictures.get(view)?.() ?? { svg: "", width: 0, height: 0 };
}

/** The MIME bundle of a view as it stands. */
export function bundleOfView(view: View): Record<string, unknown> {
  const text = inspect(view);
  return viewBundle(view.id, text, pictureDocument(pictureOf(view), text));
}

/** A view of a model that shows itself, with a picture and `text` where no view can be. */
export function viewOf<T extends object>(
  model: WidgetModel,
  more: T,
  text: () => string,
  picture = () => controlPicture(model.state, text()),
): View & T {
  const view: View = {
    id: model.id,
    get description() {
      return String(model.state.description ?? "");
    },
    set description(description) {
      model.set({ description });
    },
    get disabled() {
      return model.state.disabled === true;
    },
    set disabled(disabled) {
      model.set({ disabled });
    },
    close: () => model.close(),
  };
  const shown = Object.defineProperties(view, Object.getOwnPropertyDescriptors(more)) as View & T;
  pictures.set(shown, picture);
  Object.defineProperty(shown, Symbol.for("Jupyter.display"), { value: () => bundleOfView(shown) });
  return Object.defineProperty(shown, inspect.custom, { value: text });
}

/** A control over a model, its value kept as said. */
export function controlOf<T>(model: WidgetModel, { name, read, write }: Kept<T>): Control<T> {
  const value = () => read(model.state[name]);
  const text = () => {
    const description = String(model.state.description ?? "");
    return description === "" ? inspect(value()) : `${description}: ${inspect(value())}`;
  };
  return viewOf(
    model,
    {
      get value() {
        return value();
      },
      set value(next: T) {
        model.set({ [name]: write(next) });
      },
      onChange: (listener: Listener<T>) => model.onChange(name, (next, before) => listener(read(next), read(before))),
    },
    text,
    () => controlPicture(model.state, shownValue(value())),
  );
}

/** A value as its control shows it. */
function shownValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(shownValue).join(" – ");
  return typeof value === "string" ? value : inspect(value);
}
