/**
 * What the kernel lends to the package `navette`: set in the user process under a global symbol, absent elsewhere.
 */
import { NavetteError } from "../../lib/errors/navette-error.ts";

/** A message that came over a comm. */
export interface CommMessage {
  readonly data: unknown;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly buffers: readonly Uint8Array[];
}

/** One open channel between the kernel and front ends (Jupyter messaging specification, "Custom Messages"). */
export interface Comm {
  readonly id: string;
  readonly target: string;
  send(data: unknown, options?: { metadata?: Record<string, unknown>; buffers?: readonly Uint8Array[] }): void;
  onMessage(handler: (message: CommMessage) => void): void;
  onClose(handler: (message: CommMessage) => void): void;
  close(data?: unknown): void;
}

export interface CommOpenOptions {
  readonly metadata?: Record<string, unknown>;
  readonly buffers?: readonly Uint8Array[];
  readonly id?: string;
}

export interface CommBridge {
  register(target: string, handler: (comm: Comm, open: CommMessage) => void): () => void;
  open(target: string, data: unknown, options: CommOpenOptions): Comm;
}

/** Work that goes on by itself and can be cancelled. */
export interface Task<T> {
  readonly result: Promise<T>;
  /** Aborts its signal, rejects what its cell code awaits, then ends what it has started; nothing once it is over. */
  cancel(): void;
}

export interface Bridge {
  signal(): AbortSignal;
  show(
    data: Record<string, unknown>,
    metadata: Record<string, unknown>,
    displayId: string | undefined,
    update: boolean,
  ): void;
  clear(wait: boolean): void;
  ask(prompt: string, password: boolean): Promise<string>;
  bundleOf(value: unknown): Promise<Record<string, unknown>>;
  start<T>(run: (signal: AbortSignal) => T | Promise<T>): Task<T>;
  /** Runs `action` once, when the next cell begins. */
  beforeNextCell(action: () => void): void;
  readonly comms: CommBridge;
}

export const bridgeSlot: unique symbol = Symbol.for("navette.bridge");

const slots: { [bridgeSlot]?: Bridge } = globalThis as { [bridgeSlot]?: Bridge };

/** The bridge, where a kernel has set one. */
export function bridgeIfAny(): Bridge | undefined {
  return slots[bridgeSlot];
}

/** The bridge; throws `ERR_NAVETTE_NO_KERNEL` outside a notebook's kernel. */
export function bridge(): Bridge {
  const found = bridgeIfAny();
  if (found) return found;
  throw new NavetteError(
    "ERR_NAVETTE_NO_KERNEL",
    "This needs a notebook: it was called outside the main thread of Navette's kernel. Call it from a cell.",
  );
}
