/** Files of numbers, one a line, for whole programs to factorise. */
import { open } from "node:fs/promises";
import { join } from "node:path";
import { uniformBigInt } from "pure-rand/distribution/uniformBigInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { isPrime } from "../../../lib/factors/is-prime.ts";
import { randomNumbers } from "../../../lib/factors/random-numbers.ts";

export interface NumberFile {
  readonly id: string;
  readonly title: string;
  readonly path: string;
  /** Ways that are timed each for itself; "" is the one that is chosen when nothing is told. */
  readonly algorithms: readonly ("" | "table" | "simd")[];
}

/** So many numbers of [20,000; 100,000,000], the course's. */
export async function ordinaryNumbers(folder: string, count: number): Promise<NumberFile> {
  const path = await written(folder, `numbers-${count}`, randomNumbers({ count }));
  const title = `${count.toLocaleString("en")} numbers of [20,000; 100,000,000]`;
  return { id: `files of ${count.toLocaleString("en")}`, title, path, algorithms: ["table", "simd"] };
}

/** So many numbers drawn from all of 64 bits. */
export async function wideNumbers(folder: string, count: number): Promise<NumberFile> {
  const generator = xoroshiro128plus(64);
  const numbers = Array.from({ length: count }, () => uniformBigInt(generator, 0n, 2n ** 64n - 1n));
  const path = await written(folder, "wide", numbers);
  const title = `${count.toLocaleString("en")} numbers of [0; 2^64)`;
  return { id: "files of 64 bits", title, path, algorithms: [""] };
}

/** So many of the hardest numbers of 64 bits: products of two primes of 32 bits each. */
export async function hardNumbers(folder: string, count: number): Promise<NumberFile> {
  const generator = xoroshiro128plus(32);
  function prime(): bigint {
    for (;;) {
      const drawn = uniformBigInt(generator, 2n ** 31n, 2n ** 32n - 1n);
      if (isPrime(drawn)) return drawn;
    }
  }
  const path = await written(
    folder,
    "hard",
    Array.from({ length: count }, () => prime() * prime()),
  );
  const title = `${count.toLocaleString("en")} products of two primes of 32 bits`;
  return { id: "files of products", title, path, algorithms: [""] };
}

async function written(folder: string, name: string, numbers: readonly (number | bigint)[]): Promise<string> {
  const path = join(folder, name);
  await using file = await open(path, "w");
  for (let from = 0; from < numbers.length; from += 100_000) {
    await file.write(`${numbers.slice(from, from + 100_000).join("\n")}\n`);
  }
  return path;
}
