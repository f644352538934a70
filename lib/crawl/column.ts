/** The typed arrays that a column may be made of. */
type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** An array of numbers that grows as it is written to, by a half at a time. */
export class Column {
  readonly #make: new (
    length: number,
  ) => Numbers;
  #values: Numbers;

  constructor(make: new (length: number) => Numbers) {
    this.#make = make;
    this.#values = new make(1024);
  }

  get(index: number): number {
    return this.#values[index] ?? 0;
  }

  set(index: number, value: number): void {
    if (index >= this.#values.length) {
      const longer = new this.#make(Math.max(index + 1, Math.ceil(this.#values.length * 1.5)));
      longer.set(this.#values);
      this.#values = longer;
    }
    this.#values[index] = value;
  }
}
