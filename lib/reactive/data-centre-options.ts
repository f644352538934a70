import { checkOptions } from "../errors/check-options.ts";
import { numberWithin, wholeNumber } from "../errors/number-argument.ts";
import { trueOrFalse } from "../errors/true-or-false.ts";

/** What a data centre is made of, and when its zones are too hot. */
export interface DataCentreOptions {
  /** Zones, from 1 to 1,000; 24 unless told. */
  readonly zones?: number;
  /** Thermometers of each zone, from 1 to 10,000; 100 unless told. */
  readonly sensors?: number;
  /** Simulated seconds, from 1 to 1,000,000; 600 unless told. */
  readonly seconds?: number;
  /** A zone is too hot above it, in °C, from −100 to 200; 30 unless told. */
  readonly threshold?: number;
  /** It is back to a good level that many °C below the threshold, from 0 to 100; 3 unless told. */
  readonly band?: number;
  /** Simulated seconds of one window, from 1 to 3,600; 5 unless told. */
  readonly windowSeconds?: number;
  /** How many windows in a row have to agree before anything is done, from 1 to 100; 2 unless told. */
  readonly patience?: number;
  /** Whether a hot zone's cooling is raised; true unless told. */
  readonly feedback?: boolean;
  /** Seed of the loads and of the thermometers' errors, from 0 to 2³¹ − 1; 1 unless told. */
  readonly seed?: number;
}

/**
 * Fills in what isn't told.
 *
 * @throws NavetteError `ERR_NAVETTE_DATA_CENTRE` for a number out of range.
 */
export function checkDataCentre(options: DataCentreOptions): Required<DataCentreOptions> {
  checkOptions(options);
  const filled = {
    zones: options.zones ?? 24,
    sensors: options.sensors ?? 100,
    seconds: options.seconds ?? 600,
    threshold: options.threshold ?? 30,
    band: options.band ?? 3,
    windowSeconds: options.windowSeconds ?? 5,
    patience: options.patience ?? 2,
    feedback: options.feedback ?? true,
    seed: options.seed ?? 1,
  };
  const code = "ERR_NAVETTE_DATA_CENTRE";
  wholeNumber("zones", filled.zones, { min: 1, max: 1000, code });
  wholeNumber("sensors", filled.sensors, { min: 1, max: 10_000, code });
  wholeNumber("seconds", filled.seconds, { min: 1, max: 1_000_000, code });
  numberWithin("threshold", filled.threshold, { min: -100, max: 200, code });
  numberWithin("band", filled.band, { min: 0, max: 100, code });
  wholeNumber("windowSeconds", filled.windowSeconds, { min: 1, max: 3600, code });
  wholeNumber("patience", filled.patience, { min: 1, max: 100, code });
  trueOrFalse("feedback", filled.feedback, code);
  wholeNumber("seed", filled.seed, { min: 0, max: 2 ** 31 - 1, code });
  return filled;
}
