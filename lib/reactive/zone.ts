import { wholeNumber } from "../errors/number-argument.ts";
import { seeded } from "../images/seeded.ts";

/** One reading of one thermometer. */
export interface Reading {
  /** Which zone of the data centre, from 0. */
  readonly zone: number;
  /** Which of the zone's thermometers, from 0. */
  readonly sensor: number;
  /** Simulated time, in s. */
  readonly second: number;
  /** What the thermometer says, in °C. */
  readonly celsius: number;
}

/** Air that comes from outside, in °C, and the share of the difference to it that a zone loses each second. */
const outside = 20;
const leak = 0.02;

/** How far the usual load heats a zone above the outside, in °C, and how far a surge does on top of it. */
const usual = { least: 4, most: 7 };
const surge = { least: 7, most: 12 };

/** Seconds between surges, and of each surge. */
const pause = { least: 120, most: 400 };
const length = { least: 60, most: 180 };

/** By how much raised cooling brings a zone down in the long run, in °C. */
const coolingPower = 13;

/** Half the width of a thermometer's noise, and of its own error, in °C. */
const noise = 0.4;

/**
 * A zone of the data centre: racks that heat it, air that leaks, cooling that can be raised, thermometers that err.
 *
 *   dT/dt = leak · (outside + load(t) − cooling · power − T)
 *
 * Newton's law of cooling, in steps of one second; load and errors come from the seed and the zone's number, so that a zone
 * is the same whatever else is simulated, on whatever thread. The figures are ours, chosen so that a surge overheats a zone
 * within a minute.
 *
 * @example
 * const zone = new Zone(0, 3, 1);
 * const readings: number[] = [];
 * zone.step(({ celsius }) => readings.push(celsius));
 * readings.length; // 3
 */
export class Zone {
  /** Loads have a generator of their own: they are the same with any number of thermometers. */
  readonly #random: () => number;
  readonly #noise: () => number;
  readonly #offsets: Float64Array;
  readonly #base: number;
  #celsius: number;
  #second = 0;
  #isRaised = false;
  #load = 0;
  #changesAt: number;
  /** Its number, from 0. */
  readonly number: number;

  /**
   * Makes the zone of this number, from 0, with so many thermometers; the same seed makes the same zone.
   *
   * @throws NavetteError `ERR_NAVETTE_DATA_CENTRE` for a number out of range (see `DataCentreOptions`).
   */
  constructor(number: number, sensors: number, seed: number) {
    const code = "ERR_NAVETTE_DATA_CENTRE";
    wholeNumber("number", number, { min: 0, max: 999, code });
    wholeNumber("sensors", sensors, { min: 1, max: 10_000, code });
    wholeNumber("seed", seed, { min: 0, max: 2 ** 31 - 1, code });
    this.number = number;
    this.#random = seeded(Math.imul(seed, 1_000_003) + 2 * number);
    this.#noise = seeded(Math.imul(seed, 1_000_003) + 2 * number + 1);
    this.#offsets = Float64Array.from({ length: sensors }, () => this.#noise() - 0.5);
    this.#base = this.#between(usual);
    this.#celsius = outside + this.#base;
    this.#changesAt = this.#between({ least: 10, most: pause.most });
  }

  /** Raises the zone's cooling, or sets it back. */
  cool(isRaised: boolean): void {
    this.#isRaised = isRaised;
  }

  /** Whether its cooling is raised. */
  get isRaised(): boolean {
    return this.#isRaised;
  }

  /** How many thermometers it has. */
  get sensors(): number {
    return this.#offsets.length;
  }

  /** The temperature itself, in °C, which no thermometer knows. */
  get celsius(): number {
    return this.#celsius;
  }

  /** Lets one second pass, and hands over the reading of each thermometer. O(sensors). */
  step(read: (reading: Reading) => void): void {
    if (this.#second >= this.#changesAt) {
      const begins = this.#load === 0;
      this.#load = begins ? this.#between(surge) : 0;
      this.#changesAt += this.#between(begins ? length : pause);
    }
    const target = outside + this.#base + this.#load - (this.#isRaised ? coolingPower : 0);
    this.#celsius += leak * (Math.max(outside - 4, target) - this.#celsius);
    const { number: zone } = this;
    const second = this.#second++;
    const celsius = this.#celsius;
    for (let sensor = 0; sensor < this.#offsets.length; sensor++) {
      const error = (this.#offsets[sensor] ?? 0) + (this.#noise() * 2 - 1) * noise;
      read({ zone, sensor, second, celsius: celsius + error });
    }
  }

  #between({ least, most }: { readonly least: number; readonly most: number }): number {
    return least + this.#random() * (most - least);
  }
}
