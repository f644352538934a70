import { readFileSync } from "node:fs";
import { areaBytes, areasAt } from "./layout.ts";

/** What the compiled module offers; `assembly/index.ts` tells what each function does. */
export interface FactorsModule {
  prepare(): void;
  setUp(area: number, table: number, greatest: number): void;
  fill(segment: number): void;
  read(begin: number, end: number, length: number, within: boolean, isLast: boolean): number;
  take(count: number, kind: 4 | 8 | 64): void;
  greatestOf(count: number): number;
  write(begin: number, end: number, at: number): number;
  pack(count: number, bytes: 4 | 8): number;
}

/** Memory that every thread's instance of the module works on. */
export interface FactorsMemory {
  readonly buffer: SharedArrayBuffer;
}

/** Compiled code; threads take it over, and what V8 has made of it since. */
export type CompiledModule = object;

/** What is used of WebAssembly, whose types come with browsers' only. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => CompiledModule;
  readonly Memory: new (pages: { initial: number; maximum: number; shared: true }) => FactorsMemory;
  readonly Instance: new (
    module: CompiledModule,
    imports: { env: { memory: FactorsMemory } },
  ) => { readonly exports: FactorsModule };
};

const pageBytes = 65_536;

let compiled: CompiledModule | undefined;

/** The module, read and compiled at the first call: about a millisecond. */
export function compileFactors(): CompiledModule {
  compiled ??= new WebAssembly.Module(readFileSync(new URL("./factors.wasm", import.meta.url)));
  return compiled;
}

/** Allocates what so many threads need, and a table of so many bytes; the system gives pages when they are written. */
export function allocateFactors(threads: number, tableBytes: number): FactorsMemory {
  const pages = Math.ceil((tableAt(threads) + tableBytes) / pageBytes);
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
}

export function instantiateFactors(module: CompiledModule, memory: FactorsMemory): FactorsModule {
  return new WebAssembly.Instance(module, { env: { memory } }).exports;
}

/** Where a thread's area begins, and the table behind the last of them. */
export function areaAt(thread: number): number {
  return areasAt + thread * areaBytes;
}

export function tableAt(threads: number): number {
  return areaAt(threads);
}
