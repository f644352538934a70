"""What locks and threads cost in this Python, as JSON: the peers of lib/locks and lib/thread-costs."""

import json
import resource
import sys
import threading
import time


def lock_ns(times: int) -> float:
    lock = threading.Lock()
    started = time.perf_counter_ns()
    for _ in range(times):
        lock.acquire()
        lock.release()
    return (time.perf_counter_ns() - started) / times


def hand_over_us(times: int) -> float:
    ping, pong = threading.Semaphore(0), threading.Semaphore(0)

    def other() -> None:
        for _ in range(times):
            ping.acquire()
            pong.release()

    thread = threading.Thread(target=other)
    thread.start()
    started = time.perf_counter_ns()
    for _ in range(times):
        ping.release()
        pong.acquire()
    taken = time.perf_counter_ns() - started
    thread.join()
    return taken / times / 2000


def thread_kib(count: int) -> float:
    def rss() -> int:
        with open("/proc/self/statm") as statm:
            return int(statm.read().split()[1]) * resource.getpagesize()

    stop = threading.Event()
    before = rss()
    threads = [threading.Thread(target=stop.wait) for _ in range(count)]
    for thread in threads:
        thread.start()
    after = rss()
    stop.set()
    for thread in threads:
        thread.join()
    return (after - before) / count / 1024


def count_ns(threads: int, additions: int) -> float:
    lock = threading.Lock()
    counter = [0]

    def add() -> None:
        for _ in range(additions):
            with lock:
                counter[0] += 1

    crew = [threading.Thread(target=add) for _ in range(threads)]
    started = time.perf_counter_ns()
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    taken = time.perf_counter_ns() - started
    assert counter[0] == threads * additions
    return taken / (threads * additions)


scale = int(sys.argv[1])
print(
    json.dumps(
        {
            "lock": lock_ns(100_000 * scale),
            "handOver": hand_over_us(2_000 * scale),
            "memory": thread_kib(8),
            "count1": count_ns(1, 50_000 * scale),
            "count2": count_ns(2, 25_000 * scale),
        }
    )
)
