import type { Locale } from "../../lib/host/host.ts";

/** What the magics that measure say; every figure comes formatted. */
export interface MeasureTexts {
  readonly timeTitle: string;
  readonly wall: string;
  readonly cpu: string;
  readonly children: string;
  readonly loop: string;
  readonly memory: string;
  readonly value: string;
  readonly measure: string;
  readonly notTold: string;
  readonly parallel: (cores: string) => string;
  readonly loopTold: (share: string, p50: string, p99: string, max: string) => string;
  readonly memoryTold: (growth: string, resident: string) => string;
  readonly time: (unit: string) => string;
  readonly timeitTitle: string;
  readonly perRun: (mean: string, half: string) => string;
  readonly perRunOnce: (mean: string) => string;
  readonly rounds: (rounds: string, runs: string) => string;
  readonly round: string;
  readonly meanTold: string;
  readonly timelineTitle: string;
  readonly cell: string;
  readonly goesOn: (label: string) => string;
  readonly kinds: Readonly<Record<string, string>>;
}

const english: MeasureTexts = {
  timeTitle: "What the cell cost",
  wall: "elapsed",
  cpu: "CPU, this process and its threads",
  children: "CPU, child processes",
  loop: "event loop",
  memory: "memory",
  value: "value",
  measure: "measure",
  notTold: "not told by this system",
  parallel: (cores) => `${cores} cores busy on average`,
  loopTold: (share, p50, p99, max) => `busy ${share} of the time; late by ${p50} (median), ${p99} (p99), ${max} (most)`,
  memoryTold: (growth, resident) => `heap ${growth} MiB, ${resident} MiB held in all`,
  time: (unit) => `time, ${unit}`,
  timeitTitle: "Time of one run",
  perRun: (mean, half) => `${mean} ± ${half} for one run`,
  perRunOnce: (mean) => `${mean} for one run`,
  rounds: (rounds, runs) => `mean and 95% confidence interval of ${rounds} rounds of ${runs} runs each`,
  round: "round",
  meanTold: "mean",
  timelineTitle: "What ran when",
  cell: "the cell",
  goesOn: (label) => `${label} (goes on)`,
  kinds: { cell: "cell", fetch: "request", thread: "thread", process: "process", measure: "measure", mark: "mark" },
};

const french: MeasureTexts = {
  timeTitle: "Ce que la cellule a coûté",
  wall: "écoulé",
  cpu: "CPU, ce processus et ses threads",
  children: "CPU, processus enfants",
  loop: "boucle d’événements",
  memory: "mémoire",
  value: "valeur",
  measure: "mesure",
  notTold: "ce système ne le dit pas",
  parallel: (cores) => `${cores} cœurs occupés en moyenne`,
  loopTold: (share, p50, p99, max) =>
    `occupée ${share} du temps ; en retard de ${p50} (médiane), ${p99} (p99), ${max} (au plus)`,
  memoryTold: (growth, resident) => `tas ${growth} Mio, ${resident} Mio occupés en tout`,
  time: (unit) => `temps, ${unit}`,
  timeitTitle: "Temps d’une exécution",
  perRun: (mean, half) => `${mean} ± ${half} par exécution`,
  perRunOnce: (mean) => `${mean} par exécution`,
  rounds: (rounds, runs) =>
    `moyenne et intervalle de confiance à 95 % de ${rounds} séries de ${runs} exécutions chacune`,
  round: "série",
  meanTold: "moyenne",
  timelineTitle: "Ce qui s’est exécuté, et quand",
  cell: "la cellule",
  goesOn: (label) => `${label} (continue)`,
  kinds: {
    cell: "cellule",
    fetch: "requête",
    thread: "thread",
    process: "processus",
    measure: "mesure",
    mark: "repère",
  },
};

export function measureTexts(locale: Locale): MeasureTexts {
  return locale === "fr" ? french : english;
}
