import type { Locale } from "../host/host.ts";

const english = {
  zone: "zone",
  zones: "Zones",
  celsius: "temperature (°C)",
  temperature: "temperature",
  hot: "too hot",
  raised: "cooling",
  mapTitle: (minutes: string): string => `The data centre after ${minutes} min`,
  mapLegend: "▲ too hot; ❄ its cooling is raised.",
  mapSummary: (hot: string, zones: string, readings: string): string =>
    `${hot} of ${zones} zones too hot; ${readings} readings.`,
  heatTitle: "Temperature of each zone in the course of time",
  heatSummary: (alerts: string, highest: string): string =>
    `${alerts} alerts; highest mean of a window: ${highest} °C.`,
  heatLegend: "▲ a zone is too hot; black line: its cooling is raised.",
  hottest: (count: string): string => `Only the ${count} hottest zones are drawn.`,
  minutes: "Simulated time (min)",
  historyTitle: (zone: string): string => `Zone ${zone}, with and without cooling that answers`,
  historySummary: (values: string): string => `Highest: ${values}.`,
  withFeedback: "cooling answers",
  withoutFeedback: "cooling never changes",
  bandDrawn: "Grey band: between too hot and back to a good level.",
  logTitle: "Alerts",
  second: "time",
  event: "what",
  tooHot: "too hot: cooling raised",
  fine: "back to a good level: cooling set back",
  none: "No alert.",
  more: (count: string): string => `… and ${count} more.`,
  earlier: (count: string): string => `… and ${count} before.`,
  bandTitle: "Alerts against the width of the band",
  bandAxis: "Band of the hysteresis (°C)",
  alertsAxis: "Alerts",
  alertsOf: (sensors: string): string => `each window: ${sensors}`,
  bandSummary: (first: string, last: string): string =>
    `From ${first} alerts without a band to ${last} with the widest.`,
  runOf: "alerts",
};

const french: typeof english = {
  zone: "zone",
  zones: "Zones",
  celsius: "température (°C)",
  temperature: "température",
  hot: "trop chaude",
  raised: "refroidie",
  mapTitle: (minutes) => `Le centre de données après ${minutes}\u202fmin`,
  mapLegend: "▲ trop chaude\u202f; ❄ son refroidissement est renforcé.",
  mapSummary: (hot, zones, readings) => `${hot} zones trop chaudes sur ${zones}\u202f; ${readings} mesures.`,
  heatTitle: "Température de chaque zone au cours du temps",
  heatSummary: (alerts, highest) =>
    `${alerts} alertes\u202f; plus haute moyenne d’une fenêtre\u202f: ${highest}\u202f°C.`,
  heatLegend: "▲ une zone est trop chaude\u202f; ligne noire\u202f: son refroidissement est renforcé.",
  hottest: (count) => `Seules les ${count} zones les plus chaudes sont dessinées.`,
  minutes: "Temps simulé (min)",
  historyTitle: (zone) => `La zone ${zone}, avec et sans refroidissement qui réagit`,
  historySummary: (values) => `Maximum\u202f: ${values}.`,
  withFeedback: "le refroidissement réagit",
  withoutFeedback: "il ne change jamais",
  bandDrawn: "Bande grise\u202f: entre trop chaud et revenu à un bon niveau.",
  logTitle: "Alertes",
  second: "temps",
  event: "quoi",
  tooHot: "trop chaude\u202f: refroidissement renforcé",
  fine: "revenue à un bon niveau\u202f: refroidissement normal",
  none: "Aucune alerte.",
  more: (count) => `… et ${count} autres.`,
  earlier: (count) => `… et ${count} avant.`,
  bandTitle: "Le nombre d’alertes selon la largeur de la bande",
  bandAxis: "Bande de l’hystérésis (°C)",
  alertsAxis: "Alertes",
  alertsOf: (sensors) => `chaque fenêtre\u202f: ${sensors}`,
  bandSummary: (first, last) => `De ${first} alertes sans bande à ${last} avec la plus large.`,
  runOf: "alertes",
};

/** The words of the data centre's plots, in one language. */
export function reactiveTexts(locale: Locale): typeof english {
  return locale === "fr" ? french : english;
}
