"""A Dask cluster: the same submissions on one local worker and on two, in turn, under full isolation.

A worker stands for a machine with one core: it, and the sandbox that it has started, keep to a core of their own. (Left
to itself a worker uses more than one: its judge computes beside the submission.) Every answer has to be there, once, in
order, and with full marks. Rounds in which other programs take more than a tenth of a core do not count, and are
repeated, for a few minutes. Prints submissions a second of warm workers, the median over the rounds, and the ratio
with its target; beside them one worker on all cores, and a pool of two processes without Dask. Ends with 1 where the
target is missed, and with 2 where the machine was too busy to say.

    python benchmarks/cluster.py [SUBMISSIONS]
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import psutil
from distributed import get_worker
from sandbox import RIGHT, SLOW

from grader.classroom.cluster import cluster_pool
from grader.classroom.run import _server
from grader.job import Job
from grader.sandbox.bubblewrap import confined
from grader.sandbox.files import read_siblings
from grader.sandbox.limits import BUBBLEWRAP, Limits
from grader.sandbox.pool import Pool, Server

ROUNDS, SHARE = 5, 0.8
OTHERS, PATIENCE = 0.1, 300.0
ONE, TWO = "one worker on a core", "two workers, a core each"


def main(submissions: int) -> int:
    """Measure in turn, print, and say with the exit code whether the target is met."""
    free = partial(_server, "cpu", Limits(), BUBBLEWRAP, 7)
    pools: dict[str, Any] = {}
    try:
        pools[ONE] = cluster_pool("local:1", _on_a_core, confined)
        pools[TWO] = cluster_pool("local:2", _on_a_core, confined)
        pools["one worker on all cores"] = cluster_pool("local:1", free, confined)
        pools["a pool of two, without Dask"] = Pool(free, 2, preload=("grader.checker",))
        rates = _measured(pools, submissions)
    finally:
        for pool in reversed(pools.values()):
            pool.stop()
    if not rates:
        print(f"The machine was never quiet for {ROUNDS} rounds: nothing can be said.")
        return 2
    for name, each in rates.items():
        print(f"{name:28} {median(each):8.2f} submissions a second ({min(each):.2f} to {max(each):.2f})")
    ratio = median(rates[TWO]) / median(rates[ONE])
    is_met = ratio >= 2 * SHARE
    print(f"{'two workers, beside one':28} {ratio:8.2f} × >= {2 * SHARE}{'' if is_met else '  MISSED'}")
    return 0 if is_met else 1


def _measured(pools: dict[str, Any], submissions: int) -> dict[str, list[float]]:
    """Submissions a second in each quiet round; nothing, if there are too few of them."""
    rates: dict[str, list[float]] = {name: [] for name in pools}
    for pool in pools.values():
        _rate(pool, 24)  # torch is loaded, and the answers of the reference are known
    until = time.monotonic() + PATIENCE
    while any(len(each) < ROUNDS for each in rates.values()) and time.monotonic() < until:
        for name, pool in pools.items():
            others = _busy() - _ours()
            rate, seconds = _rate(pool, submissions)
            if (_busy() - _ours() - others) / seconds < OTHERS:
                rates[name].append(rate)
    return rates if all(len(each) >= ROUNDS for each in rates.values()) else {}


def _ours() -> float:
    """Seconds that we have computed, and all that we have started."""
    us = psutil.Process()
    return sum(sum(each.cpu_times()[:4]) for each in (us, *us.children(recursive=True)))


def _on_a_core() -> Server:
    """In a worker: the thread that judges, and the sandbox that it starts, keep to one core, each worker to its own."""
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[int(get_worker().name) % len(cores)]})
    return _server("cpu", Limits(), BUBBLEWRAP, 7)


def _rate(pool: Any, submissions: int) -> tuple[float, float]:
    """Submissions a second, and the seconds that it took."""
    started = time.perf_counter()
    answers = [answer.result() for answer in pool.map(_jobs(submissions))]
    seconds = time.perf_counter() - started
    names = [row.report.file for (row,) in answers if row.report.outcome == "passed"]
    if names != [job.shown_as for job in _jobs(submissions)]:
        sys.exit(f"{submissions - len(set(names))} of {submissions} answers are missing, or not full marks")
    return submissions / seconds, seconds


def _jobs(submissions: int) -> Iterator[Job]:
    files = [file for file in sorted(RIGHT.glob("*.py")) if not file.stem.startswith(("_", *SLOW))]
    sources = [(source := file.read_bytes(), read_siblings(file, source)) for file in files]
    for number in range(submissions):
        name = f"{number:04}/rnn_cell.py"
        yield Job(Path(name), "rnn_cell", name, *sources[number % len(sources)])


def _busy() -> float:
    """Seconds that the cores have not been idle, together."""
    user, nice, system, *_ = (int(word) for word in Path("/proc/stat").read_text().split("\n")[0].split()[1:])
    return (user + nice + system) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 80))
