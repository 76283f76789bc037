"""What the processes of a pool do in its tests: a module of its own, since they have to be able to import it."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


class Squares:
    """Squares numbers. Dies over `die`, and over `die once` only in the first process that is asked."""

    def __call__(self, job: int | str | tuple[str, str]) -> int:
        if job == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if isinstance(job, tuple):  # a path that is there after the first time
            if not Path(job[1]).exists():
                Path(job[1]).touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return 0
        if isinstance(job, str):
            raise ValueError(job)
        time.sleep(0.01)
        return job * job

    def close(self) -> None:
        pass
