"""One exercise in one file, graded: what a worker says, what the store keeps, what a gradebook is made of."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import version

from grader.report import Environment, Finding, Report


@dataclass(frozen=True, slots=True)
class Graded:
    """One exercise in one file: its report, with nothing in it that the student may not read."""

    report: Report

    @property
    def exercise(self) -> str:
        """Empty where a file does not load, or solves none."""
        return self.report.exercise or ""


def not_graded(file: str, exercise: str | None, why: str) -> Graded:
    """Where the grader itself has failed: an error, for which no student loses a point."""
    message = f"This is an error of the grader, not of your code: no points are lost. Please report it.\n{why}"
    return Graded(
        Report(
            exercise=exercise,
            file=file,
            sha256=None,
            outcome="error",
            stages=(),
            findings=(Finding("loads", "internal_error", message),),
            environment=Environment(version("torch"), platform.python_version(), "cpu", "none"),
            seconds=0.0,
        )
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One exercise in one file of one student."""

    student: str
    file: str
    graded: Graded


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A student who has handed something in, or at least has a folder.

    `user`: who they are in the learning management system `system` (`canvas`, `moodle`, `gradescope`), if known.
    """

    student: str
    user: str = ""
    remarks: tuple[str, ...] = ()
    system: str = ""
