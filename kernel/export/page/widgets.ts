/**
 * Widgets with a front end of their own (anywidget), from their saved state: what they were when the notebook was run.
 * Runs in the browser.
 *
 * There is no kernel: what a view sends goes nowhere, what it changes stays in the page. A front end that fails leaves
 * its picture.
 */
import turtle from "../../turtle/turtle-view.mjs";

/** What the page holds of a widget. */
interface Saved {
  /** The front end's source; none for one of our own. */
  readonly esm: string | null;
  readonly css: string;
  readonly state: Readonly<Record<string, unknown>>;
  readonly buffers: readonly { readonly path: readonly (string | number)[]; readonly data: string }[];
}

/** The event that hands a front end's module over. */
const handed = "navette-front-end";

type Listener = (...args: unknown[]) => void;

interface FrontEnd {
  initialize?(context: { model: SavedModel }): unknown;
  render?(context: { model: SavedModel; el: HTMLElement }): unknown;
}

/** As much of a Backbone model as anywidget's front ends use. */
class SavedModel {
  readonly #state: Record<string, unknown>;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly widget_manager = { get_model: () => Promise.reject(new Error("other models are not here")) };

  constructor(state: Record<string, unknown>) {
    this.#state = state;
  }

  get(name: string): unknown {
    return this.#state[name];
  }

  set(names: string | Record<string, unknown>, value?: unknown): void {
    const changes = typeof names === "string" ? { [names]: value } : names;
    for (const [name, next] of Object.entries(changes)) {
      if (Object.is(this.#state[name], next)) continue;
      this.#state[name] = next;
      this.#tell(`change:${name}`, this, next);
    }
    this.#tell("change", this);
  }

  save_changes(): void {}

  send(): void {}

  on(events: string, listener: Listener): void {
    for (const event of events.split(/\s+/)) {
      const listeners = this.#listeners.get(event) ?? new Set();
      this.#listeners.set(event, listeners.add(listener));
    }
  }

  off(events?: string | null, listener?: Listener | null): void {
    for (const event of events?.split(/\s+/) ?? [...this.#listeners.keys()]) {
      if (listener) this.#listeners.get(event)?.delete(listener);
      else this.#listeners.delete(event);
    }
  }

  #tell(event: string, ...args: unknown[]): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) listener(...args);
  }
}

void showAll();

/** One after the other: front ends are handed over by an event that all share. */
async function showAll(): Promise<void> {
  for (const place of document.querySelectorAll<HTMLElement>(".widget[data-saved-state]")) {
    const data = place.nextElementSibling;
    if (data?.tagName === "SCRIPT") await show(place, JSON.parse(data.textContent ?? ""));
  }
}

async function show(place: HTMLElement, saved: Saved): Promise<void> {
  const el = document.createElement("div");
  el.dataset.savedState = "";
  const picture = [...place.childNodes];
  try {
    const frontEnd = saved.esm === null ? turtle : await imported(saved.esm);
    const model = new SavedModel(stateOf(saved));
    if (saved.css) document.head.append(styleWithin(place, saved.css));
    await frontEnd.initialize?.({ model });
    place.replaceChildren(el);
    await frontEnd.render?.({ model, el });
    place.dataset.isLive = "true";
  } catch (error) {
    place.replaceChildren(...picture);
    place.dataset.isLive = "false";
    place.dataset.reason = error instanceof Error ? error.message : String(error);
  }
}

/**
 * Imports a module from its source.
 *
 * The page's policy trusts what its own scripts put into the page ('strict-dynamic'), not what they import: a script
 * element that imports it stands between.
 */
async function imported(esm: string): Promise<FrontEnd> {
  const hand = (address: string) =>
    `import * as module from "${address}"; dispatchEvent(new CustomEvent("${handed}", { detail: module }));`;
  const address = addressOf(esm);
  const handAddress = addressOf(hand(address));
  const script = Object.assign(document.createElement("script"), { type: "module", src: handAddress });
  const listening = new AbortController();
  try {
    const module = await new Promise<Record<string, unknown>>((resolve, reject) => {
      const { signal } = listening;
      addEventListener(handed, (event) => resolve(Reflect.get(event, "detail")), { signal });
      addEventListener("error", ({ message }) => reject(new Error(message)), { signal });
      script.addEventListener("error", () => reject(new Error("its front end can't be loaded")));
      document.head.append(script);
    });
    // Older front ends export `render` itself; a default may be a function that makes the front end.
    const made = module.default ?? module;
    return typeof made === "function" ? await made() : made;
  } finally {
    listening.abort();
    script.remove();
    URL.revokeObjectURL(address);
    URL.revokeObjectURL(handAddress);
  }
}

function addressOf(source: string): string {
  return URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
}

/** A style sheet that reaches no further than the widget. */
function styleWithin(place: HTMLElement, css: string): HTMLStyleElement {
  place.dataset.widget = String(document.querySelectorAll("[data-widget]").length + 1);
  const style = document.createElement("style");
  style.textContent = `@scope ([data-widget="${place.dataset.widget}"]) {${css}}`;
  return style;
}

/** The state with its bytes back in their places. */
function stateOf({ state, buffers }: Saved): Record<string, unknown> {
  const whole: Record<string, unknown> = structuredClone(state);
  for (const { path, data } of buffers) {
    const last = path.at(-1);
    let holder: unknown = whole;
    for (const name of path.slice(0, -1)) holder = Object(holder)[name];
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    if (last !== undefined && last !== "__proto__") Object(holder)[last] = new DataView(bytes.buffer);
  }
  return whole;
}
