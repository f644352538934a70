import type { Locale } from "../host/host.ts";
import { type Texts, texts } from "./texts.ts";

/** What the lanes of a Gantt chart are: the threads and processes that ran the tasks, or the servers of a simulation. */
export const ganttLanes = ["workers", "servers"] as const;
export type GanttLanes = (typeof ganttLanes)[number];

/** In a simulation nothing runs: servers serve customers, on a clock of its own. */
const ofServers: Readonly<Record<Locale, Partial<Texts>>> = {
  en: {
    ganttTitle: "Who was served when, and by whom",
    mainThread: "server",
    thread: (id) => `server ${id}`,
    sinceQueued: (unit) => `Time since the first customer came (${unit}), on the simulation’s clock`,
    task: "customer",
    tasks: (count, isOne) => (isOne ? "1 customer" : `${count} customers`),
    tasksHeading: "customers",
    oneLane: () => "one server",
    threadLanes: (count) => `${count} servers`,
    lane: "server",
    ran: "served in",
    statuses: { ok: "served", failed: "failed", cancelled: "cancelled" },
    tasksInLanes: (tasks, lanes, time) => `Simulated: ${tasks}, ${lanes}, ${time}.`,
    waitingDrawn: "Thin line: waiting in a queue.",
    drawnTogether: "Customers served in less than a pixel are drawn together; waiting isn’t drawn.",
  },
  fr: {
    ganttTitle: "Qui a été servi quand, et par qui",
    mainThread: "serveur",
    thread: (id) => `serveur ${id}`,
    sinceQueued: (unit) => `Temps depuis l’arrivée du premier client (${unit}), à l’horloge de la simulation`,
    task: "client",
    tasks: (count, isOne) => (isOne ? "1 client" : `${count} clients`),
    tasksHeading: "clients",
    oneLane: () => "un serveur",
    threadLanes: (count) => `${count} serveurs`,
    lane: "serveur",
    ran: "servi en",
    statuses: { ok: "servi", failed: "échec", cancelled: "annulé" },
    tasksInLanes: (tasks, lanes, time) => `Simulation\u202f: ${tasks}, ${lanes}, ${time}.`,
    waitingDrawn: "Trait fin\u202f: l’attente dans une file.",
    drawnTogether: "Les clients servis en moins d’un pixel sont dessinés ensemble\u202f; l’attente n’est pas dessinée.",
  },
};

/** Returns the words of a Gantt chart in one language. */
export function ganttTexts(locale: Locale, lanes: GanttLanes): Texts {
  return lanes === "servers" ? { ...texts(locale), ...ofServers[locale] } : texts(locale);
}
