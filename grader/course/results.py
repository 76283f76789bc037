"""What a student reads of a submission, once it is graded."""

from __future__ import annotations

from dataclasses import dataclass

from grader.report import Report


@dataclass(frozen=True, slots=True)
class Result:
    """An exercise in a submission. `counts`: whether the gradebook has it. `remark`: late, or no attempt left."""

    exercise: str
    points: float
    max_points: float
    counts: bool
    remark: str
    report: Report


@dataclass(frozen=True, slots=True)
class Results:
    """All of one submission."""

    results: tuple[Result, ...]
