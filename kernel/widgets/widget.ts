import { NavetteError } from "../../lib/errors/navette-error.ts";
import { newId } from "../notebook/new-id.ts";
import { type FrontEnd, frontEndSource } from "./front-end.ts";
import { viewBundle } from "./view-bundle.ts";
import { type MessageListener, WidgetModel } from "./widget-model.ts";

export interface WidgetOptions<S extends object> {
  /**
   * The front end (anywidget): an object whose `render({ model, el })` runs in the page, or the source of an ES module
   * with such a default export, or the URL of its file, TypeScript included.
   */
  readonly esm: string | URL | FrontEnd<S>;
  /** A style sheet for it. */
  readonly css?: string;
  /** What both sides share: JSON, with bytes (`Uint8Array`) anywhere in it. */
  readonly state: S;
  /** The SVG of a state, shown where nothing can run. */
  readonly picture?: (state: Readonly<S>) => string;
}

/** A front end of the user's own, and the state that it shares with the cells. */
export interface Widget<S extends object> {
  readonly id: string;
  /** The value as the last change, by a cell or by a view, left it. */
  get<K extends keyof S & string>(name: K): S[K];
  /** Changes some of the state, here and in every view. */
  set(changes: Partial<S>): void;
  /** Calls the listener after each change by either side; returns the function that stops it. */
  onChange<K extends keyof S & string>(name: K, listener: (value: S[K], before: S[K]) => unknown): () => void;
  /** Sends a message to every view, which gets it by `model.on("msg:custom", (content, buffers) => …)`. */
  send(content: unknown, buffers?: readonly Uint8Array[]): void;
  /** Calls the listener with each message that a view sends by `model.send(content)`. */
  onMessage(listener: MessageListener): () => void;
  /** Ends it in every view. */
  close(): void;
}

/**
 * Makes a widget by anywidget; it shows itself as a cell's last value or by `display`, as often as wanted.
 *
 * @throws NavetteError `ERR_NAVETTE_WIDGET` for a front end that is none of these, or a reserved name in the state
 * @example
 * const counter = widget({
 *   esm: {
 *     render({ model, el }) {
 *       const button = el.ownerDocument.createElement("button");
 *       const show = () => { button.textContent = String(model.get("count")); };
 *       button.onclick = () => { model.set("count", model.get("count") + 1); model.save_changes(); };
 *       model.on("change:count", show);
 *       show();
 *       el.append(button);
 *     },
 *   },
 *   state: { count: 0 },
 * });
 * counter.onChange("count", (count) => console.log(count));
 * counter;
 */
export function widget<S extends object>({ esm, css = "", state, picture }: WidgetOptions<S>): Widget<S> {
  const source = frontEndSource(esm);
  const reserved = Object.keys(state).find((name) => name.startsWith("_"));
  if (reserved !== undefined) {
    throw new NavetteError("ERR_NAVETTE_WIDGET", `widget: "${reserved}" in the state begins with "_": rename it.`);
  }
  const names = Object.keys(state);
  const model = new WidgetModel({ ...anywidget, _anywidget_id: styleId(css), _esm: source, _css: css, ...state });
  const current = () => Object.fromEntries(names.map((name) => [name, model.state[name]])) as S;
  const made: Widget<S> = {
    id: model.id,
    get: (name) => model.state[name] as S[typeof name],
    set: (changes) => model.set({ ...changes }),
    onChange: (name, listener) => model.onChange(name, (value, before) => listener(value as never, before as never)),
    send: (content, buffers) => model.send(content, buffers),
    onMessage: (listener) => model.onMessage(listener),
    close: () => model.close(),
  };
  const bundle = () => viewBundle(model.id, `[widget ${names.join(", ")}]`, picture?.(current()));
  return Object.defineProperty(made, Symbol.for("Jupyter.display"), { value: bundle });
}

/** The front end's own module; anything more exact than "*" isn't found. */
const anywidget = {
  _model_module: "anywidget",
  _model_module_version: "*",
  _model_name: "AnyModel",
  _view_module: "anywidget",
  _view_module_version: "*",
  _view_name: "AnyView",
  _view_count: null,
};

const styleIds = new Map<string, string>();

/** anywidget puts one style sheet into the page for each of these ids, and none without. */
function styleId(css: string): string {
  const known = styleIds.get(css);
  if (known !== undefined) return known;
  const id = `navette-${newId()}`;
  styleIds.set(css, id);
  return id;
}
