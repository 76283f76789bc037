"""What grades files for a class, in a process of the pool: a checker whose reports become rows."""

from __future__ import annotations

from grader.checker import Checker
from grader.classroom.graded import Graded
from grader.job import Job
from grader.sandbox.limits import Limits


class ClassServer:
    """Grades one file after the other. No inputs are shown in what it says: they are the class's."""

    def __init__(self, device: str, limits: Limits, isolation: str, seed: int) -> None:
        self._checker = Checker(device, limits, isolation, seed=seed, shows_inputs=False)

    def __call__(self, job: Job) -> tuple[Graded, ...]:
        """One row for each exercise that the file solves, or for the one that is asked for."""
        return tuple(Graded(report) for report in self._checker(job))

    def close(self) -> None:
        """End the worker."""
        self._checker.close()
