/**
 * Interrupts on their way to the user process, one at a time: a second one could hit the cell after this one.
 *
 * Code inside a system call or a native function can't be interrupted by anything. Whoever interrupts such a cell is
 * told so after a while, and may then interrupt once more to end its process.
 */

/** Milliseconds without an acknowledgement after which the reader is told. */
const stuckAfter = 2000;

export const stuckNotice =
  "\n[This cell is inside native code, which can't be interrupted. Interrupt once more to end its process: the notebook's variables would be gone.]\n";

export interface Interrupts {
  /** Sends an interrupt, unless one is on its way; ends the process if that one is known to be stuck. */
  request(cell: number): void;
  /** The user process has taken the interrupt, or is gone. */
  settle(): void;
  isOnItsWay(): boolean;
  /** Settles when none is on its way. */
  settled(): Promise<void>;
}

export interface InterruptsOptions {
  send(cell: number): void;
  /** This cell takes no interrupt. */
  stuck(cell: number): void;
  /** Ends the process, by the reader's will. */
  end(): void;
}

export function openInterrupts({ send, stuck, end }: InterruptsOptions): Interrupts {
  let pending: PromiseWithResolvers<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStuck = false;

  return {
    request(cell) {
      if (pending) {
        if (isStuck) end();
        return;
      }
      pending = Promise.withResolvers();
      timer = setTimeout(() => {
        isStuck = true;
        stuck(cell);
      }, stuckAfter);
      timer.unref();
      send(cell);
    },
    settle() {
      clearTimeout(timer);
      isStuck = false;
      pending?.resolve();
      pending = undefined;
    },
    isOnItsWay: () => pending !== undefined,
    async settled() {
      while (pending) await pending.promise;
    },
  };
}
