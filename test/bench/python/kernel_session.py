"""Measures one start of one kernel and prints what it saw as one JSON object.

    kernel_session.py KERNEL SUITE [FOLDER]

A client of its own on jupyter_client's sockets: it notes the moment at which each message is read, and counts a
request as over when both its reply and its idle status are there.
"""

import json
import os
import re
import statistics
import sys
import tempfile
import time

import psutil
import zmq
from jupyter_client.manager import KernelManager

LIMIT = 60.0


class Session:
    def __init__(self, name: str, folder: str | None = None) -> None:
        self.folder = tempfile.mkdtemp(prefix="navette-bench-")
        self.log = open(os.path.join(self.folder, "log"), "wb")
        self.manager = KernelManager(kernel_name=name)
        began = time.perf_counter()
        self.manager.start_kernel(cwd=folder or self.folder, stdout=self.log, stderr=self.log)
        self.sockets = {
            "shell": self.manager.connect_shell(),
            "control": self.manager.connect_control(),
            "iopub": self.manager.connect_iopub(),
            "hb": self.manager.connect_hb(),
        }
        self.poller = zmq.Poller()
        for socket in self.sockets.values():
            self.poller.register(socket, zmq.POLLIN)
        self.seen: dict[str, list[tuple[float, str, dict]]] = {}
        self.beat_at = 0.0
        first = self.send("shell", "kernel_info_request", {})
        self.wait(lambda: self.at(first, "kernel_info_reply"))
        self.start_ms = (self.at(first, "kernel_info_reply") - began) * 1e3
        self.language = next(c for _, t, c in self.seen[first] if t == "kernel_info_reply")["language_info"]["name"]
        self.implementation = next(c for _, t, c in self.seen[first] if t == "kernel_info_reply").get("implementation", "")
        for _ in range(100):  # a subscription may come into force later than the first answer
            probe = self.send("shell", "kernel_info_request", {})
            if self.wait(lambda: self.over(probe), 0.3):
                break

    def send(self, channel: str, kind: str, content: dict) -> str:
        message = self.manager.session.msg(kind, content)
        self.seen[message["header"]["msg_id"]] = []
        self.sent = time.perf_counter()
        self.manager.session.send(self.sockets[channel], message)
        return message["header"]["msg_id"]

    def read(self, seconds: float) -> None:
        for socket, _ in self.poller.poll(max(0, seconds * 1e3)):
            if socket is self.sockets["hb"]:
                socket.recv()
                self.beat_at = time.perf_counter()
                continue
            for _ in range(400):
                try:
                    frames = socket.recv_multipart(zmq.NOBLOCK)
                except zmq.Again:
                    break
                now = time.perf_counter()
                _, parts = self.manager.session.feed_identities(frames)
                message = self.manager.session.deserialize(parts)
                parent = (message["parent_header"] or {}).get("msg_id")
                if parent in self.seen:
                    self.seen[parent].append((now, message["header"]["msg_type"], message["content"]))

    def wait(self, condition, seconds: float = LIMIT) -> bool:
        end = time.perf_counter() + seconds
        while not condition():
            left = end - time.perf_counter()
            if left <= 0:
                return False
            self.read(min(left, 0.1))
        return True

    def at(self, request: str, kind: str) -> float | None:
        return next((when for when, seen, _ in self.seen[request] if seen == kind), None)

    def idle(self, request: str) -> float | None:
        states = ((when, c) for when, kind, c in self.seen[request] if kind == "status")
        return next((when for when, c in states if c["execution_state"] == "idle"), None)

    def reply(self, request: str) -> tuple[float, dict] | None:
        return next(((when, c) for when, kind, c in self.seen[request] if kind.endswith("_reply")), None)

    def over(self, request: str) -> bool:
        return self.idle(request) is not None and self.reply(request) is not None

    def submit(self, code: str) -> str:
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False, "stop_on_error": True}
        return self.send("shell", "execute_request", content)

    def run(self, code: str, seconds: float = LIMIT) -> float | None:
        """Milliseconds of a cell, or None when it failed or its end never came."""
        request = self.submit(code)
        sent = self.sent
        if not self.wait(lambda: self.over(request), seconds):
            return None
        when, content = self.reply(request)
        if content.get("status") != "ok":
            time.sleep(0.3)  # some kernels refuse cells for a while after an error
            return None
        return (max(when, self.idle(request)) - sent) * 1e3

    def text(self, request: str) -> str:
        return "".join(c["text"] for _, kind, c in self.seen[request] if kind == "stream")

    def result(self, code: str) -> str:
        request = self.submit(code)
        self.wait(lambda: self.over(request), 10)
        shown = (c["data"].get("text/plain", "") for _, kind, c in self.seen[request] if kind in ("execute_result", "display_data"))
        return "".join(shown)

    def memory_mib(self) -> tuple[float, float]:
        """Memory that the kernel's processes have for themselves: of those that run cells, and of a language server."""
        root = psutil.Process(self.manager.provisioner.pid)
        cells = server = 0
        for process in [root, *root.children(recursive=True)]:
            try:
                uss = process.memory_full_info().uss
                if "--lsp" in process.cmdline() or "--api" in process.cmdline():
                    server += uss
                else:
                    cells += uss
            except psutil.Error:
                pass
        return cells / 2**20, server / 2**20

    def close(self) -> None:
        self.manager.shutdown_kernel(now=True)
        self.log.close()


