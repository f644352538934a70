import type { Locale } from "../host/host.ts";
import type { StepWords } from "./draw-step.ts";
import type { TraceCut } from "./trace-step.ts";

/** What a trace and its front end say. */
export interface TraceWords extends StepWords {
  readonly group: string;
  readonly first: string;
  readonly back: string;
  readonly forward: string;
  readonly last: string;
  readonly slider: string;
  /** `{step}`, `{steps}` and `{line}` stand for numbers. */
  readonly place: string;
  readonly end: string;
  readonly keys: string;
  readonly changed: string;
  readonly line: string;
  readonly step: string;
  readonly cuts: Readonly<Record<TraceCut, string>>;
}

/** Returns the words of a language; `limit` is the most steps that were asked for. */
export function traceWords(locale: Locale, limit: number): TraceWords {
  return locale === "fr" ? french(limit) : english(limit);
}

function english(limit: number): TraceWords {
  return {
    program: "program",
    output: "Printed so far",
    next: "runs next",
    more: "more",
    group: "The program, step by step",
    first: "First step",
    back: "One step back",
    forward: "One step forward",
    last: "Last step",
    slider: "Step",
    place: "Step {step} of {steps}: line {line} runs next.",
    end: "Step {step} of {steps}: the end.",
    keys: "Arrow keys step; Home and End jump.",
    changed: "changed",
    line: "line",
    step: "step",
    cuts: {
      steps: `The program has more than ${limit} steps: it was ended there. Give a greater limit to see more.`,
      time: "The program was still running, or waiting, when its time was over: it was ended there.",
      size: "The steps, or what the program prints, have become too large to be shown: it was ended there.",
      ended: "The program ended its own process: nothing is known of what came after the last step.",
    },
  };
}

function french(limit: number): TraceWords {
  return {
    program: "programme",
    output: "Affiché jusqu’ici",
    next: "s’exécute ensuite",
    more: "de plus",
    group: "Le programme, pas à pas",
    first: "Premier pas",
    back: "Un pas en arrière",
    forward: "Un pas en avant",
    last: "Dernier pas",
    slider: "Pas",
    place: "Pas {step} sur {steps}\u202f: la ligne {line} s’exécute ensuite.",
    end: "Pas {step} sur {steps}\u202f: la fin.",
    keys: "Les flèches avancent et reculent\u202f; Début et Fin sautent.",
    changed: "changé",
    line: "ligne",
    step: "pas",
    cuts: {
      steps: `Le programme a plus de ${limit} pas\u202f: il a été arrêté là. Donnez une limite plus grande pour en voir plus.`,
      time: "Le programme tournait ou attendait encore quand son temps a été écoulé\u202f: il a été arrêté là.",
      size: "Les pas, ou ce que le programme affiche, sont devenus trop gros pour être montrés\u202f: il a été arrêté là.",
      ended: "Le programme a mis fin à son propre processus\u202f: on ne sait rien de ce qui a suivi le dernier pas.",
    },
  };
}
