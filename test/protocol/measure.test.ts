/** `%%time`, `%timeit` and `%%timeline` measure any code. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readMagics } from "../../kernel/magics/index.ts";
import { vegaLiteMime } from "../../lib/plots/plot.ts";
import { type Exchange, type Json, KernelClient } from "../client/kernel-client.ts";

const kernel = await KernelClient.start({ env: { LC_ALL: "C.UTF-8" } });
after(() => kernel.dispose());

async function run(code: string): Promise<Exchange> {
  const cell = await kernel.run(code);
  assert.equal(cell.error, undefined, cell.error?.traceback);
  return cell;
}

/** The plot that is shown, as text; it comes as a chart and as a picture too. */
function plotOf(cell: Exchange, type = "display_data"): string {
  const data = cell.ofType(type).at(-1)?.content.data as Json | undefined;
  assert.ok(data && vegaLiteMime in data && /^<svg/.test(String(data["image/svg+xml"])));
  return String(data["text/plain"]);
}

test("%%time shows what a cell costs, below its result's value, which it keeps", async () => {
  const cell = await run(`%%time
    const { promise, resolve } = Promise.withResolvers<number>();
    setTimeout(() => resolve(5), 50);
    await promise`);
  assert.equal(cell.result, "5");
  const text = plotOf(cell);
  assert.match(text, /^What the cell cost: elapsed [\d.,]+\sm?s; CPU, this process and its threads /);
  for (const row of [
    /\nelapsed +[\d.,]+\sm?s\n/,
    /\nevent loop +busy \d+% of the time; late by /,
    /\nmemory +heap [+−]/,
  ]) {
    assert.match(text, row);
  }
  assert.equal((await run("typeof promise")).result, "'object'");
});

test("%time code is timed as well, and the code is what counts for its value, errors and completeness", async () => {
  const cell = await run("%time const six = await Promise.resolve(6); six + 1");
  assert.equal(cell.result, "7");
  plotOf(cell);
  const failed = await kernel.run("%time throw new RangeError('no')");
  assert.match(failed.error?.traceback ?? "", /RangeError: no[\s\S]*In\[\d+\]:1:13/);
  plotOf(failed);
  const { reply } = await kernel.request("shell", "is_complete_request", { code: "%%time\nfor (const a of [1]) {" });
  assert.equal(reply?.content.status, "incomplete");
  const completed = await kernel.request("shell", "complete_request", { code: "%time Math.ma", cursor_pos: 13 });
  assert.ok(JSON.stringify(completed.reply?.content.matches).includes('"max"'));
});

test("%%time counts the CPU of worker threads, and of child processes where the system tells", async () => {
  const busy = (ms: number) => `const until = performance.now() + ${ms}; while (performance.now() < until);`;
  const cell = await run(`%%time
    import { Worker } from "node:worker_threads"; import { execFileSync } from "node:child_process";
    await new Promise((resolve) => new Worker(${JSON.stringify(busy(150))}, { eval: true }).on("exit", resolve));
    execFileSync(process.execPath, ["-e", ${JSON.stringify(busy(200))}]);`);
  const text = plotOf(cell);
  assert.doesNotMatch(text, /its threads +0\sms/);
  if (process.platform === "linux") assert.doesNotMatch(text, /child processes +(0\sms|not)/);
});

test("%timeit runs an expression, a cell, and what awaits; it declares nothing", async () => {
  const expression = plotOf(
    (await run("const four = 4;\nfour")) && (await run("%timeit -r 3 Math.sqrt(four)")),
    "execute_result",
  );
  assert.match(expression, /^Time of one run: [\d.,]+\s[nµ]s ± [\d.,]+\s[nµ]s for one run\.\n/);
  assert.match(expression, /\n3 +[\d.,]+\s[nµ]s\nmean /);
  const cell = plotOf(
    await run("%%timeit -n 20 -r 2\nconst list = [3, 1, 2];\nlist.sort(); // in place"),
    "execute_result",
  );
  assert.match(cell, /\n2 +[\d.,]+\s[nµm]s\nmean /);
  assert.equal((await run("typeof list")).result, "'undefined'");
  const awaiting = await run("globalThis.calls = 0; 0");
  assert.equal(awaiting.error, undefined);
  plotOf(await run("%timeit -n 4 -r 2 await Promise.resolve(calls += 1)"), "execute_result");
  assert.equal((await run("calls")).result, "9");
});

test("%timeit says where its code fails, and is interrupted", async () => {
  const failed = await kernel.run("%%timeit\nconst n = 1;\nthrow new RangeError('third line')");
  assert.match(failed.error?.traceback ?? "", /❯ 3 │ throw new RangeError/);
  const endless = kernel.submit(
    "%%timeit\nif (!globalThis.begun) console.log(globalThis.begun = 'begun');\nwhile (true);",
  );
  await endless.until(() => /begun/.test(endless.text()), "its beginning");
  await kernel.request("control", "interrupt_request");
  await endless.done();
  assert.equal(endless.error?.ename, "KeyboardInterrupt");
  assert.match(String((await kernel.run("%timeit -n 0 1")).error?.evalue), /-n is 0: give 1 to/);
});

