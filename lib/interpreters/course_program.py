"""The course's programs: factors by trial division, and digests, one after the other, in threads, in processes.

It runs under Python 3 and, for Jython, under Python 2.7 as well: no annotations, no f-strings.
Standard input: a JSON object {"task", "way", "workers", "numbers" or "megabytes"}; standard output: one JSON object.
"""
import hashlib
import json
import sys
import threading
import time

clock = getattr(time, "perf_counter", time.time)


def trial_division(n):
    factors = []
    d = 2
    while d * d <= n:
        if n % d == 0:
            factors.append(d)
            n //= d
        else:
            d += 1
    if n > 1:
        factors.append(n)
    return factors


def factor_sum(numbers):
    return sum(sum(trial_division(n)) for n in numbers)


def digest_sum(megabytes):
    block = b"\0" * (1 << 20)
    total = 0
    for _ in range(megabytes):
        total += int(hashlib.sha256(block).hexdigest()[:8], 16)
    return total


def shares(work, workers):
    if isinstance(work, int):
        return [work // workers + (1 if i < work % workers else 0) for i in range(workers)]
    size = -(-len(work) // workers)
    return [work[i * size : (i + 1) * size] for i in range(workers)]


def in_threads(function, parts):
    results = [0] * len(parts)

    def run(i):
        results[i] = function(parts[i])

    threads = [threading.Thread(target=run, args=(i,)) for i in range(len(parts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(results)


def in_processes(function, parts):
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(max_workers=len(parts)) as pool:
        return sum(pool.map(function, parts))


def main():
    order = json.loads(sys.stdin.read())
    function, work = (
        (digest_sum, order["megabytes"]) if order["task"] == "digests" else (factor_sum, order["numbers"])
    )
    started = clock()
    if order["way"] == "sequential":
        result = function(work)
    elif order["way"] == "threads":
        result = in_threads(function, shares(work, order["workers"]))
    else:
        result = in_processes(function, shares(work, order["workers"]))
    print(json.dumps({"ms": (clock() - started) * 1000, "result": result}))


if __name__ == "__main__":
    main()
