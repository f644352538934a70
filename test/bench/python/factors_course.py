"""Trial division as the course does it: the factors of each number of a file, one line printed for each.

Usage: factors_course.py NUMBERS PROCESSES

PROCESSES 0 does them one after the other; otherwise that many processes take equal shares. The milliseconds from the
first number to the last process's end are printed on standard error, as JSON.
"""

import json
import sys
import time
from multiprocessing import Process


def prime_factors(number):
    factors = []
    divisor = 2
    while divisor * divisor <= number:
        if number % divisor:
            divisor += 1
        else:
            number //= divisor
            factors.append(divisor)
    if number > 1:
        factors.append(number)
    return factors


def factorise(numbers):
    for number in numbers:
        print(number, prime_factors(number))


def main():
    with open(sys.argv[1], encoding="ascii") as file:
        numbers = [int(line) for line in file]
    count = int(sys.argv[2])
    begin = time.perf_counter()
    if count == 0:
        factorise(numbers)
    else:
        share = -(-len(numbers) // count)
        processes = [
            Process(target=factorise, args=(numbers[start : start + share],)) for start in range(0, len(numbers), share)
        ]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
    sys.stdout.flush()
    print(json.dumps({"ms": (time.perf_counter() - begin) * 1000}), file=sys.stderr)


if __name__ == "__main__":
    main()
