"""One exercise in one file, graded: what a worker says, what the store keeps, what a gradebook is made of."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from grader.render.markdown import render_markdown
from grader.report import Environment, Finding, Report


@dataclass(frozen=True, slots=True)
class Graded:
    """One exercise in one file: its report as JSON, and the feedback that the student reads.

    `exercise` is empty where a file does not load, or solves none.
    """

    exercise: str
    outcome: str
    score: float
    max_score: float
    report: Mapping[str, Any]
    feedback: str


def graded(report: Report) -> Graded:
    """A report as what is kept of it."""
    feedback = render_markdown([report])
    return Graded(report.exercise or "", report.outcome, report.score, report.max_score, report.as_json(), feedback)


def not_graded(file: str, exercise: str | None, why: str) -> Graded:
    """Where the grader itself has failed: an error, for which no student loses a point."""
    message = f"This is an error of the grader, not of your code: no points are lost. Please report it.\n{why}"
    return graded(
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
