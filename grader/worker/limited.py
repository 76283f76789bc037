"""Hard limits of the kernel for a submission, for good."""

from __future__ import annotations

import resource
import sys

_MOST_FILES = 256


def set_limits(limits: dict[str, float]) -> None:
    """Hard limits of the kernel. Memory counts from what the interpreter and torch already hold."""
    _limit(resource.RLIMIT_CORE, 0)
    cpu = int(limits["cpu_seconds"]) + 1
    _limit(resource.RLIMIT_CPU, cpu, cpu + 1)  # first a signal that tells why, then the end
    _limit(resource.RLIMIT_FSIZE, int(limits["file_mib"]) << 20)
    _limit(resource.RLIMIT_NOFILE, _MOST_FILES)
    if sys.platform == "linux":
        with open("/proc/self/statm") as statm:
            held = int(statm.read().split()[0]) * resource.getpagesize()
        _limit(resource.RLIMIT_AS, held + (int(limits["memory_mib"]) << 20))
        with open("/proc/loadavg") as load:
            running = int(load.read().split()[3].split("/")[1])
        _limit(resource.RLIMIT_NPROC, running + int(limits["processes"]))


def _limit(what: int, soft: int, hard: int | None = None) -> None:
    ceiling = resource.getrlimit(what)[1]
    hard = soft if hard is None else hard
    hard = hard if ceiling == resource.RLIM_INFINITY else min(hard, ceiling)
    resource.setrlimit(what, (min(soft, hard), hard))
