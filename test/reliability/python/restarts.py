"""Restarts a kernel many times, as a Jupyter server does, and counts what is there before and after; one JSON object.

    restarts.py KERNEL COUNT
"""

import json
import sys
import time

import psutil
from jupyter_client.manager import KernelManager

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


def run(manager: KernelManager) -> bool:
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        language = client.kernel_info(reply=True, timeout=60)["content"]["language_info"]["name"]
        reply = client.execute_interactive(CELL[language], timeout=60, output_hook=lambda _: None, allow_stdin=False)
        return reply["content"]["status"] == "ok"
    finally:
        client.stop_channels()
        client.context.destroy(linger=0)


def settled() -> dict:
    """The counts, once they have stayed the same for half a second: what ends takes its time."""
    last, since = counts(), time.monotonic()
    while time.monotonic() - since < 0.5:
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
    run(manager)
    before = settled()
    began = time.monotonic()
    for number in range(int(sys.argv[2])):
        manager.restart_kernel(now=number % 2 == 1)
        answered += run(manager)
    seconds = time.monotonic() - began
    after = settled()
finally:
    manager.shutdown_kernel(now=False)
print(json.dumps({"restarts": int(sys.argv[2]), "answered": answered, "before": before, "after": after, "seconds": seconds}))
