import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import { type Json, KernelClient } from "../client/kernel-client.ts";

/**
 * Whatever arrives, signed or not, the kernel lives and answers the next request.
 *
 * Seeded: FUZZ_SEED and FUZZ_RUNS in the environment repeat or prolong a run.
 */
const kernel = await KernelClient.start();
after(() => kernel.dispose());

const seed = Number(process.env.FUZZ_SEED ?? 20_261_122);
const runs = Number(process.env.FUZZ_RUNS ?? 300);
const delimiter = Buffer.from("<IDS|MSG>");
const channels = ["shell", "control", "stdin"] as const;

async function lives(): Promise<void> {
  for (const channel of ["shell", "control"] as const) {
    const { reply } = await kernel.request(channel, "kernel_info_request");
    assert.equal(reply?.content.status, "ok");
  }
}

async function computes(): Promise<void> {
  let cell = await kernel.run("1 + 1");
  // One of the cells before it has failed while this one was queued.
  while (cell.reply?.content.status === "aborted") cell = await kernel.run("1 + 1");
  assert.equal(cell.result, "2");
}

async function fuzz<T>(arbitrary: fc.Arbitrary<T>, send: (value: T) => void): Promise<void> {
  const pid = kernel.process.pid;
  await fc.assert(
    fc.asyncProperty(arbitrary, async (value) => {
      send(value);
      await lives();
    }),
    { seed, numRuns: runs },
  );
  await computes();
  assert.equal(kernel.process.pid, pid);
  assert.equal(kernel.hasEnded, false);
}

const channel = fc.constantFrom(...channels);
const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
const type = fc.oneof(
  fc.constantFrom(
    "kernel_info_request",
    "execute_request",
    "complete_request",
    "inspect_request",
    "history_request",
    "is_complete_request",
    "comm_info_request",
    "comm_open",
    "comm_msg",
    "comm_close",
    "input_reply",
    "connect_request",
    "interrupt_request",
    "debug_request",
  ),
  fc.string(),
  fc.constantFrom("__proto__", "constructor", "toString", "valueOf", "hasOwnProperty"),
);
const fields = [
  "code",
  "cursor_pos",
  "silent",
  "store_history",
  "user_expressions",
  "allow_stdin",
  "stop_on_error",
  "hist_access_type",
  "session",
  "start",
  "stop",
  "n",
  "pattern",
  "unique",
  "output",
  "comm_id",
  "target_name",
  "data",
  "value",
  "detail_level",
];
const code = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "1 + 1",
    "const a = ",
    "`${",
    "for (",
    "import 'x'",
    "await",
    "}{",
    "class { #",
    "\0",
    "\u2028",
    "🎉.",
    "a?.b[(",
  ),
);
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  code,
  fc.constantFrom({ toString: 1 }, { length: 5 }, [null], 1e308, -1),
);
const content = fc.dictionary(fc.constantFrom(...fields), anything, { maxKeys: 8 }).map((record) => ({
  ...record,
  // A loop would only wait for its interrupt.
  ...(typeof record.code === "string" && /while|for/.test(record.code) ? { code: "1" } : {}),
}));

test("frames of any bytes", async () => {
  await fuzz(fc.tuple(channel, fc.array(bytes, { minLength: 1, maxLength: 10 })), ([to, frames]) =>
    kernel.sendFrames(to, frames),
  );
});

test("signed frames of any bytes", async () => {
  const frames = fc.array(fc.oneof(bytes, fc.json().map(Buffer.from)), { maxLength: 8 });
  await fuzz(fc.tuple(channel, frames), ([to, parts]) =>
    kernel.sendFrames(to, [delimiter, kernel.sign(parts.slice(0, 4)), ...parts]),
  );
});

test("signed headers of any kind", async () => {
  const header = fc.record(
    { msg_id: fc.jsonValue(), msg_type: type, session: fc.jsonValue(), date: fc.jsonValue() },
    { requiredKeys: [] },
  );
  await fuzz(fc.tuple(channel, header, fc.jsonValue(), fc.jsonValue(), content), ([to, ...objects]) => {
    const parts = objects.map((part) => Buffer.from(JSON.stringify(part)));
    kernel.sendFrames(to, [delimiter, kernel.sign(parts), ...parts]);
  });
});

test("well-formed requests of any content", async () => {
  await fuzz(fc.tuple(channel, type, content, fc.array(bytes, { maxLength: 2 })), ([to, msgType, body, buffers]) => {
    kernel.send(to, msgType, body as Json, { buffers });
  });
});

test("JSON that is nested beyond any stack", async () => {
  const depth = 200_000;
  const deep = `{"a":${"[".repeat(depth)}${"]".repeat(depth)}}`;
  const plain = (msgType: string, extra = "") =>
    `{"msg_id":"${crypto.randomUUID()}","session":"s","username":"u","date":"d","msg_type":"${msgType}","version":"5.5"${extra}}`;
  const texts = (msgType: string) => [
    [plain(msgType, `,"deep":${deep}`), "{}", "{}", "{}"],
    [plain(msgType), deep, "{}", "{}"],
    [plain(msgType), "{}", deep, "{}"],
    [plain(msgType), "{}", "{}", `{"code":${deep},"comm_id":"x","target_name":"t","data":${deep},"pattern":${deep}}`],
  ];
  for (const msgType of [
    "kernel_info_request",
    "execute_request",
    "comm_open",
    "comm_msg",
    "history_request",
    "other",
  ]) {
    for (const to of channels) {
      for (const frames of texts(msgType)) {
        const parts = frames.map((text) => Buffer.from(text));
        kernel.sendFrames(to, [delimiter, kernel.sign(parts), ...parts]);
        await lives();
      }
    }
  }
  await computes();
});

test("a huge message is taken", async () => {
  const parts = ["{}", "{}", "{}", JSON.stringify({ filler: "x".repeat(50_000_000) })].map((text) => Buffer.from(text));
  kernel.sendFrames("shell", [delimiter, kernel.sign(parts), ...parts]);
  await lives();
  const cell = await kernel.run(`"${"y".repeat(5_000_000)}".length`);
  assert.equal(cell.result, "5000000");
});
