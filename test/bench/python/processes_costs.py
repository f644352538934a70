"""Peers of Navette's processes: messages of multiprocessing, shared memory, and primes on a pool of processes."""
import json
import sys
import time
from multiprocessing import Pipe, Pool, Process


def echo(end):
    while True:
        message = end.recv_bytes()
        if message == b"":
            return
        end.send_bytes(message)


def primes(bounds):
    count = 0
    for n in range(*bounds):
        if n < 4:
            count += n > 1
            continue
        if n % 2 == 0:
            continue
        d = 3
        while d * d <= n and n % d:
            d += 2
        count += d * d > n
    return count


def round_trip(here, size, times):
    message = b"x" * size
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        here.send_bytes(message)
        here.recv_bytes()
        taken.append(time.perf_counter() - started)
    return 1e6 * sorted(taken)[times // 2]


if __name__ == "__main__":
    workers, first, count = (int(value) for value in sys.argv[1:])
    here, there = Pipe()
    child = Process(target=echo, args=(there,))
    child.start()
    small, large = round_trip(here, 1, 200), round_trip(here, 4 << 20, 20)
    here.send_bytes(b"")
    child.join()
    share = -(-count // (8 * workers))
    chunks = [(at, min(at + share, first + count)) for at in range(first, first + count, share)]
    started = time.perf_counter()
    alone = primes((first, first + count))
    middle = time.perf_counter()
    with Pool(workers) as pool:
        pool.map(primes, [(0, 10)] * workers)
        ready = time.perf_counter()
        assert sum(pool.map(primes, chunks, 1)) == alone
        ended = time.perf_counter()
    print(json.dumps({"small": small, "large": large, "speedUp": (middle - started) / (ended - ready)}))
