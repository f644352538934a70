"""Restarts a kernel many times, as a Jupyter server does, and counts what is there before and after; one JSON object.

    restarts.py KERNEL COUNT [HELPER]

A kernel with types starts, once they are there, a program that reads the names to import, and which then ends: HELPER is a
part of its command. The counts are taken with types, and without that program, however slow the machine is.
"""

import json
import sys
import time

import psutil
from jupyter_client.manager import KernelManager

HELPER = sys.argv[3] if len(sys.argv) > 3 else None
TYPED = "const probe = { onlyTyped: 1 };\nprobe.onlyT"
LIMIT = 120  # seconds: a guard
CELL = {"typescript": 'console.log("alive")', "python": 'print("alive")'}


def counts() -> dict:
    me = psutil.Process()
    family = [me, *me.children(recursive=True)]
    files = sockets = 0
    for process in family:
        try:
            files += process.num_fds()
            sockets += len([c for c in process.net_connections("all") if c.status == "LISTEN"])
        except psutil.Error:
            pass
    return {"files": files, "sockets": sockets, "processes": len(family)}


def until_typed(client) -> None:
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        if "onlyTyped" in client.complete(TYPED, reply=True, timeout=60)["content"]["matches"]:
            return


def is_helping() -> bool:
    for process in psutil.Process().children(recursive=True):
        try:
            if HELPER in " ".join(process.cmdline()):
                return True
        except psutil.Error:
            pass
    return False


def run(manager: KernelManager, with_types: bool = False) -> bool:
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        language = client.kernel_info(reply=True, timeout=60)["content"]["language_info"]["name"]
        reply = client.execute_interactive(CELL[language], timeout=60, output_hook=lambda _: None, allow_stdin=False)
        if HELPER and with_types:
            until_typed(client)
        return reply["content"]["status"] == "ok"
    finally:
        client.stop_channels()
        client.context.destroy(linger=0)


def settled(expected: dict | None = None) -> dict:
    """The counts, once they have stayed the same for half a second, or are those expected: what ends takes its time."""
    end = time.monotonic() + LIMIT
    while HELPER and is_helping() and time.monotonic() < end:
        time.sleep(0.05)
    last, since = counts(), time.monotonic()
    while last != expected and time.monotonic() < end and (expected or time.monotonic() - since < 0.5):
        time.sleep(0.05)
        now = counts()
        if now != last:
            last, since = now, time.monotonic()
    return last


manager = KernelManager(kernel_name=sys.argv[1])
manager.start_kernel(stderr=sys.stderr)
answered = 0
try:
    for _ in range(2):  # what the client's own libraries open once is open from here on
        run(manager)
        manager.restart_kernel(now=False)
    run(manager, with_types=True)
    before = settled()
    began = time.monotonic()
    for number in range(int(sys.argv[2])):
        manager.restart_kernel(now=number % 2 == 1)
        answered += run(manager)
    seconds = time.monotonic() - began
    run(manager, with_types=True)
    after = settled(before)
finally:
    manager.shutdown_kernel(now=False)
print(json.dumps({"restarts": int(sys.argv[2]), "answered": answered, "before": before, "after": after, "seconds": seconds}))
