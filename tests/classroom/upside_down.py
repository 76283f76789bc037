"""What workers of a cluster do in tests: a module of its own, since they have to be able to import it."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from grader.job import Job
from grader.sandbox.limits import NoSandbox


class UpsideDown:
    """Turns bytes around, and says in which process. Dies over `die`; over `die once` only the first time.

    After `note` it leaves a file when it is closed.
    """

    def __init__(self) -> None:
        time.sleep(0.3)  # the real one loads torch; Dask does not replace a worker that dies while it is being started
        self._is_busy = False
        self._note: Path | None = None

    def __call__(self, job: Job) -> tuple[bytes, int]:
        """One at a time, or it fails."""
        assert not self._is_busy
        self._is_busy = True
        try:
            return self._turned(job)
        finally:
            self._is_busy = False

    def close(self) -> None:
        """Once."""
        if self._note is not None:
            self._note.touch(exist_ok=False)

    def _turned(self, job: Job) -> tuple[bytes, int]:
        source = job.source or b""
        if source == b"die":
            os.kill(os.getpid(), signal.SIGKILL)
        if source == b"die once" and not job.path.exists():
            job.path.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if source == b"note":
            self._note = job.path
        if source == b"bad":
            raise ValueError("bad")
        if source == b"exit":
            raise SystemExit
        time.sleep(0.01)
        return source[::-1], os.getpid()


def no_sandbox() -> None:
    """What a machine without bubblewrap says."""
    raise NoSandbox("The sandbox needs bubblewrap, and there is no `bwrap`.")