TYPED_TS = """
interface Reading@ { id: number; place: string; values: number[]; note?: string }
type Summary@ = { place: string; mean: number; most: number };
class Station@ {
  private readonly readings: Reading@[] = [];
  constructor(readonly name: string) { this.name = name; }
  add(reading: Reading@): this {
    this.readings.push(reading);
    return this;
  }
  get count(): number {
    return this.readings.length;
  }
  summaries(): Summary@[] {
    return this.readings.map(({ place, values }): Summary@ => ({
      place,
      mean: values.reduce((sum, value) => sum + value, 0) / values.length,
      most: Math.max(...values),
    }));
  }
}
function best@<T, K extends number>(items: T[], rank: (item: T) => K): T | undefined {
  return [...items].sort((a, b) => rank(b) - rank(a))[0];
}
const station@ = new Station@("north").add({ id: 1, place: "roof", values: [1, 2, 3] });
best@(station@.summaries(), ({ most }) => most)?.place
""".replace("constructor(readonly name: string) { this.name = name; }", "readonly name: string;\n  constructor(name: string) { this.name = name; }")

TYPED_PY = """
from dataclasses import dataclass, field
@dataclass
class Reading@:
    id: int
    place: str
    values: list[float]
@dataclass
class Summary@:
    place: str
    mean: float
    most: float
class Station@:
    def __init__(self, name: str, folder: str | None = None) -> None:
        self.name = name
        self.readings: list[Reading@] = []
    def add(self, reading: Reading@) -> "Station@":
        self.readings.append(reading)
        return self
    @property
    def count(self) -> int:
        return len(self.readings)
    def summaries(self) -> list[Summary@]:
        return [Summary@(r.place, sum(r.values) / len(r.values), max(r.values)) for r in self.readings]
def best@(items, rank):
    return max(items, key=rank)
station@ = Station@("north").add(Reading@(1, "roof", [1, 2, 3]))
best@(station@.summaries(), lambda s: s.most).place
"""

