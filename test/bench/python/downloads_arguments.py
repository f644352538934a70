"""What the downloading programs share: their arguments, and the line that tells the time they took."""

import json
import sys
import time


def arguments():
    """Returns the addresses, one a line in the first argument's file, the folder, and how many at once."""
    with open(sys.argv[1], encoding="utf-8") as listing:
        urls = listing.read().split()
    return urls, sys.argv[2], int(sys.argv[3])


def report(begin):
    """Prints the milliseconds since `begin`, a value of `time.perf_counter`."""
    print(json.dumps({"ms": (time.perf_counter() - begin) * 1000}))
