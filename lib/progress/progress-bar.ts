import { host } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";
import { boardOfCell } from "./progress-board.ts";
import type { ProgressState } from "./progress-picture.ts";
import { progressTexts } from "./progress-texts.ts";

/** A bar as it stands; `progress` and the long operations of lib/ move it. */
export interface Bar {
  readonly done: number;
  readonly state: ProgressState;
  /** Says how many items are done, and of how many where that has changed. */
  set(done: number, total?: number): void;
  /** Ends the bar where it is; the first end counts. */
  end(how: Exclude<ProgressState, "going">): void;
}

export interface BarOptions {
  readonly label: string;
  readonly total: number | undefined;
  /** When the work began, by `performance.now()`; now unless told. */
  readonly started?: number;
  /** How many items are done already. */
  readonly done?: number;
}

/** Shows a bar on the board of the running cell; an interrupt of the cell ends it. */
export function openBar({ label, started = performance.now(), ...options }: BarOptions): Bar {
  const signal = host().signal();
  const board = boardOfCell();
  let done = options.done ?? 0;
  let { total } = options;
  let state: ProgressState = "going";
  let ended = 0;

  function end(how: Exclude<ProgressState, "going">): void {
    if (state !== "going") return;
    ended = performance.now();
    state = how;
    signal.removeEventListener("abort", interrupt);
    board.changed(true);
  }

  function interrupt(): void {
    end("interrupted");
  }

  signal.addEventListener("abort", interrupt, { once: true });
  board.add({
    get isOver() {
      return state !== "going";
    },
    row() {
      const ms = (state === "going" ? performance.now() : ended) - started;
      const share = total === undefined ? undefined : total === 0 ? 1 : Math.min(1, done / total);
      return { label, share, told: told({ done, total, ms, state }), state };
    },
  });
  if (signal.aborted) interrupt();
  return {
    get done() {
      return done;
    },
    get state() {
      return state;
    },
    set(next, of = total) {
      if (state !== "going") return;
      done = next;
      total = of;
      board.changed(false);
    },
    end,
  };
}

interface Told {
  readonly done: number;
  readonly total: number | undefined;
  readonly ms: number;
  readonly state: ProgressState;
}

/** `6 of 10 · 12.3/s · 0.3 s left`, and after the end `10 of 10 · in 0.8 s · 12.3/s`. */
function told({ done, total, ms, state }: Told): string {
  const { locale } = host();
  const words = progressTexts(locale);
  const { number, count, time } = numberFormat(locale);
  const counted = total === undefined ? count(done) : words.of(count(done), count(total));
  const rate = done > 0 && ms > 0 ? [words.rate(number((done / ms) * 1000))] : [];
  if (state === "going") {
    const left =
      total !== undefined && done > 0 && done < total ? [words.left(time((ms / done) * (total - done)))] : [];
    return [counted, ...rate, ...left].join(" · ");
  }
  const ending = state === "done" ? [] : [words.ended[state]];
  return [...ending, counted, words.after(time(ms)), ...rate].join(" · ");
}
