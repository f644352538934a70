import type { Locale } from "../host/host.ts";
import type { LawName } from "./fit-laws.ts";

/** The words of plots and notes about scaling. */
export interface ScalingWords {
  readonly title: string;
  readonly growingTitle: string;
  readonly laws: Readonly<Record<LawName, string>>;
  readonly ideal: string;
  readonly axis: string;
  readonly growingAxis: string;
  readonly law: string;
  readonly strategy: string;
  readonly workers: string;
  readonly measured: string;
  readonly parameters: string;
  serial(share: string): string;
  contention(share: string, coherency: string): string;
  between(low: string, high: string): string;
  speedUpDefined(time: string): string;
  growingDefined(time: string): string;
  fitted(counts: string): string;
  readonly prediction: string;
  readonly extrapolated: string;
}

/** Returns the words of a language. */
export function scalingWords(locale: Locale): ScalingWords {
  return locale === "fr" ? french : english;
}

const english: ScalingWords = {
  title: "Speed-up, and the laws that fit it",
  growingTitle: "More workers for more work",
  laws: { amdahl: "Amdahl", gustafson: "Gustafson", usl: "Universal Scalability Law" },
  ideal: "ideal",
  axis: "Speed-up (sequential time ÷ time)",
  growingAxis: "Scaled speed-up (times the work of one thread)",
  law: "law",
  strategy: "strategy",
  workers: "workers",
  measured: "measured",
  parameters: "parameters",
  serial: (share) => `serial share ${share}`,
  contention: (share, coherency) => `contention ${share}, coherency ${coherency}`,
  between: (low, high) => `${low} to ${high}`,
  speedUpDefined: (time) => `Speed-up: the sequential time, ${time}, divided by the time.`,
  growingDefined: (time) => `The work grows with the workers; one thread does a single share in ${time}.`,
  fitted: (counts) => `Lines: laws fitted to the measures by least squares (Amdahl, Gustafson: ${counts} workers).`,
  prediction: "Large diamond: what you predicted.",
  extrapolated: "Beyond the points, the lines are extrapolated: a law’s guess, not a measure.",
};

const french: ScalingWords = {
  title: "L’accélération, et les lois qui la décrivent",
  growingTitle: "Plus d’exécutants pour plus de travail",
  laws: { amdahl: "Amdahl", gustafson: "Gustafson", usl: "loi universelle (USL)" },
  ideal: "idéal",
  axis: "Accélération (durée séquentielle ÷ durée)",
  growingAxis: "Accélération (fois le travail d’un seul thread)",
  law: "loi",
  strategy: "stratégie",
  workers: "exécutants",
  measured: "mesuré",
  parameters: "paramètres",
  serial: (share) => `part séquentielle ${share}`,
  contention: (share, coherency) => `contention ${share}, cohérence ${coherency}`,
  between: (low, high) => `${low} à ${high}`,
  speedUpDefined: (time) => `Accélération\u202f: la durée séquentielle, ${time}, divisée par la durée.`,
  growingDefined: (time) => `Le travail croît avec les exécutants\u202f; un seul thread fait une part en ${time}.`,
  fitted: (counts) =>
    `Lignes\u202f: lois ajustées aux mesures par moindres carrés (Amdahl, Gustafson\u202f: ${counts} exécutants).`,
  prediction: "Grand losange\u202f: ce que vous avez prédit.",
  extrapolated: "Au-delà des points, les lignes sont extrapolées\u202f: ce que dit une loi, pas une mesure.",
};
