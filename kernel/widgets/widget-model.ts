/**
 * One model of Jupyter Widgets, kept on this side of a comm (widget messaging protocol 2.1).
 *
 *   set() ──▶ update ──▶ every view in every browser
 *   a view ──▶ update ──▶ state, echo_update to the other browsers, then the listeners
 *   a page that is loaded again ──▶ request_state ──▶ update with the whole state
 */
import { bridge, type Comm, type CommMessage } from "../notebook/bridge.ts";
import { packed, type State, unpacked } from "./buffers.ts";
import { newModelId } from "./model-id.ts";
import { noteModel } from "./widget-models.ts";

export type ChangeListener = (value: unknown, before: unknown) => unknown;
export type MessageListener = (content: unknown, buffers: readonly Uint8Array[]) => unknown;

export class WidgetModel {
  readonly #comm: Comm;
  readonly #state: State;
  readonly #changes = new Map<string, Set<ChangeListener>>();
  readonly #messages = new Set<MessageListener>();

  constructor(state: State) {
    this.#state = { _dom_classes: [], ...state };
    const { state: rest, bufferPaths, buffers } = packed(this.#state);
    this.#comm = bridge().comms.open(
      "jupyter.widget",
      { state: rest, buffer_paths: bufferPaths },
      { metadata: { version: "2.1.0" }, buffers, id: String(newModelId()) },
    );
    const forget = noteModel(this);
    this.#comm.onMessage((message) => this.#receive(message));
    this.#comm.onClose(forget);
  }

  get id(): string {
    return this.#comm.id;
  }

  get state(): Readonly<State> {
    return this.#state;
  }

  /** Changes the state here and in every view. */
  set(changes: State): void {
    const changed = Object.entries(changes).filter(([name, value]) => !isSame(this.#state[name], value));
    if (changed.length === 0) return;
    const next = Object.fromEntries(changed);
    const before = { ...this.#state };
    Object.assign(this.#state, next);
    this.#sendState("update", next);
    void this.#tell(next, before);
  }

  /** Calls the listener after each change of this part of the state; returns the function that stops it. */
  onChange(name: string, listener: ChangeListener): () => void {
    const listeners = this.#changes.get(name) ?? new Set();
    this.#changes.set(name, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  onMessage(listener: MessageListener): () => void {
    this.#messages.add(listener);
    return () => void this.#messages.delete(listener);
  }

  /** Sends a message of its own kind to every view. */
  send(content: unknown, buffers: readonly Uint8Array[] = []): void {
    this.#comm.send({ method: "custom", content }, { buffers });
  }

  close(): void {
    this.#comm.close();
  }

  async #receive({ data, buffers }: CommMessage): Promise<void> {
    if (!isRecord(data)) return;
    if (data.method === "request_state") this.#sendState("update", this.#state);
    else if (data.method === "custom")
      for (const listener of [...this.#messages]) await listener(data.content, buffers);
    else if (data.method === "update" && isRecord(data.state)) {
      const next = unpacked(data.state, data.buffer_paths, buffers);
      const before = { ...this.#state };
      Object.assign(this.#state, next);
      this.#sendState("echo_update", next);
      await this.#tell(next, before);
    }
  }

  #sendState(method: "update" | "echo_update", changes: State): void {
    const { state, bufferPaths, buffers } = packed(changes);
    this.#comm.send({ method, state, buffer_paths: bufferPaths }, { buffers });
  }

  async #tell(changes: State, before: State): Promise<void> {
    for (const [name, value] of Object.entries(changes)) {
      if (isSame(before[name], value)) continue;
      for (const listener of [...(this.#changes.get(name) ?? [])]) await listener(value, before[name]);
    }
  }
}

/** Objects may have been changed inside, so only plain values are known to be the same. */
function isSame(before: unknown, value: unknown): boolean {
  return Object.is(before, value) && (typeof value !== "object" || value === null);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
