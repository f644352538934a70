/**
 * An interrupt ends everything that the cell has started, and nothing that earlier cells have.
 *
 * Ends are seen from outside: process ids that are gone, connections that a server of the test's sees closed, threads
 * that report their exit.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import { after, before, describe, it } from "node:test";
import { isAlive } from "../client/is-alive.ts";
import { KernelClient } from "../client/kernel-client.ts";

async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await new Promise((resolve) => setImmediate(resolve));
}

describe("an interrupt ends what the cell has started", () => {
  let kernel: KernelClient;
  let server: Server;
  let port: number;
  let closed: Promise<unknown>;
  let arrived: Promise<unknown>;

  before(async () => {
    kernel = await KernelClient.start();
    server = createServer((request) => {
      arrivals.resolve(request.url);
      request.socket.once("close", () => closes.resolve(request.url));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    port = typeof address === "object" && address ? address.port : 0;
  });
  after(async () => {
    await kernel.dispose();
    server.closeAllConnections();
    server.close();
  });

  let arrivals = Promise.withResolvers<unknown>();
  let closes = Promise.withResolvers<unknown>();
  function watchServer() {
    arrivals = Promise.withResolvers();
    closes = Promise.withResolvers();
    arrived = arrivals.promise;
    closed = closes.promise;
  }

  async function startAndInterrupt(code: string, middle?: Promise<unknown>) {
    const cell = kernel.submit(code);
    await (middle ?? cell.until(() => cell.text().includes("ready"), "the cell to be ready"));
    kernel.send("control", "interrupt_request", {});
    await cell.done();
    assert.equal(cell.error?.ename, "KeyboardInterrupt");
    return cell;
  }

  it("timers and intervals, those of its signal's listeners too", async () => {
    const cell = await startAndInterrupt(`
      import { cell } from "navette";
      globalThis.ticks = 0;
      cell.signal.addEventListener("abort", () => { setInterval(() => { globalThis.ticks++; }, 1); });
      setInterval(() => { globalThis.ticks++; }, 1);
      (function again() { setTimeout(again, 1); globalThis.ticks++; })();
      (function soon() { setImmediate(soon); globalThis.ticks++; })();
      require("timers/promises").setTimeout(1e6).catch((error) => { globalThis.refused = error.name; });
      console.log("ready");
      await new Promise(() => {})`);
    assert.match(cell.text(), /ready/);
    // A later cell awaits longer than the grace, on timers of its own: the earlier ones have stopped by then.
    const counts = await kernel.run(`
      await new Promise((resolve) => setTimeout(resolve, 100));
      const before = globalThis.ticks;
      await new Promise((resolve) => setTimeout(resolve, 50));
      [globalThis.ticks - before, globalThis.refused]`);
    assert.equal(counts.result, "[ 0, 'AbortError' ]");
  });

  for (const [name, code] of Object.entries({
    "an awaited fetch": "await fetch(URL_)",
    "a fetch that nobody awaits": "fetch(URL_).catch(() => {}); await new Promise(() => {})",
    "an undici request": 'const { request } = await import("undici"); await request(URL_)',
    "an http request": 'require("http").get(URL_).on("error", () => {}); await new Promise(() => {})',
    "a raw socket":
      'const raw = require("net").connect(PORT_, "127.0.0.1", () => raw.write("GET /x HTTP/1.1\\r\\nhost: x\\r\\n\\r\\n")); raw.on("error", () => {}); await new Promise(() => {})',
  })) {
    it(name, async () => {
      watchServer();
      const address = `"http://127.0.0.1:${port}/${encodeURIComponent(name)}"`;
      await startAndInterrupt(code.replaceAll("URL_", address).replaceAll("PORT_", String(port)), arrived);
      await closed;
      assert.equal((await kernel.run("1 + 1")).result, "2");
    });
  }

  it("its servers with their connections", async () => {
    const cell = await startAndInterrupt(`
      const server = require("http").createServer((request, response) => {});
      await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
      server.on("close", () => { globalThis.serverClosed = true; });
      const client = require("net").connect(server.address().port, "127.0.0.1");
      client.on("error", () => {});
      await new Promise((resolve) => server.once("connection", resolve));
      console.log("ready", server.address().port);
      await new Promise(() => {})`);
    const listening = /ready (\d+)/.exec(cell.text())?.[1];
    const refused = await kernel.run(`
      await new Promise((resolve) => setTimeout(resolve, 100));
      await new Promise((resolve) => require("net").connect(${listening}, "127.0.0.1").on("error", (error) => resolve(error.code)))`);
    assert.equal(refused.result, "'ECONNREFUSED'");
  });

  it("a WebSocket", async () => {
    const ended = Promise.withResolvers<void>();
    const upgrading = createServer().on("upgrade", ({ headers }, socket) => {
      const accept = createHash("sha1").update(`${headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`);
      socket.on("error", () => {}).on("end", () => socket.end(ended.resolve));
      socket.resume();
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept.digest("base64")}\r\n\r\n`,
      );
    });
    await new Promise<void>((resolve) => upgrading.listen(0, "127.0.0.1", resolve));
    const address = upgrading.address();
    await startAndInterrupt(`
      const webSocket = new WebSocket("ws://127.0.0.1:${typeof address === "object" && address?.port}");
      await new Promise((resolve) => { webSocket.onopen = resolve; });
      console.log("ready");
      await new Promise(() => {})`);
    await ended.promise;
    upgrading.close();
  });

  it("a datagram socket and a watcher of files", async () => {
    await startAndInterrupt(`
      const datagrams = require("dgram").createSocket("udp4");
      await new Promise((resolve) => datagrams.bind(0, resolve));
      const watcher = require("fs").watch(".", () => {});
      const ends = [datagrams, watcher].map((open) => new Promise((resolve) => open.once("close", resolve)));
      globalThis.bothClosed = Promise.all(ends);
      console.log("ready");
      await new Promise(() => {})`);
    assert.equal((await kernel.run("(await globalThis.bothClosed).length")).result, "2");
  });

  it("its child processes with their children, detached ones too", async () => {
    const cell = await startAndInterrupt(`
      const { spawn } = require("child_process");
      const child = spawn("sh", ["-c", "sleep 1000 & echo $$ $!; wait"], { detached: true });
      child.stdout.on("data", (text) => console.log("ready", String(text)));
      await new Promise(() => {})`);
    const pids = (/ready (\d+) (\d+)/.exec(cell.text()) ?? []).slice(1).map(Number);
    assert.equal(pids.length, 2);
    await Promise.all(pids.map(gone));
  });

  it("children, threads and timers of a cell that is busy in its first, synchronous part", async () => {
    const cell = await startAndInterrupt(`
      const { spawn } = require("child_process");
      const { Worker } = require("worker_threads");
      globalThis.turns = 0;
      setInterval(() => { globalThis.turns++; }, 1);
      globalThis.ended = new Promise((resolve) => new Worker("setInterval(() => {}, 1000)", { eval: true }).once("exit", resolve));
      console.log("ready", spawn("sleep", ["1000"], { detached: true }).pid);
      for (;;);`);
    await gone(Number(/ready (\d+)/.exec(cell.text())?.[1]));
    const left = await kernel.run(`
      await globalThis.ended;
      const turns = globalThis.turns;
      await new Promise((resolve) => setTimeout(resolve, 50));
      globalThis.turns - turns`);
    assert.equal(left.result, "0");
  });

  it("child processes whose parent has ended", async () => {
    const cell = await startAndInterrupt(`
      const { spawn } = require("child_process");
      spawn("sh", ["-c", "sleep 1000 & echo ready $!"], { stdio: ["ignore", "inherit", "ignore"] });
      await new Promise(() => {})`);
    await gone(Number(/ready (\d+)/.exec(cell.text())?.[1]));
  });

  it("child processes of its threads", async () => {
    const cell = await startAndInterrupt(`
      const { Worker } = require("worker_threads");
      const starter = new Worker(\`
        const { pid } = require("child_process").spawn("sleep", ["1000"], { detached: true });
        require("worker_threads").parentPort.postMessage(pid);\`, { eval: true });
      starter.once("message", (pid) => console.log("ready", pid));
      await new Promise(() => {})`);
    await gone(Number(/ready (\d+)/.exec(cell.text())?.[1]));
  });

  it("what starts itself again when it ends", async () => {
    await startAndInterrupt(`
      const { spawn } = require("child_process");
      const { Worker } = require("worker_threads");
      globalThis.begun = { children: [], threads: 0, ticks: 0 };
      (function child() { globalThis.begun.children.push(spawn("sleep", ["1000"]).once("exit", child).pid); })();
      (function thread() { new Worker("setInterval(() => {}, 1000)", { eval: true }).once("exit", thread); globalThis.begun.threads++; })();
      spawn("sleep", ["1000"]).once("exit", () => setTimeout(function tick() { globalThis.begun.ticks++; setTimeout(tick, 1); }, 1));
      console.log("ready");
      await new Promise(() => {})`);
    // Ending them takes a while; were it without end, so would be this.
    const left = await kernel.run(`
      let early: string;
      do {
        early = JSON.stringify(globalThis.begun);
        await new Promise((resolve) => setTimeout(resolve, 200));
      } while (JSON.stringify(globalThis.begun) !== early);
      globalThis.begun.children.join()`);
    const children = /'([\d,]+)'/.exec(String(left.result))?.[1]?.split(",") ?? [];
    assert.ok(children.length > 0, String(left.result));
    await Promise.all(children.map((pid) => gone(Number(pid))));
    assert.equal(left.ofType("error").length, 0);
  });

  it("its worker threads, in a loop too", async () => {
    await startAndInterrupt(`
      const { Worker } = require("worker_threads");
      globalThis.threads = [new Worker("for (;;) {}", { eval: true }), new Worker("setInterval(() => {}, 1000)", { eval: true })];
      globalThis.exits = Promise.all(globalThis.threads.map((thread) => new Promise((resolve) => thread.once("exit", resolve))));
      await Promise.all(globalThis.threads.map((thread) => new Promise((resolve) => thread.once("online", resolve))));
      console.log("ready");
      await new Promise(() => {})`);
    assert.equal((await kernel.run("(await globalThis.exits).length")).result, "2");
  });

  it("a piscina pool of its own", async () => {
    const cell = await startAndInterrupt(`
      const { Piscina } = await import("piscina");
      const pool = new Piscina({ filename: "data:text/javascript,export default () => { for (;;) {} }", minThreads: 2, maxThreads: 2 });
      pool.run(1).catch((error) => { globalThis.poolTask = error.name; });
      console.log("ready");
      await new Promise(() => {})`);
    assert.match(cell.text(), /ready/);
    // A thread takes a while to end.
    const left = await kernel.run(`
      const threads = () => process.getActiveResourcesInfo().filter((name) => name === "Worker").length;
      while (threads() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
      threads()`);
    assert.equal(left.result, "0");
  });

  it("children with an environment of their own, also those whose parent was awaited synchronously", async () => {
    const cell = await startAndInterrupt(`
      const { execFileSync, fork, spawnSync } = require("child_process");
      const { Worker } = require("worker_threads");
      const env = { PATH: process.env.PATH };
      const leave = "setsid sleep 1000 >/dev/null 2>&1 & echo $!";
      const left = execFileSync("sh", ["-c", leave], { encoding: "utf8", env });
      const ofBareThread = \`
        const { execFileSync } = require("child_process");
        const left = execFileSync("sh", ["-c", \${JSON.stringify(leave)}], { encoding: "utf8", env: \${JSON.stringify(env)} });
        require("worker_threads").parentPort.postMessage(Number(left));
        setInterval(() => {}, 1000);\`;
      const bare = new Worker(ofBareThread, { eval: true, env: {} });
      const ofThread = await new Promise((resolve) => bare.once("message", resolve));
      require("fs").writeFileSync("forked.cjs", "process.send(process.pid); setInterval(() => {}, 1000)");
      const forked = await new Promise((resolve) => fork("forked.cjs", { env }).once("message", resolve));
      console.log("ready", JSON.stringify([Number(left), ofThread, forked]));
      spawnSync("sh", ["-c", "sleep 1000"], { env })`);
    const pids = JSON.parse(cell.text().replace(/^ready /, "")) as number[];
    assert.equal(pids.length, 3);
    for (const pid of pids) await gone(pid);
  });

  it("but nothing of earlier cells", async () => {
    const first = await kernel.run(`
      globalThis.earlier = 0;
      globalThis.keep = setInterval(() => { globalThis.earlier++; }, 1);
      const { spawn } = require("child_process");
      globalThis.sleeper = spawn("sleep", ["1000"]);
      globalThis.sleeper.pid`);
    await startAndInterrupt('console.log("ready"); await new Promise(() => {})');
    const state = await kernel.run(`
      const before = globalThis.earlier;
      await new Promise((resolve) => setTimeout(resolve, 100));
      [globalThis.earlier > before, globalThis.sleeper.exitCode === null && globalThis.sleeper.signalCode === null]`);
    assert.equal(state.result, "[ true, true ]");
    await kernel.run("clearInterval(globalThis.keep); globalThis.sleeper.kill()");
    await gone(Number(first.result));
  });

  it("children know their cell by NAVETTE_CELL", async () => {
    const cell = await kernel.run(`
      const { execFileSync, execFile } = require("child_process");
      const sync = execFileSync("sh", ["-c", "echo $NAVETTE_CELL"], { encoding: "utf8" }).trim();
      const later = await new Promise((resolve) => execFile("sh", ["-c", "echo $NAVETTE_CELL"], (error, text) => resolve(text.trim())));
      [sync === later, /^\\d+$/.test(sync)]`);
    assert.equal(cell.result, "[ true, true ]");
  });
});
