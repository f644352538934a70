/** Factors written to a file by WebAssembly: the same bytes as GNU factor's, whatever the numbers, threads and blocks. */
import assert from "node:assert/strict";
import { execFile, execFileSync, spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import fc from "fast-check";
import { Unfinished } from "../../lib/errors/unfinished.ts";
import { primeFactors } from "../../lib/factors/prime-factors.ts";
import { primesUpTo } from "../../lib/factors/primes-up-to.ts";
import { randomNumbers } from "../../lib/factors/random-numbers.ts";
import {
  type FastAlgorithm,
  type WriteFactorsOptions,
  type WrittenFactors,
  writeFactors,
} from "../../lib/factors/write-factors.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { leavesNothing } from "./leaves-nothing.ts";
import { scratchFolder } from "./scratch-folder.ts";

const algorithms: readonly FastAlgorithm[] = ["simd", "table"];
const folder = await scratchFolder();
after(() => folder[Symbol.asyncDispose]());
const output = join(folder.path, "factors.txt");
const input = join(folder.path, "numbers.txt");

const gnu = spawnSync("factor", ["--version"], { encoding: "utf8" }).stdout?.includes("GNU coreutils")
  ? false
  : "there is no GNU factor here";

/** Where methods go wrong if they do: ends of ranges, primes and their squares, powers, neighbours, pseudoprimes. */
const primes = [2, 3, 5, 7, 1597, 1601, 1607, 1609, 1613, 3671, 3673, 9973, 65_519, 65_521, 65_537, 99_999_989].map(
  BigInt,
);
const adversarial = [
  ...Array.from({ length: 40 }, (_, n) => BigInt(n)),
  ...primes.flatMap((p) => [p, p * p - 1n, p * p, p * p + 1n, p * p * p]),
  ...Array.from({ length: 64 }, (_, power) => 1n << BigInt(power)).flatMap((n) => [n - 1n, n, n + 1n]),
  ...Array.from({ length: 41 }, (_, power) => 3n ** BigInt(power)),
  ...[1601n * 1607n, 1607n * 1609n, 1609n * 1613n, 1613n * 1619n, 9967n * 9973n, 10_007n * 9973n],
  ...[4_294_967_291n, 4_294_967_279n, 4_294_967_291n ** 2n, 4_294_967_291n * 4_294_967_279n, 2_147_483_647n],
  ...[65_521n * 65_519n, 65_521n * 65_537n, 2_642_245n ** 3n, 2_642_239n * 2_642_243n, 65_521n ** 4n - 1n],
  ...[100_000_000n, 99_999_999n, 100_000_001n, 149_999_957n, 150_000_001n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n],
  ...[2047n, 1_373_653n, 25_326_001n, 3_215_031_751n, 2_152_302_898_747n, 3_474_749_660_383n, 341_550_071_728_321n],
  ...[3_825_123_056_546_413_051n, 18_446_744_073_709_551_557n, 2n ** 64n - 1n, 2n ** 64n - 2n, 2n ** 64n - 59n * 2n],
].filter((n) => n < 2n ** 64n);

function lines(numbers: readonly (number | bigint)[]): string {
  return numbers.map((n) => `${[`${n}:`, ...primeFactors(n)].join(" ")}\n`).join("");
}

/** As `assert.equal`, without a report of megabytes. */
function assertSame(actual: string, wanted: string): void {
  if (actual === wanted) return;
  const [are, should] = [actual.split("\n"), wanted.split("\n")];
  const at = should.findIndex((line, index) => line !== are[index]);
  assert.fail(`line ${at} is ${JSON.stringify(are[at])}, it should be ${JSON.stringify(should[at])}`);
}

async function written(numbers: Parameters<typeof writeFactors>[0], options: WriteFactorsOptions): Promise<string> {
  await writeFactors(numbers, output, options);
  return readFile(output, "utf8");
}

/** Any number below 2^64, the small ones as often as the great ones. */
const anyNumber = fc
  .tuple(fc.integer({ min: 0, max: 64 }), fc.bigInt(0n, 2n ** 64n - 1n))
  .map(([bits, n]) => n & ((1n << BigInt(bits)) - 1n));

for (const algorithm of algorithms) {
  // A table for numbers of 64 bits is the greatest there is, and filled for each run.
  const numRuns = algorithm === "table" ? 12 : 40;

  describe(`writeFactors, ${algorithm}`, () => {
    it("is right on the numbers that fool simpler methods, on one thread and on three", async () => {
      const expected = lines(adversarial);
      assertSame(await written(adversarial, { algorithm, workers: 1 }), expected);
      assertSame(await written(adversarial, { algorithm, workers: 3, chunk: 7 }), expected);
    });

    it("writes what GNU factor writes of a million random numbers, and of those", { skip: gnu }, async () => {
      const numbers = [...randomNumbers({ count: 1_000_000, min: 0, seed: 7 }), ...adversarial];
      await writeFile(input, numbers.join("\n"));
      const expected = execFileSync("sh", ["-c", 'factor < "$0"', input], { maxBuffer: 2 ** 30 });
      const run = await writeFactors(input, output, { algorithm, workers: 2 });
      assert.ok(expected.equals(await readFile(output)), "the files differ");
      assert.equal(run.results.count, numbers.length);
      assert.equal(run.results.bytes, expected.length);
      assert.equal(run.results.algorithm, algorithm);
    });

    it("finds the factors of any numbers below 2^64", async () => {
      const numbers = fc.array(fc.oneof(anyNumber, fc.bigInt(0n, 10n ** 8n), fc.constantFrom(...adversarial)), {
        maxLength: 60,
      });
      await fc.assert(
        fc.asyncProperty(numbers, fc.integer({ min: 1, max: 20 }), async (drawn, chunk) => {
          assertSame(await written(drawn, { algorithm, workers: 1, chunk }), lines(drawn));
        }),
        { numRuns },
      );
    });

    it("reads text with any blanks, wherever blocks end", async () => {
      const blank = fc.stringMatching(/^[ \t\n\r]{1,4}$/);
      const word = fc.tuple(fc.constantFrom("", "+", "0", "000"), anyNumber).map(([before, n]) => ({ before, n }));
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(word, blank), { maxLength: 30 }),
          blank,
          fc.integer({ min: 1, max: 50 }),
          fc.boolean(),
          async (words, start, chunk, isEnded) => {
            const text = `${start}${words.map(([{ before, n }, after]) => `${before}${n}${after}`).join("")}`;
            await writeFile(input, isEnded ? text : text.trimEnd());
            assertSame(await written(input, { algorithm, workers: 1, chunk }), lines(words.map(([{ n }]) => n)));
          },
        ),
        { numRuns },
      );
    });
  });
}

