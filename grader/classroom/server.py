"""What grades files for a class, in a process of the pool: a checker whose reports become rows."""

from __future__ import annotations

from pathlib import Path

from grader.checker import Checker, Job
from grader.classroom.graded import FileJob, Graded
from grader.render.markdown import render_markdown
from grader.sandbox.limits import Limits


class ClassServer:
    """Grades one file after the other. No inputs are shown in what it says: they are the class's."""

    def __init__(self, device: str, limits: Limits, isolation: str, seed: int) -> None:
        self._checker = Checker(device, limits, isolation, seed=seed, shows_inputs=False)

    def __call__(self, job: FileJob) -> tuple[Graded, ...]:
        """One row for each exercise that the file solves, or for the one that is asked for."""
        asked = Job(Path(job.name), job.exercise, job.name, job.source, job.siblings, job.only)
        return tuple(
            Graded(
                report.exercise or "",
                report.outcome,
                report.score,
                report.max_score,
                report.as_json(),
                render_markdown([report]),
            )
            for report in self._checker(asked)
        )

    def close(self) -> None:
        """End the worker."""
        self._checker.close()
