import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { threadId } from "node:worker_threads";
import { checkOptions } from "../errors/check-options.ts";
import { numberWithin } from "../errors/number-argument.ts";
import { trueOrFalse } from "../errors/true-or-false.ts";
import { eitherSignal } from "../host/either-signal.ts";
import { host } from "../host/host.ts";
import { machine } from "../machine/machine.ts";
import { vegaLiteMime } from "../plots/plot.ts";
import type { Run, RunOptions } from "../strategies/strategy.ts";
import { checkTimeline } from "../timeline/check-timeline.ts";
import { now } from "../timeline/now.ts";
import { Timeline } from "../timeline/timeline.ts";
import { latestAlerts } from "./alert-log.ts";
import { checkDataCentre, type DataCentreOptions } from "./data-centre-options.ts";
import type { DataCentre } from "./run-data-centre.ts";
import { ZoneSimulation } from "./simulate-zones.ts";
import { zoneMap } from "./zone-map.ts";

/** A data centre, and the pace at which it is watched. */
export interface WatchDataCentreOptions
  extends DataCentreOptions,
    Pick<RunOptions, "signal" | "timeline" | "onProgress"> {
  /** Real ms for each simulated minute, from 0 to 60,000: 200 unless told. */
  readonly minuteMs?: number;
  /** Whether the zones are shown while time passes; true unless told. */
  readonly isShown?: boolean;
}

/** Shortest time between two pictures, in ms: four a second. */
const pictureMs = 250;

/**
 * Simulates a data centre on this thread, at a pace that a reader can follow, and shows its zones meanwhile (temperature,
 * alerts, cooling) and, below them, a log of the newest alerts. Both stay when the run has ended; they are
 * drawn anew four times a second at most. O(zones · sensors · seconds).
 *
 * @throws NavetteError `ERR_NAVETTE_DATA_CENTRE` for a wrong argument; the reason of the signal (or of the running cell's)
 * when it is aborted, which is seen once in each simulated second.
 * @example
 * const { results } = await watchDataCentre({ zones: 4, sensors: 10, seconds: 120, minuteMs: 0, isShown: false });
 * console.log(results.alerts.length);
 */
export async function watchDataCentre(options: WatchDataCentreOptions = {}): Promise<Run<DataCentre>> {
  checkOptions(options);
  const { minuteMs = 200, isShown = true, timeline: also, onProgress } = options;
  const filled = checkDataCentre(options);
  numberWithin("minuteMs", minuteMs, { min: 0, max: 60_000, code: "ERR_NAVETTE_DATA_CENTRE" });
  trueOrFalse("isShown", isShown, "ERR_NAVETTE_DATA_CENTRE");
  checkTimeline(also);
  const signal = eitherSignal(options.signal);
  const simulation = new ZoneSimulation({ from: 0, to: filled.zones, options: filled });
  const cpu = process.cpuUsage();
  const started = now();
  const bundle = (second: number) => {
    const plot = zoneMap(simulation, filled, second);
    return { [vegaLiteMime]: plot.spec, "text/plain": plot.toString() };
  };
  const handle = isShown ? host().display(bundle(0)) : undefined;
  const log = isShown ? liveLog(simulation) : undefined;
  let shown = started;
  for (let second = 1; second <= filled.seconds; second++) {
    signal.throwIfAborted();
    simulation.step();
    const ahead = started + (second * minuteMs) / 60 - now();
    // A turn of the loop at least, for the picture, the signal and everybody else.
    if (ahead > 1) await delay(ahead);
    else await new Promise((resolve) => setImmediate(resolve));
    if (now() - shown >= pictureMs) {
      shown = now();
      handle?.update(bundle(second));
      log?.update();
      onProgress?.({ done: second, total: filled.seconds });
    }
  }
  simulation.end();
  handle?.update(bundle(filled.seconds));
  log?.update();
  const ended = now();
  const { user, system } = process.cpuUsage(cpu);
  const timeline = new Timeline(also);
  const where = { host: hostname(), pid: process.pid, tid: threadId };
  timeline.add({ label: "watch", kind: "simulation", ...where, queued: started, started, ended, status: "ok" });
  const { readings, windows, alerts } = simulation;
  const { zones, sensors, seconds } = filled;
  return {
    results: { readings, windows, alerts, options: filled },
    strategy: "sequential",
    workers: 1,
    timeline,
    wallMs: ended - started,
    cpuMs: (user + system) / 1000,
    parameters: { zones, sensors, seconds },
    machine: machine(),
  };
}

/** Shows the newest alerts, anew where there are more of them. */
function liveLog({ alerts }: Pick<ZoneSimulation, "alerts">) {
  const bundle = () => {
    const note = latestAlerts(alerts);
    return { "text/markdown": note.markdown, "text/plain": String(note) };
  };
  const handle = host().display(bundle());
  let shown = alerts.length;
  return {
    update() {
      if (alerts.length === shown) return;
      shown = alerts.length;
      handle.update(bundle());
    },
  };
}
