"""One million readings through RxPY: grouped by zone, summed up by windows, changes told with hysteresis."""
import json
import sys
import time
from importlib.metadata import version

import reactivex
from reactivex import operators as ops

order = json.load(sys.stdin)
zones, size, count = order["zones"], order["size"], order["count"]
readings = [(i % zones, 20 + (i * 7919 % 1200) / 100) for i in range(count)]


def summed(total, reading):
    return (total[0] + 1, total[1] + reading[1])


def of_zone(group):
    return group.pipe(
        ops.window_with_count(size),
        ops.flat_map(lambda window: window.pipe(ops.reduce(summed, (0, 0.0)))),
        ops.filter(lambda total: total[0] > 0),
        ops.map(lambda total: total[1] / total[0]),
        ops.scan(lambda hot, mean: mean >= 27 if hot else mean > 30, False),
        ops.start_with(False),
        ops.distinct_until_changed(),
        ops.skip(1),
    )


alerts = 0


def told(_):
    global alerts
    alerts += 1


source = reactivex.Subject()
source.pipe(ops.group_by(lambda reading: reading[0]), ops.flat_map(of_zone)).subscribe(told)
started, cpu = time.perf_counter(), time.process_time()
for reading in readings:
    source.on_next(reading)
source.on_completed()
print(json.dumps({"ms": (time.perf_counter() - started) * 1000, "cpuMs": (time.process_time() - cpu) * 1000, "alerts": alerts, "version": version("reactivex")}))
