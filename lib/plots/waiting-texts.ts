import type { Locale } from "../host/host.ts";

/** The words of plots of queues. */
export interface WaitingTexts {
  readonly title: string;
  axis(unit: string): string;
  readonly servers: string;
  readonly oneQueue: string;
  readonly queueEach: string;
  queues(count: string): string;
  readonly kinds: Readonly<Record<"simulated" | "real" | "theory", string>>;
  readonly theoryCaption: string;
  readonly intervalCaption: string;
  tooMany(servers: string): string;
  readonly wait: string;
  readonly layout: string;
  readonly from: string;
}

const texts: Readonly<Record<Locale, WaitingTexts>> = {
  en: {
    title: "Mean waiting time",
    axis: (unit) => `Mean time in the queue (${unit})`,
    servers: "Servers",
    oneQueue: "one queue for all",
    queueEach: "a queue for each server",
    queues: (count) => `${count} queues`,
    kinds: { simulated: "simulated", real: "real workers", theory: "theory" },
    theoryCaption: "Dashed: M/M/c theory (Erlang C; Kleinrock, Queueing Systems, 1975).",
    intervalCaption: "Whiskers: 95 % confidence interval of repeated simulations.",
    tooMany: (servers) => `No theory for ${servers}: more come than can be served, and the queue grows without end.`,
    wait: "mean wait",
    layout: "queues",
    from: "from",
  },
  fr: {
    title: "Attente moyenne",
    axis: (unit) => `Temps moyen dans la file (${unit})`,
    servers: "Serveurs",
    oneQueue: "une file pour tous",
    queueEach: "une file par serveur",
    queues: (count) => `${count} files`,
    kinds: { simulated: "simulée", real: "vrais exécutants", theory: "théorie" },
    theoryCaption: "Tirets\u202f: théorie M/M/c (Erlang C\u202f; Kleinrock, Queueing Systems, 1975).",
    intervalCaption: "Moustaches\u202f: intervalle de confiance à 95\u202f% des simulations répétées.",
    tooMany: (servers) =>
      `Pas de théorie pour ${servers}\u202f: il vient plus de monde qu’on ne peut servir, et la file grandit sans fin.`,
    wait: "attente moyenne",
    layout: "files",
    from: "provenance",
  },
};

/** Returns the words in a language. */
export function waitingTexts(locale: Locale): WaitingTexts {
  return texts[locale];
}