TS = {
    "declare": "let x: number = 0",
    "assign": "x = 1",
    "typed": TYPED_TS,
    "grow": "const g@: number = @; function h@(a: number): number { return a + g@; }",
    "object": 'const thing = { alpha: 1, beta: "b" }',
    "complete": "thing.",
    "busy": "{ const end = Date.now() + 1500; while (Date.now() < end) {} }",
    "forever": "for (;;) {}",
    "await": "await new Promise(() => { setInterval(() => {}, 1000) })",
    "keep": "let kept = 41",
    "kept": "kept + 1",
    "pid": "process.pid",
    "lines": 'for (let i = 0; i < 100000; i++) console.log("line " + String(i).padStart(6, "0") + " of many, with some more words")',
    "stamp": 'for (let i = 0; i < 10; i++) { console.log("T" + (performance.timeOrigin + performance.now())); const end = Date.now() + 60; while (Date.now() < end) {} }',
}
PY = {
    "declare": "x = 0",
    "assign": "x = 1",
    "typed": TYPED_PY,
    "grow": "g@ = @\ndef h@(a: int) -> int:\n    return a + g@",
    "object": "class Thing:\n    alpha = 1\n    beta = 'b'\nthing = Thing()",
    "complete": "thing.",
    "busy": "import time\nend = time.time() + 1.5\nwhile time.time() < end: pass",
    "forever": "while True: pass",
    "await": "import asyncio\nawait asyncio.Event().wait()",
    "keep": "kept = 41",
    "kept": "kept + 1",
    "pid": "import os; os.getpid()",
    "lines": 'for i in range(100000): print(f"line {i:06d} of many, with some more words")',
    "stamp": "import time\nfor i in range(10):\n    print(f'T{time.time() * 1000}')\n    end = time.time() + 0.06\n    while time.time() < end: pass",
}


def middle(values: list) -> float | None:
    values = [value for value in values if value is not None]
    return statistics.median(values) if values else None


def cells(s: Session, code: dict) -> dict:
    seen = {"start to the first kernel_info, ms": s.start_ms, "memory after start (USS), MiB": s.memory_mib()[0]}
    seen["first cell, ms"] = s.run("1 + 1")
    s.run(code["declare"])
    seen["trivial cell p50, ms"] = middle([s.run(code["assign"]) for _ in range(100)])
    s.run(code["typed"].replace("@", "0"))
    seen["typed cell of 25 lines p50, ms"] = middle([s.run(code["typed"].replace("@", str(n))) for n in range(1, 31)])
    times = [s.run(code["grow"].replace("@", str(n))) for n in range(400)]
    early, late = middle(times[:50]), middle(times[350:])
    seen["cells 351–400 against 1–50"] = late / early if early and late else None
    s.run(code["object"])
    s.send("shell", "complete_request", {"code": code["complete"], "cursor_pos": len(code["complete"])})
    s.wait(lambda: False, 1)
    seen["memory after 400 cells (USS), MiB"], server = s.memory_mib()
    seen["its language server (USS), MiB"] = server or None
    replies = []
    for _ in range(20):
        request = s.send("shell", "complete_request", {"code": code["complete"], "cursor_pos": len(code["complete"])})
        sent = s.sent
        if s.wait(lambda: s.reply(request) is not None, 5):
            replies.append((s.reply(request)[0] - sent) * 1e3)
    seen["completion p50, ms"] = middle(replies)
    return seen


