"""Turns at what needs much memory: a class that hands in at the last minute does so on one machine, perhaps."""

from __future__ import annotations

import fcntl
import os
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

_PAUSE = 0.1


@contextmanager
def turn(patience: float, at_once: int | None = None) -> Generator[bool]:
    """Wait for one of as many turns as there are cores, all users of this machine together.

    Gives False when the patience, in seconds, is at its end, or there is nowhere to wait.
    """
    end, fd = time.monotonic() + patience, None
    while (fd := _free(at_once or os.cpu_count() or 1)) is None and time.monotonic() < end:
        time.sleep(_PAUSE)
    try:
        yield fd is not None
    finally:
        if fd is not None:
            os.close(fd)


def _free(at_once: int) -> int | None:
    """A lock that nobody has, held by us; it is let go of when it is closed, and when we die."""
    for number in range(at_once):
        try:
            fd = _opened(Path(tempfile.gettempdir()) / f"trysquare-turn-{number}.lock")
        except OSError:
            continue
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(fd)
            continue
        return fd
    return None


def _opened(path: Path) -> int:
    """Not created anew where it is somebody else's: in a folder for all, Linux forbids that."""
    try:
        return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_CREAT, 0o644)
