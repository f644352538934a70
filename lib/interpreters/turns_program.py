"""Threads that compute and write down when: who holds the global interpreter lock is seen by the gaps of the others.

Standard input: a JSON object {"workers", "ms"}; standard output: one JSON object with the stretches of each thread and the
end of all of them, in ms of the system's monotonic clock.
"""
import json
import sys
import threading
import time

clock = getattr(time, "perf_counter", time.time)


def compute(stretches, until, barrier):
    barrier.wait()
    start = last = clock()
    while last < until[0]:
        # About a tenth of a millisecond.
        for _ in range(2000):
            pass
        now = clock()
        if now - last > 0.0015:
            stretches.append((start * 1000, last * 1000))
            start = now
        last = now
    stretches.append((start * 1000, last * 1000))


def main():
    order = json.loads(sys.stdin.read())
    until = [clock() + 3600]
    ready = threading.Barrier(order["workers"] + 1)
    stretches = [[] for _ in range(order["workers"])]
    threads = [threading.Thread(target=compute, args=(own, until, ready)) for own in stretches]
    for thread in threads:
        thread.start()
    until[0] = clock() + order["ms"] / 1000.0
    ready.wait()
    for thread in threads:
        thread.join()
    print(json.dumps({"stretches": stretches, "ended": clock() * 1000}))


if __name__ == "__main__":
    main()
