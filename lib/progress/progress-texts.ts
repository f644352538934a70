import type { Locale } from "../host/host.ts";
import type { ProgressState } from "./progress-picture.ts";

/** What progress bars say, in one language; every figure comes formatted. */
export interface ProgressTexts {
  of(done: string, total: string): string;
  rate(figure: string): string;
  left(time: string): string;
  after(time: string): string;
  readonly ended: Readonly<Record<Exclude<ProgressState, "going" | "done">, string>>;
  readonly crawling: string;
  readonly factorising: string;
  readonly downloading: string;
  readonly measuring: string;
  readonly serving: string;
}

const english: ProgressTexts = {
  of: (done, total) => `${done} of ${total}`,
  rate: (figure) => `${figure}/s`,
  left: (time) => `${time} left`,
  after: (time) => `in ${time}`,
  ended: { stopped: "stopped", failed: "failed", interrupted: "interrupted" },
  crawling: "Crawling",
  factorising: "Factorising",
  downloading: "Downloading",
  measuring: "Measuring",
  serving: "Customers served",
};

const french: ProgressTexts = {
  of: (done, total) => `${done} sur ${total}`,
  rate: (figure) => `${figure}/s`,
  left: (time) => `encore ${time}`,
  after: (time) => `en ${time}`,
  ended: { stopped: "arrêté", failed: "échec", interrupted: "interrompu" },
  crawling: "Exploration",
  factorising: "Factorisation",
  downloading: "Téléchargement",
  measuring: "Mesure",
  serving: "Clients servis",
};

export function progressTexts(locale: Locale): ProgressTexts {
  return locale === "fr" ? french : english;
}