describe("writeFactors", () => {
  const numbers = randomNumbers({ count: 10_000, max: 500_000, seed: 3 });
  const expected = lines(numbers);

  it("says what it did, with a span for each block on the threads' own lanes", async () => {
    const timeline = new Timeline();
    await using _ = leavesNothing(timeline);
    let shown = { done: 0, total: 0 };
    const run = await writeFactors(numbers, output, {
      workers: 2,
      chunk: 500,
      timeline,
      onProgress: (progress) => {
        assert.ok(progress.done >= shown.done && progress.total === 10_000);
        shown = { ...progress };
      },
    });
    assertSame(await readFile(output, "utf8"), expected);
    const { results, parameters, strategy, workers } = run;
    assert.deepEqual(results, {
      file: output,
      count: 10_000,
      bytes: expected.length,
      algorithm: "table",
      tableBytes: 196_608,
    });
    assert.deepEqual(parameters, {
      count: 10_000,
      chunk: 500,
      chunks: 20,
      algorithm: "table",
      workers: 2,
      warm: false,
    });
    assert.deepEqual([strategy, workers], ["threads", 2]);
    assert.deepEqual(timeline.spans, run.timeline.spans);
    assert.equal(timeline.spans.length, 20);
    for (const { queued, started, ended } of timeline.spans) assert.ok(queued <= started && started <= ended);
    assert.ok(run.cpuMs > 0 && run.wallMs > 0);
  });

  it("chooses trial division for few numbers, and a table for many", async () => {
    const { results } = await writeFactors([99_999_989, 12], output, { workers: 1 });
    assert.equal(results.algorithm, "simd");
    await writeFile(input, numbers.join(" "));
    assert.equal((await writeFactors(input, output, { workers: 1 })).results.algorithm, "table");
    assertSame(await readFile(output, "utf8"), expected);
  });

  it("takes no numbers, typed arrays and bigints", async () => {
    for (const none of [[], new Uint32Array()]) assertSame(await written(none, {}), "");
    await writeFile(input, "");
    assertSame(await written(input, { workers: 4 }), "");
    await writeFile(input, " \n\n ");
    assertSame(await written(input, { workers: 4 }), "");
    assert.equal(
      await written(Uint32Array.of(12, 2 ** 32 - 1), { workers: 2 }),
      "12: 2 2 3\n4294967295: 3 5 17 257 65537\n",
    );
    assertSame(await written(Float64Array.of(2 ** 52), {}), lines([2 ** 52]));
    assertSame(await written(BigUint64Array.of(2n ** 63n), {}), lines([2n ** 63n]));
    assertSame(await written([7, 2n ** 60n], { workers: 2 }), lines([7, 2n ** 60n]));
  });

  it("holds the longest lines", async () => {
    const worst = new Array<bigint>(9000).fill(2n ** 63n);
    assertSame(await written(worst, { workers: 1 }), lines([2n ** 63n]).repeat(9000));
    await writeFile(input, worst.join("\n"));
    assertSame(await written(input, { workers: 1 }), lines([2n ** 63n]).repeat(9000));
    await writeFile(input, "8 ".repeat(100_000));
    assertSame(await written(input, { workers: 1 }), "8: 2 2 2\n".repeat(100_000));
  });

  it("keeps the order in a pipe, which has no places", { skip: process.platform === "win32" }, async () => {
    await writeFile(input, numbers.join("\n"));
    const module = new URL("../../lib/factors/write-factors.ts", import.meta.url).href;
    const program = `const { writeFactors } = await import(${JSON.stringify(module)});
      await writeFactors(${JSON.stringify(input)}, "/dev/stdout", { workers: 3, chunk: 1000 });`;
    const command = '"$0" --input-type=module -e "$1" | cat';
    const options = { maxBuffer: 2 ** 26 };
    const { stdout } = await promisify(execFile)("sh", ["-c", command, process.execPath, program], options);
    assert.ok(stdout === expected, "the order is another");
  });

  for (const algorithm of algorithms) {
    it(`leaves whole lines, from the first on, when it is interrupted (${algorithm})`, async () => {
      const timeline = new Timeline();
      await using _ = leavesNothing(timeline);
      const controller = new AbortController();
      const many = randomNumbers({ count: 400_000, seed: 5 });
      const running = writeFactors(many, output, {
        algorithm,
        workers: 2,
        chunk: 1000,
        signal: controller.signal,
        timeline,
        onProgress: ({ done }) => done >= 20_000 && controller.abort(),
      });
      const error: unknown = await running.then(
        () => undefined,
        (cause: unknown) => cause,
      );
      assert.ok(error instanceof Unfinished && error.code === "ERR_NAVETTE_ABORTED", String(error));
      assert.ok(error.cause instanceof DOMException && error.cause.name === "AbortError");
      const { count, bytes }: WrittenFactors = error.partial;
      const text = await readFile(output, "utf8");
      assert.equal(text.length, bytes);
      assert.ok(count < 400_000 && count % 1000 === 0);
      assertSame(text, await written(many.slice(0, count), { algorithm, workers: 1 }));
    });
  }

  it("fails when one of its threads is lost, and ends the others", async () => {
    const timeline = new Timeline();
    await using _ = leavesNothing(timeline);
    // Work for a minute, so that the thread is in the middle of it when it ends.
    const hard = new Array<bigint>(100_000).fill(4_294_967_291n * 4_294_967_279n);
    process.once("worker", (worker) => worker.once("online", () => void worker.terminate()));
    const running = writeFactors(hard, output, { workers: 3, chunk: 100, timeline });
    await assert.rejects(running, { code: "ERR_NAVETTE_WORKER", message: /A thread that wrote factors ended/ });
  });

  it("tells of the first word that is no number, whoever reads it", async () => {
    for (const [word, workers] of [
      ["abc", 1],
      ["18446744073709551616", 2],
      ["-5", 3],
      ["1.5", 2],
      ["12x", 1],
      ["+", 1],
      ["1e3", 2],
    ] as const) {
      const before = `${numbers.slice(0, 500).join("\n")}\n`;
      await writeFile(input, `${before}${word}\n12\noops\n`);
      await assert.rejects(writeFactors(input, output, { workers, chunk: 64 }), (error) => {
        assert.ok(error instanceof Unfinished && error.code === "ERR_NAVETTE_NUMBERS", String(error));
        assert.ok(
          error.message.startsWith(`"${word}" at byte ${before.length} is no whole number from 0 to 2^64`),
          error.message,
        );
        return true;
      });
    }
    await writeFile(input, "9".repeat(70_000));
    await assert.rejects(writeFactors(input, output), { code: "ERR_NAVETTE_NUMBERS" });
  });

  it("says so when the disk is full", { skip: process.platform !== "linux" }, async () => {
    await assert.rejects(writeFactors(numbers, "/dev/full", { workers: 2 }), {
      code: "ERR_NAVETTE_FILE",
      message: /ENOSPC/,
    });
  });

  it("refuses wrong arguments, and names them", async () => {
    for (const [given, file, options, code, message] of [
      [[-1], output, {}, "ERR_NAVETTE_NUMBERS", /numbers\[0\] is -1/],
      [[1.5], output, {}, "ERR_NAVETTE_NUMBERS", /numbers\[0\] is 1\.5/],
      [[1n, 2n ** 64n], output, {}, "ERR_NAVETTE_NUMBERS", /numbers\[1\] is 18446744073709551616n/],
      [[1n, 2 ** 53], output, {}, "ERR_NAVETTE_NUMBERS", /numbers\[1\] is 9007199254740992/],
      [[2 ** 53], output, {}, "ERR_NAVETTE_NUMBERS", /numbers\[0\] is 9007199254740992/],
      [12, output, {}, "ERR_NAVETTE_NUMBERS", /numbers is 12/],
      [null, output, {}, "ERR_NAVETTE_NUMBERS", /numbers is null/],
      [join(folder.path, "none"), output, {}, "ERR_NAVETTE_FILE", /can't be read: ENOENT/],
      [folder.path, output, {}, "ERR_NAVETTE_FILE", /ordinary file|EISDIR/],
      ["", output, {}, "ERR_NAVETTE_FILE", /numbers is ''/],
      [[1], "", {}, "ERR_NAVETTE_FILE", /file is ''/],
      [[1], new URL("https://example.org/"), {}, "ERR_NAVETTE_FILE", /file is .*example/],
      [[1], folder.path, {}, "ERR_NAVETTE_FILE", /can't be written/],
      [[1], output, { workers: 0 }, "ERR_NAVETTE_WORKERS", /workers is 0/],
      [[1], output, { workers: 257 }, "ERR_NAVETTE_WORKERS", /workers is 257/],
      [[1], output, { chunk: 0 }, "ERR_NAVETTE_CHUNK", /chunk is 0: .* 1 to 4000/],
      [[1], output, { chunk: 4001 }, "ERR_NAVETTE_CHUNK", /chunk is 4001/],
      [
        [1],
        output,
        { algorithm: "naive" },
        "ERR_NAVETTE_ALGORITHM",
        /algorithm is 'naive': use one of "simd", "table"/,
      ],
    ] as const) {
      await assert.rejects(writeFactors(given as never, file, options as never), { code, message });
    }
    await writeFile(input, "12\n");
    await assert.rejects(writeFactors(input, input), {
      code: "ERR_NAVETTE_FILE",
      message: /the file of the numbers too/,
    });
    assert.equal(await readFile(input, "utf8"), "12\n");
    await assert.rejects(writeFactors([1], output, { signal: AbortSignal.abort() }), { name: "AbortError" });
  });
});

describe("the compiled module", () => {
  it("is what its source gives", async () => {
    const compiled = join(folder.path, "factors.wasm");
    const { main } = await import("assemblyscript/asc");
    const checkout = fileURLToPath(new URL("../../", import.meta.url));
    const config = "lib/factors/wasm/asconfig.json";
    const { error, stderr } = await main(["--config", config, "--baseDir", checkout, "--outFile", compiled]);
    assert.equal(error, null, stderr.toString());
    const kept = await readFile(new URL("../../lib/factors/wasm/factors.wasm", import.meta.url));
    assert.ok(
      kept.equals(await readFile(compiled)),
      "lib/factors/wasm/factors.wasm is old: npm run wasm makes it anew",
    );
  });

  it("knows every prime below ten million", async () => {
    const known = primesUpTo(10_000_000);
    const text = await written(known, { algorithm: "table", workers: 2 });
    let at = 0;
    for (const p of known) {
      const line = `${p}: ${p}\n`;
      assert.ok(text.startsWith(line, at), `${p}`);
      at += line.length;
    }
    assert.equal(at, text.length);
  });
});