def busy(s: Session, code: dict) -> dict:
    seen = {}
    s.run(code["object"])
    # Whoever completes in a loop has completed before: a language server has started.
    for _ in range(3):
        warm = s.send("shell", "complete_request", {"code": code["complete"], "cursor_pos": len(code["complete"])})
        s.wait(lambda: s.reply(warm) is not None, 10)
    cell = s.submit(code["busy"])
    s.wait(lambda: s.at(cell, "execute_input") is not None, 5)
    s.wait(lambda: False, 0.3)
    started = time.perf_counter()
    s.sockets["hb"].send(b"ping")
    control = s.send("control", "kernel_info_request", {})
    complete = s.send("shell", "complete_request", {"code": code["complete"], "cursor_pos": len(code["complete"])})
    inspect = s.send("shell", "inspect_request", {"code": "thing", "cursor_pos": 5, "detail_level": 0})
    s.wait(lambda: s.over(cell), 10)
    s.wait(lambda: s.beat_at and s.reply(control) and s.reply(complete) and s.reply(inspect), 3)
    ended = s.reply(cell)[0] if s.reply(cell) else float("inf")

    def during(at: float | None) -> float | None:
        """Milliseconds until the answer; None where it came only once the loop was over."""
        return (at - started) * 1e3 if at and at < ended else None

    seen["completion in a busy loop, ms"] = during(s.reply(complete) and s.reply(complete)[0])
    seen["inspection in a busy loop, ms"] = during(s.reply(inspect) and s.reply(inspect)[0])
    seen["control in a busy loop, ms"] = during(s.reply(control) and s.reply(control)[0])
    seen["heartbeat in a busy loop, ms"] = during(s.beat_at or None)
    for name, kind, rounds in (("a loop", "forever", 12), ("an endless await", "await", 5)):
        s.run(code["keep"])
        before, times = s.result(code["pid"]), []
        for _ in range(rounds):
            if not s.manager.is_alive():
                break
            cell = s.submit(code[kind])
            s.wait(lambda: s.at(cell, "execute_input") is not None, 5)
            s.wait(lambda: False, 0.1)
            if s.over(cell):  # it doesn't wait at all
                break
            asked = time.perf_counter()
            s.manager.interrupt_kernel()
            if not s.wait(lambda: s.over(cell), 3):
                break
            times.append((max(s.reply(cell)[0], s.idle(cell)) - asked) * 1e3)
            s.wait(lambda: False, 0.3)
        kept = s.manager.is_alive() and len(times) == rounds and "42" in s.result(code["kept"]) and s.result(code["pid"]) == before
        seen[f"interrupt of {name} p50, ms"] = middle(times) if len(times) == rounds else None
        seen[f"interrupt of {name} p95, ms"] = sorted(times)[int(len(times) * 0.95)] if len(times) == rounds else None
        seen[f"interrupt of {name}: same process, state kept"] = bool(kept)
        if not s.manager.is_alive():
            break
    return seen


def death(s: Session, code: dict) -> dict:
    """From the end of the process that runs cells to the next cell's result, where the kernel outlives it."""
    if s.language == "python":
        return {"answer after the death of the process of cells, ms": None}
    times = []
    for _ in range(5):
        s.run("1 + 1")
        s.wait(lambda: False, 0.3)
        cell = s.submit("process.exit(1)" if "Deno" not in s.implementation else "Deno.exit(1)")
        if not s.wait(lambda: s.over(cell), 3):
            break
        asked = time.perf_counter()
        if s.run("1 + 1", 5) is None:
            break
        times.append((time.perf_counter() - asked) * 1e3)
    return {"answer after the death of the process of cells, ms": middle(times)}


def output(s: Session, code: dict) -> dict:
    seen = {}
    s.run("1 + 1")
    offset = time.time() - time.perf_counter()
    cell = s.submit(code["stamp"])
    s.wait(lambda: s.over(cell), 10)
    lags = []
    for when, kind, content in s.seen[cell]:
        if kind == "stream":
            lags += [(when + offset) * 1e3 - float(stamp) for stamp in re.findall(r"T([\d.]+)", content["text"])]
    seen["print to arrival in a busy cell p50, ms"] = middle(lags)
    cell = s.submit(code["lines"])
    sent = s.sent
    done = s.wait(lambda: s.over(cell), 30)
    s.wait(lambda: False, 0.5)
    last = max((when for when, kind, _ in s.seen[cell] if kind == "stream"), default=None)
    lost = 100_000 - len(set(re.findall(r"line (\d{6})", s.text(cell))))
    seen["100,000 lines, s"] = max(last, s.idle(cell)) - sent if done and last and lost < 100_000 else None
    seen["100,000 lines: lost"] = lost
    seen["100,000 lines: messages"] = sum(kind == "stream" for _, kind, _ in s.seen[cell])
    return seen


