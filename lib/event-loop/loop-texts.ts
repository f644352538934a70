import type { Locale } from "../host/host.ts";
import type { LoopPhase } from "./loop-phase.ts";

const english = {
  phases: {
    program: "program",
    nextTick: "nextTick",
    microtasks: "microtasks",
    timers: "timers",
    poll: "poll (I/O)",
    check: "check",
    messages: "messages",
  } as Readonly<Record<LoopPhase, string>>,
  colon: ": ",
  orderTitle: "In what order the callbacks ran",
  timelineTitle: "What the event loop ran, and when",
  ran: (count: string, isOne: boolean, time: string): string =>
    `${isOne ? "1 callback" : `${count} callbacks`} in ${time}.`,
  turns: (count: string, isOne: boolean): string => `${isOne ? "One turn" : `${count} turns`} of the loop.`,
  unnamed: (count: string, isOne: boolean): string =>
    isOne
      ? "One more, which the program has not named, is left out."
      : `${count} more, which the program has not named, are left out.`,
  cut: (count: string): string => `Only the first ${count} are drawn.`,
  bands: "White and grey bands: the turns of the loop.",
  predicted: "Diamond: where you predicted it.",
  predictedTime: "Diamond: when you predicted it.",
  waiting: "Thin line: from the registration to the start.",
  late: "Dashed: a timer that is due while the thread is busy.",
  slept: (time: string): string => `The loop slept ${time}, with nothing to do.`,
  time: (unit: string): string => `Time since the program began (${unit})`,
  order: "order",
  callback: "callback",
  phase: "phase",
  turn: "turn",
  waited: "waited",
  lateHeading: "late by",
  took: "ran for",
};

const french: typeof english = {
  phases: {
    program: "programme",
    nextTick: "nextTick",
    microtasks: "microtâches",
    timers: "minuteries",
    poll: "poll (E/S)",
    check: "check",
    messages: "messages",
  },
  colon: "\u202f: ",
  orderTitle: "Dans quel ordre les rappels ont été exécutés",
  timelineTitle: "Ce que la boucle d’événements a exécuté, et quand",
  ran: (count, isOne, time) => `${isOne ? "1 rappel" : `${count} rappels`} en ${time}.`,
  turns: (count, isOne) => `${isOne ? "Un tour" : `${count} tours`} de boucle.`,
  unnamed: (count, isOne) =>
    isOne
      ? "Un autre, que le programme n’a pas nommé, n’est pas dessiné."
      : `${count} autres, que le programme n’a pas nommés, ne sont pas dessinés.`,
  cut: (count) => `Seuls les ${count} premiers sont dessinés.`,
  bands: "Bandes blanches et grises\u202f: les tours de boucle.",
  predicted: "Losange\u202f: là où vous l’aviez prédit.",
  predictedTime: "Losange\u202f: quand vous l’aviez prédit.",
  waiting: "Trait fin\u202f: de l’enregistrement au départ.",
  late: "Tireté\u202f: une minuterie échue tandis que le thread est occupé.",
  slept: (time) => `La boucle a dormi ${time}, faute de travail.`,
  time: (unit) => `Temps depuis le début du programme (${unit})`,
  order: "ordre",
  callback: "rappel",
  phase: "phase",
  turn: "tour",
  waited: "attente",
  lateHeading: "retard",
  took: "durée",
};

/** The words of the event loop's plots, in one language. */
export function loopTexts(locale: Locale): typeof english {
  return locale === "fr" ? french : english;
}
