import type { Locale } from "../host/host.ts";

/** The words of plots that show where the time of fetching went. */
export interface SpentTexts {
  readonly spentTitle: string;
  readonly parts: Readonly<Record<"waiting" | "fetching" | "parsing" | "linking", string>>;
  readonly total: string;
  readonly part: string;
  wallTime(unit: string): string;
  /** Of runs in which the drawn thread fetches itself, and of those in which workers do it for it. */
  readonly spentCaption: string;
  readonly spentByWorkers: string;
  /** Reading done by others while the drawn thread did something else. */
  readonly readElsewhere: (ways: string) => string;
  readonly elsewhere: string;
  readonly withLinks: string;
  readonly withoutLinks: string;
  millionTitle(pages: string): string;
  readonly millionAxis: string;
  readonly millionCaption: string;
  readonly pagesPerSecond: string;
  readonly course: string;
  readonly fetching: string;
  /** Units of long times, from seconds to years. */
  readonly units: readonly string[];
  courseCaption(source: string): string;
}

const texts: Readonly<Record<Locale, SpentTexts>> = {
  en: {
    spentTitle: "Where the time went",
    parts: { waiting: "waiting", fetching: "requests and answers", parsing: "reading HTML", linking: "sorting links" },
    total: "in all",
    part: "part",
    wallTime: (unit) => `Wall time (${unit})`,
    spentCaption: "Time of the thread that fetches: its own work beside the time in which it only waits.",
    spentByWorkers:
      "Where workers fetch, read and sort: time of the thread that hands them pages and collects links; “requests and answers” are those between it and them.",
    readElsewhere: (ways) => `Read by workers meanwhile: ${ways}.`,
    elsewhere: "read by workers",
    withLinks: "fetch and read",
    withoutLinks: "fetch only",
    millionTitle: (pages) => `Time for ${pages} pages`,
    millionAxis: "Time (each line is a unit: logarithmic scale)",
    millionCaption: "Extrapolated from the pages per second of each run: the same site, only larger.",
    pagesPerSecond: "pages/s",
    course: "course (Python), one by one",
    fetching: "way",
    units: ["s", "min", "h", "days", "years"],
    courseCaption: (source) => `Hollow: from the course’s 0.6097 s a page (${source}), on another machine.`,
  },
  fr: {
    spentTitle: "Où est passé le temps",
    parts: {
      waiting: "attente",
      fetching: "requêtes et réponses",
      parsing: "lecture du HTML",
      linking: "tri des liens",
    },
    total: "en tout",
    part: "part",
    wallTime: (unit) => `Temps écoulé (${unit})`,
    spentCaption: "Temps du thread qui télécharge\u202f: son travail à côté du temps où il ne fait qu’attendre.",
    spentByWorkers:
      "Là où des exécutants téléchargent, lisent et trient\u202f: temps du thread qui leur confie les pages et recueille les liens\u202f; «\u202frequêtes et réponses\u202f» sont celles entre eux et lui.",
    readElsewhere: (ways) => `Lu pendant ce temps par des exécutants\u202f: ${ways}.`,
    elsewhere: "lu par des exécutants",
    withLinks: "télécharger et lire",
    withoutLinks: "télécharger seulement",
    millionTitle: (pages) => `Durée pour ${pages} pages`,
    millionAxis: "Durée (chaque ligne est une unité\u202f: échelle logarithmique)",
    millionCaption: "Extrapolée des pages par seconde de chaque essai\u202f: le même site, seulement plus grand.",
    pagesPerSecond: "pages/s",
    course: "cours (Python), une par une",
    fetching: "manière",
    units: ["s", "min", "h", "jours", "ans"],
    courseCaption: (source) =>
      `Évidé\u202f: d’après les 0,6097\u202fs par page du cours (${source}), sur une autre machine.`,
  },
};

/** Returns the words in a language. */
export function spentTexts(locale: Locale): SpentTexts {
  return texts[locale];
}
