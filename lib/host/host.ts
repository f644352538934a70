/**
 * All that `lib/` knows of the place it runs in.
 *
 * The kernel installs a host in its user process under a global symbol, so that neither side imports the other;
 * in a plain Node program nobody does, and what is displayed is printed.
 */

/** MIME type to data: text as strings, binary as base64 strings, JSON types as plain objects. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** One displayed output, which can be replaced in place. */
export interface DisplayHandle {
  update(bundle: MimeBundle): void;
  clear(): void;
}

/** The languages in which labels, titles and messages of plots are written. */
export type Locale = "fr" | "en";

/** Where an experiment runs: a notebook's cell, or a plain Node program. */
export interface Host {
  /** The signal of the running cell: aborted when the reader interrupts it. */
  signal(): AbortSignal;
  /** Shows a MIME bundle and returns the handle that replaces it. */
  display(bundle: MimeBundle): DisplayHandle;
  /** Whether what is displayed can be replaced in place, as in a notebook; a plain program only prints. */
  readonly isLive: boolean;
  /** Runs `action` just before the running cell ends, so that what is shown late is not shown too late. */
  atEnd(action: () => void): void;
  /** Runs outside of the running cell: what is opened there belongs to the session and survives an interrupt. */
  inSession<T>(run: () => T): T;
  /** Language of everything that is drawn or printed. */
  locale: Locale;
}

/** The global slot that holds the host: a symbol of the global registry, the same from every copy of this module. */
export const hostSlot: unique symbol = Symbol.for("navette.host");

const slots: { [hostSlot]?: Host } = globalThis as { [hostSlot]?: Host };

/**
 * Returns the host that the kernel installed, or one that prints, in French where `LC_ALL` or else `LANG` begins with
 * `fr`.
 *
 * @example
 * host().signal().aborted; // false
 * host().display({ "text/plain": "shown" });
 */
export function host(): Host {
  slots[hostSlot] ??= printingHost();
  return slots[hostSlot];
}

function printingHost(): Host {
  const never = new AbortController();
  const endings = new Set<() => void>();
  const print = (bundle: MimeBundle) => {
    const text = bundle["text/plain"];
    if (text !== undefined) console.log(text);
  };
  return {
    signal: () => never.signal,
    isLive: false,
    atEnd(action) {
      if (endings.size === 0) process.once("beforeExit", () => endings.forEach((ending) => void ending()));
      endings.add(action);
    },
    inSession: (run) => run(),
    display(bundle) {
      print(bundle);
      return { update: print, clear() {} };
    },
    locale: /^fr\b/.test(process.env.LC_ALL || process.env.LANG || "") ? "fr" : "en",
  };
}
