import { seeded } from "../../../lib/images/seeded.ts";

/** Choices that a seed determines. */
export interface Random {
  /** A whole number from 0 to `below` − 1. */
  int(below: number): number;
  pick<T>(from: readonly T[]): T;
  bytes(most: number): Buffer;
}

export function randomFrom(seed: number): Random {
  const next = seeded(seed);
  const int = (below: number) => Math.floor(next() * below);
  return {
    int,
    pick<T>(from: readonly T[]): T {
      const chosen = from[int(from.length)];
      if (chosen === undefined) throw new Error("nothing to pick from");
      return chosen;
    },
    bytes: (most) => Buffer.from(Array.from({ length: int(most + 1) }, () => int(256))),
  };
}
