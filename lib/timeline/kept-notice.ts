import { host, type Locale } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";

/** Says, in the language of the host, that a timeline has the first tasks only; nothing where it has all of them. */
export function keptNotice(kept: number, all: number): string[] {
  if (kept >= all) return [];
  const { locale } = host();
  const { count } = numberFormat(locale);
  return [words[locale](count(kept), count(all))];
}

const words: Readonly<Record<Locale, (kept: string, all: string) => string>> = {
  en: (kept, all) => `Of ${all} tasks, the times of the first ${kept} are kept.`,
  fr: (kept, all) => `Sur ${all} tâches, seules les ${kept} premières sont gardées avec leurs heures.`,
};
