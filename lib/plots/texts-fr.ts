import type { Texts } from "./texts.ts";

/** The words of plots in French; see `texts`. */
export const french: Texts = {
  strategies: {
    sequential: "séquentiel",
    async: "async",
    threads: "threads",
    processes: "processus",
    distributed: "distribué",
  },
  workers(strategy, count, one) {
    switch (strategy) {
      case "sequential":
        return "séquentiel";
      case "async":
        return `async, ${count} à la fois`;
      case "threads":
        return one ? "1 thread" : `${count} threads`;
      case "processes":
        return `${count} processus`;
      case "distributed":
        return one ? "1 exécutant à la file" : `${count} exécutants à la file`;
    }
  },
  warm: "à chaud",
  cold: "à froid",
  parameter: (name, value) => `${parameterNames[name] ?? name} ${parameterValues[value] ?? value}`,
  listed: (items) => items.join(", "),
  colon: "\u202f: ",

  timingTitle: "Durée de chaque stratégie",
  wallTime: (unit) => `Temps écoulé (${unit})`,
  strategy: "stratégie",
  workersHeading: "exécutants",
  time: "durée",
  range: "étendue",
  repetitions: "répétitions",
  run: (number) => `essai ${number}`,
  origin: "provenance",
  measured: "cet essai",
  course: "cours (Python)",
  prediction: "votre prédiction",

  speedUpTitle: "Accélération selon le nombre d’exécutants",
  efficiencyTitle: "Efficacité selon le nombre d’exécutants",
  speedUp: "accélération",
  efficiency: "efficacité",
  speedUpAxis: "Accélération (durée séquentielle ÷ durée)",
  efficiencyAxis: "Efficacité (accélération ÷ exécutants)",
  workersAxis: "Exécutants (threads, processus)",
  ideal: "idéal",
  speedUpDefined: (time) => `Accélération\u202f: la durée séquentielle, ${time}, divisée par la durée.`,
  idealLine: (reason) => `Ligne pointillée\u202f: l’idéal (${reason}).`,
  idealLinear: "n exécutants, n fois plus vite",
  courseHollow: (sources) => `Évidé\u202f: les chiffres du cours (${sources}), sur une autre machine.`,

  ganttTitle: "Ce qui a tourné, quand et où",
  mainThread: "thread principal",
  thread: (id) => `thread ${id}`,
  process: (id) => `processus ${id}`,
  sinceQueued: (unit) => `Temps depuis la mise en file de la première tâche (${unit})`,
  task: "tâche",
  tasks: (count, isOne) => (isOne ? "1 tâche" : `${count} tâches`),
  tasksHeading: "tâches",
  oneLane: () => "un thread",
  oneProcess: () => "un processus",
  threadLanes: (count) => `${count} threads`,
  processLanes: (count) => `${count} processus`,
  lanes: (count) => `${count} threads de plusieurs processus`,
  lane: "thread ou processus",
  waited: "attente",
  ran: "exécution",
  status: "issue",
  statuses: { ok: "terminée", failed: "échouée", cancelled: "annulée" },
  kinds: {
    chunk: "lot",
    customer: "client",
    download: "téléchargement",
    fetch: "téléchargement",
    parse: "lecture",
    philosopher: "philosophe",
    serial: "séquentiel",
  },
  busy: "occupé",
  busyShare: "du temps",
  tasksInLanes: (tasks, lanes, time) => `${tasks} sur ${lanes} en ${time}.`,
  waitingDrawn: "Trait fin\u202f: l’attente d’un exécutant libre.",
  waitingNotDrawn: "L’attente n’est pas dessinée.",
  drawnTogether: "Les tâches plus courtes qu’un pixel sont dessinées ensemble\u202f; l’attente n’est pas dessinée.",
  progressDrawn: (most) =>
    `Trop nombreuses pour être dessinées une à une\u202f: la hauteur est leur nombre moyen en cours, ${most} au plus.`,
  failedDrawn: (count, isOne) => `Croix\u202f: ${isOne ? "une tâche" : `${count} tâches`} en échec.`,
  cancelledDrawn: (count, isOne) =>
    isOne ? "Contour tireté\u202f: une tâche annulée." : `Contours tiretés\u202f: ${count} tâches annulées.`,

  oneRun: "Une exécution de chaque.",
  repeated: (count, centre, several) =>
    centre === "median"
      ? `Médiane de ${count} répétitions${several ? " (là où il y en a)" : ""}\u202f; la moustache va de la plus rapide à la plus lente.`
      : `Moyenne de ${count} répétitions${several ? " (là où il y en a)" : ""}\u202f; la moustache est son intervalle de confiance à 95\u202f%.`,
  countRange: (least, most) => `${least} à ${most}`,
  earlierRuns: "Plus pâles\u202f: les essais précédents de cette session.",
  courseCited: (sources) => `Contour tireté\u202f: les chiffres du cours (${sources}), sur une autre machine.`,
  idealCited: (time, reason) => `Ligne pointillée\u202f: la borne idéale, ${time} (${reason}).`,
  predictionCited: "Losange\u202f: ce que vous aviez prédit.",
  endPredicted: (time) => `Losange\u202f: la fin que vous aviez prédite, au bout de ${time}.`,
  machine: (platform, cpu, cores, memory, node) => `${platform}, ${cpu}, ${cores}, ${memory}\u202fGio, Node ${node}`,
  cores: (count, one) => (one ? "1 cœur" : `${count} cœurs`),
};

/** Parameters of runs, and those of their values that are words. */
const parameterNames: Readonly<Record<string, string>> = {
  algorithm: "algorithme",
  chunk: "lots de",
  count: "nombre",
  delayMs: "délai (ms)",
  maxPages: "pages au plus",
  parsers: "threads de lecture",
  perHost: "par hôte",
  printing: "affichage",
};
const parameterValues: Readonly<Record<string, string>> = {
  none: "absent",
  "each line": "ligne à ligne",
  blocks: "par blocs",
};
