import { checkTexts } from "../errors/check-list.ts";
import { checkOptions } from "../errors/check-options.ts";
import { checkResult } from "../errors/check-result.ts";
import type { LoopPhase } from "../event-loop/loop-phase.ts";
import { type NamedCallback, namedCallbacks } from "../event-loop/named-callbacks.ts";
import type { LoopRecording } from "../event-loop/record-loop.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import { host, type Locale } from "../host/host.ts";
import { finiteGuessOf } from "../plots/finite-guess.ts";
import { numberFormat } from "../plots/numbers.ts";

/** What readers expected of a recording: an order of names, or when a callback would start. */
export interface LoopExpectations {
  /** Names of callbacks, in the order that was expected. */
  readonly order?: readonly string[];
  /** When the callback of that name was expected to start, in ms. */
  readonly start?: { readonly name: string; readonly ms: number | undefined };
}

/** A timer later than this many ms was held up by something. */
const lateMs = 2;

/** How far from the measure a guess may be and still be called close. */
const close = 1.25;

/**
 * Says what a recording of the event loop shows, in the reader's language: chosen by what ran, in the order it ran.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * const recording = await recordLoop(({ note }) => {
 *   setTimeout(() => note("timer"), 1);
 *   process.nextTick(() => note("tick"));
 * });
 * console.log(`${explainLoop(recording, { order: ["tick", "timer"] })}`);
 */
export function explainLoop(recording: LoopRecording, options: LoopExpectations = {}): Note {
  checkOptions(options);
  const { order = [], start } = options;
  checkTexts("order", order, '["tick", "timer"]', "ERR_NAVETTE_PREDICTIONS");
  const guess = finiteGuessOf(start, "start", '{ name: "timer", ms: 5 }');
  checkResult("recording", recording, "recordLoop", "idleMs");
  const { locale } = host();
  const callbacks = namedCallbacks(recording);
  const say = sentences(locale);
  const first = (phase: LoopPhase) => callbacks.find((callback) => callback.phase === phase);
  const [program, tick, microtask, timer, check] = (
    ["program", "nextTick", "microtasks", "timers", "check"] as const
  ).map(first);
  const before = (a: NamedCallback | undefined, b: NamedCallback | undefined) =>
    a !== undefined && b !== undefined && a.place < b.place;
  const late = callbacks
    .filter(({ due, started }) => due !== undefined && started - due > lateMs)
    .toSorted((a, b) => lateness(b) - lateness(a))[0];
  const blocker = late && callbacks.findLast((one) => holdsUp(one, late));
  const guessed = callbacks.find(({ name }) => name === start?.name);
  const origin = callbacks[0]?.started ?? 0;
  const lines = [
    ...(program && callbacks[0] === program && callbacks.length > 1 ? [say.program] : []),
    ...(before(tick, microtask) ? [say.ticksFirst] : before(microtask, tick) ? [say.microtasksFirst] : []),
    ...(before(timer, check) ? [say.timerFirst] : before(check, timer) ? [say.checkFirst] : []),
    ...(late ? [say.late(late.name, lateness(late), blocker?.name)] : []),
    ...(order.length > 0 ? [say.guess(...matches(order, callbacks))] : []),
    ...(guess !== undefined && guessed
      ? [say.start(guessed.name, guess, Math.max(0.001, guessed.started - origin))]
      : []),
  ];
  return new Note(lines.length === 0 ? "–" : lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}

/** Whether a callback ran, for long, when a timer that started after it was due already. */
function holdsUp({ started, ended }: NamedCallback, late: NamedCallback): boolean {
  return started < late.started && ended > (late.due ?? 0) && ended - started > lateMs;
}

function lateness({ due = 0, started }: NamedCallback): number {
  return started - due;
}

/** How many of the guessed names stand where they ran, and how many ran. */
function matches(order: readonly string[], callbacks: readonly NamedCallback[]): [number, number] {
  return [callbacks.filter(({ name }, at) => order[at] === name).length, callbacks.length];
}

function sentences(locale: Locale) {
  const { time, number } = numberFormat(locale);
  const ratio = (guess: number, ms: number) => Math.max(guess / ms, ms / Math.max(guess, 0.001));
  return locale === "fr"
    ? {
        program:
          "**Le programme d'abord, jusqu'à sa dernière ligne** : aucun rappel ne l'a interrompu. Sur un thread, ce qui tourne tourne jusqu'au bout.",
        ticksFirst:
          "`process.nextTick` est passé avant les promesses : Node vide cette file-là d'abord, puis celle des microtâches, avant de rendre la main à la boucle.",
        microtasksFirst: "Les microtâches sont passées avant `process.nextTick` : le programme en était une lui-même.",
        timerFirst:
          "Cette fois, la minuterie est passée avant `setImmediate` : elle était déjà échue quand la boucle l'a regardée. Recommencez : rien ne garantit cet ordre.",
        checkFirst:
          "Cette fois, `setImmediate` est passé avant la minuterie, qui n'était pas encore échue quand la boucle l'a regardée. Recommencez : rien ne garantit cet ordre.",
        late: (name: string, ms: number, blocker: string | undefined) =>
          `**${name}** avait **${time(ms)} de retard**${blocker ? ` : le thread était occupé par « ${blocker} »` : ", la machine étant occupée ailleurs"}. Une minuterie promet un minimum, jamais une heure précise.`,
        guess: (right: number, all: number) =>
          right === all
            ? "Votre ordre était le bon, du premier au dernier."
            : `Dans votre ordre, **${right}** noms sur **${all}** étaient à leur place. Lequel vous a surpris ?`,
        start: (name: string, guess: number, ms: number) =>
          `Vous aviez prédit **${time(guess)}** pour ${name} ; mesuré : **${time(ms)}** — ${ratio(guess, ms) <= close ? "bien vu." : `${number(ratio(guess, ms))} fois plus ${ms > guess ? "tard" : "tôt"}.`}`,
      }
    : {
        program:
          "**The program first, to its last line**: no callback broke in. On one thread, what runs runs to its end.",
        ticksFirst:
          "`process.nextTick` went before the promises: Node empties that queue first, then the microtasks', before it hands back to the loop.",
        microtasksFirst: "The microtasks went before `process.nextTick`: the program was one itself.",
        timerFirst:
          "This time the timer went before `setImmediate`: it was due already when the loop looked. Run it again: nothing guarantees this order.",
        checkFirst:
          "This time `setImmediate` went before the timer, which wasn't due yet when the loop looked. Run it again: nothing guarantees this order.",
        late: (name: string, ms: number, blocker: string | undefined) =>
          `**${name}** was **${time(ms)} late**${blocker ? `: the thread was busy with “${blocker}”` : ", as the machine was busy elsewhere"}. A timer promises a least delay, never a precise time.`,
        guess: (right: number, all: number) =>
          right === all
            ? "Your order was right, from the first to the last."
            : `In your order, **${right} of ${all}** names stood in the right place. Which one surprised you?`,
        start: (name: string, guess: number, ms: number) =>
          `You predicted **${time(guess)}** for ${name}; measured: **${time(ms)}** — ${ratio(guess, ms) <= close ? "a good guess." : `${number(ratio(guess, ms))} times ${ms > guess ? "later" : "sooner"}.`}`,
      };
}