def asked(s: Session, kind: str, code: str, seconds: float = 10) -> tuple[float, dict] | None:
    """Milliseconds and content of the answer to a question at the end of the code."""
    content = {"code": code, "cursor_pos": len(code)} | ({"detail_level": 0} if kind == "inspect_request" else {})
    request = s.send("shell", kind, content)
    sent = s.sent
    if not s.wait(lambda: s.reply(request) is not None, seconds):
        return None
    when, reply = s.reply(request)
    return (when - sent) * 1e3, reply


LANGUAGE_TS = {
    "static": "Math.ma",
    "imports": 'import { request } from "undici";\nimport * as vegaLite from "vega-lite";\nimport { interval } from "rxjs";',
    "chain": "const step@ = { own: @, before: [1, 2] };",
    "value": "const boats = [{ name: 'Vague', crew: { captain: 'Ada' } }];",
    "member": "boats[0].crew.",
    "unrun": "const probe = { typedMember: 1 };\nprobe.typed",
    "name": "boats",
    "busy": TS["busy"],
}
LANGUAGE_PY = {
    "static": "import math\nmath.",
    "imports": "import json, urllib.request, asyncio",
    "chain": "step@ = {'own': @, 'before': [1, 2]}",
    "value": "class Crew:\n    captain = 'Ada'\nclass Boat:\n    crew = Crew()\nboats = [Boat()]",
    "member": "boats[0].crew.",
    "unrun": "class Probe:\n    typedMember = 1\nprobe = Probe()\nprobe.typed",
    "name": "boats",
    "busy": PY["busy"],
}


def language(s: Session, _: dict) -> dict:
    code = LANGUAGE_PY if s.language == "python" else LANGUAGE_TS
    first = asked(s, "complete_request", code["static"])
    seen = {"first completion after the start, ms": first and first[0]}

    def typed() -> bool:
        found = asked(s, "complete_request", code["unrun"])
        return found is not None and any("typedMember" in match for match in found[1].get("matches", []))

    def settled(seconds: float = 20) -> bool:
        end = time.perf_counter() + seconds
        while not (known := typed()) and time.perf_counter() < end:
            pass
        return known

    knows = settled()
    seen["members of what has not run"] = knows
    seen["imports of undici, vega-lite, rxjs run"] = s.run(code["imports"]) is not None
    cells = 1
    flat = []
    for wanted in (1, 50, 300):
        for cells in range(cells, wanted):
            s.run(code["chain"].replace("@", str(cells)))
        s.run(code["value"])
        began = time.perf_counter()
        seen[f"members of what has not run, {wanted} cells before: known after, ms"] = (time.perf_counter() - began) * 1e3 if knows and settled(60) else None
        asked(s, "complete_request", code["member"])
        times = sorted(found[0] for found in (asked(s, "complete_request", code["member"]) for _ in range(60)) if found)
        seen[f"member completion, {wanted} cells before, p50, ms"] = middle(times)
        seen[f"member completion, {wanted} cells before, p95, ms"] = times[int(len(times) * 0.95)] if times else None
        flat.append(middle(times))
        hovers = [found for found in (asked(s, "inspect_request", code["name"], 3) for _ in range(30)) if found]
        told = all(content.get("found") for _, content in hovers)
        seen[f"inspection, {wanted} cells before, p50, ms"] = middle([ms for ms, _ in hovers]) if told else None
    seen["member completion, 300 cells against 1"] = flat[2] / flat[0] if flat[0] and flat[2] else None
    cell = s.submit(code["busy"])
    s.wait(lambda: s.at(cell, "execute_input") is not None, 5)
    s.wait(lambda: False, 0.2)
    within = []
    while not s.over(cell):
        found = asked(s, "complete_request", code["member"])
        if found and not s.over(cell):
            within.append(found[0])
    seen["completion in a busy loop p50, ms"] = middle(within)
    return seen


def main() -> None:
    kernel, suite, *folder = sys.argv[1:]
    session = Session(kernel, *folder)
    try:
        print(json.dumps({"cells": cells, "busy": busy, "output": output, "death": death, "language": language}[suite](session, PY if session.language == "python" else TS)))
    finally:
        session.close()


main()
