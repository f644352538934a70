/** What a worker runs: some zones of a data centre, from their first second to the last, with their streams. */
import type { Subject } from "rxjs";
import { rxjs } from "../packages/large-packages.ts";
import type { DataCentreOptions } from "./data-centre-options.ts";
import { type Reading, Zone } from "./zone.ts";
import { type ZoneAlert, type ZoneWindow, zoneAlerts, zoneWindows } from "./zone-streams.ts";

export interface ZoneRange {
  readonly from: number;
  readonly to: number;
  readonly options: Required<DataCentreOptions>;
}

/** What became of some zones. */
export interface SimulatedZones {
  readonly readings: number;
  readonly windows: readonly ZoneWindow[];
  readonly alerts: readonly ZoneAlert[];
}

/** Zones whose readings go through the streams, and whose cooling follows the alerts. */
export class ZoneSimulation implements SimulatedZones {
  readonly zones: readonly Zone[];
  readonly windows: ZoneWindow[] = [];
  readonly alerts: ZoneAlert[] = [];
  readings = 0;
  readonly #readings: Subject<Reading>;

  constructor({ from, to, options }: ZoneRange) {
    const { sensors, seed, windowSeconds, feedback } = options;
    this.zones = Array.from({ length: to - from }, (_, at) => new Zone(from + at, sensors, seed));
    const { Subject } = rxjs();
    this.#readings = new Subject<Reading>();
    const windows = new Subject<ZoneWindow>();
    zoneAlerts(windows, options).subscribe((alert) => {
      this.alerts.push(alert);
      if (feedback) this.zones[alert.zone - from]?.cool(alert.isHot);
    });
    zoneWindows(this.#readings, sensors * windowSeconds).subscribe({
      next: (window) => {
        this.windows.push(window);
        windows.next(window);
      },
      complete: () => windows.complete(),
    });
  }

  /** One second of every zone. */
  step(): void {
    const readings = this.#readings;
    const read = (reading: Reading) => readings.next(reading);
    for (const zone of this.zones) {
      zone.step(read);
      this.readings += zone.sensors;
    }
  }

  /** The windows that are open end, as no second follows. */
  end(): void {
    this.#readings.complete();
  }
}

export function simulateZones(range: ZoneRange): SimulatedZones {
  const simulation = new ZoneSimulation(range);
  for (let second = 0; second < range.options.seconds; second++) simulation.step();
  simulation.end();
  const { readings, windows, alerts } = simulation;
  return { readings, windows, alerts };
}