test("%%timeline draws requests, threads, processes, measures and the tasks of lib", async () => {
  await run(`import { createServer } from "node:http"; import { spawn } from "node:child_process"; import { once } from "node:events";
    const server = createServer((_, response) => setTimeout(() => response.end("x"), 20)).listen(0);
    const url = \`http://127.0.0.1:\${server.address().port}/page\`;`);
  const cell = await run(`%%timeline
    performance.mark("begin");
    await Promise.all([1, 2].map(async (n) => (await fetch(url + n)).text()));
    await once(new Worker("1", { eval: true }), "exit");
    await once(spawn(process.execPath, ["-e", "1"]), "exit");
    const lasting = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)"]);
    performance.measure("whole", "begin");`);
  plotOf(cell);
  const [shown] = cell.ofType("display_data");
  assert.ok(shown);
  const spec = (shown.content.data as Json)[vegaLiteMime] as { data: { values: { kind: string; task: string }[] } };
  const tasks = spec.data.values.map(({ kind, task }) => `${kind}: ${task}`);
  const { host } = new URL((await run("url")).result?.toString().slice(1, -1) ?? "");
  for (const expected of [
    "cell: the cell",
    `request: GET ${host}/page1`,
    `request: GET ${host}/page2`,
    "measure: whole",
    "mark: begin",
  ]) {
    assert.ok(tasks.includes(expected), `${expected} in ${tasks.join("; ")}`);
  }
  assert.ok(
    tasks.some((task) => /^thread: thread \d+$/.test(task)),
    tasks.join("; "),
  );
  assert.ok(
    tasks.some((task) => /^process: node.* -e 1$/.test(task)),
    tasks.join("; "),
  );
  assert.ok(
    tasks.some((task) => /^process: node.*1e6\) \(goes on\)$/.test(task)),
    tasks.join("; "),
  );
  await run("lasting.kill(); server.close(); server.closeAllConnections()");

  await run('import { factoriseAll, randomNumbers } from "navette/lib"');
  const chunks = plotOf(
    await run(`%%timeline
      await factoriseAll(randomNumbers({ count: 400 }), { strategy: "threads", workers: 2, chunk: 100 }); undefined`),
  );
  assert.match(chunks, /: 7 tasks on 3 threads in /);
});

test("%%timeline draws child processes that are awaited synchronously, each as long as it ran", async () => {
  await run(`import { execFileSync, execSync, spawnSync } from "node:child_process";
    const node = JSON.stringify(process.execPath);`);
  const cell = await run(`%%timeline
    execSync(\`\${node} -e "setTimeout(() => {}, 100)"\`);
    execFileSync(process.execPath, ["-e", "2"]);
    spawnSync(process.execPath, ["-e", "process.exit(3)"]);
    spawnSync("no-such-program");`);
  plotOf(cell);
  const [shown] = cell.ofType("display_data");
  assert.ok(shown);
  const spec = (shown.content.data as Json)[vegaLiteMime] as {
    data: { values: { kind: string; task: string; from: number; to: number }[] };
  };
  const children = spec.data.values
    .filter(({ kind }) => kind === "process")
    .toSorted((a, b) => a.from - b.from || a.to - b.to);
  assert.equal(children.length, 4, JSON.stringify(spec.data.values));
  for (const [at, name] of [
    /^(sh|cmd\.exe) /,
    /^node.* -e 2$/,
    /^node.* -e process.exit\(3\)$/,
    /^no-such-program$/,
  ].entries()) {
    assert.match(children[at]?.task ?? "", name);
    assert.ok((children[at]?.to ?? 0) <= (children[at + 1]?.from ?? Number.POSITIVE_INFINITY));
  }
  // Nothing is watched any more, and all is as it was.
  assert.equal((await run(`String(execFileSync(process.execPath, ["-p", "6 * 7"])).trim()`)).result, "'42'");
});

test("one way of measuring a cell, by a magic that is about the cell", async () => {
  for (const [code, says] of [
    ["%%time\n%%timeline\n1", /a cell is measured in one way/],
    ["%%types off", /%%types: write %types, which is about no cell/],
    ["%%tim\n1", /there is no magic %tim; there are: .*%time \[code\]/],
  ] as const) {
    assert.match(String((await kernel.run(code)).error?.evalue), says);
  }
});

test("magics are read at column 0 before the first code, and masked in place", () => {
  for (const [source, names, code] of [
    ["%time f()", ["time"], "      f()"],
    ["%%time\nf()", ["time"], "      \nf()"],
    ["// note\n%timeit -n 10 -r3 f()\n%time", ["timeit"], `// note\n${" ".repeat(17)} f()\n%time`],
    ["%timeit -n10\nf()", ["timeit"], `${" ".repeat(12)}\nf()`],
    ["%time -x", ["time"], "      -x"],
    ["%timeliness 1", ["timeliness"], " ".repeat(13)],
    ["f()\n%time g()", [], "f()\n%time g()"],
    [" %time f()", [], " %time f()"],
  ] as const) {
    const read = readMagics(source);
    assert.deepEqual(
      read.calls.map(({ name }) => name),
      names,
      source,
    );
    assert.equal(read.code, code);
  }
});
