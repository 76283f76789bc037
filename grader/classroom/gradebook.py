"""The gradebook: one row for each student and exercise, whatever was handed in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.classroom.graded import Enrolled, Graded, Row
from grader.exercise import Exercise
from grader.report import Report

_NO_FILE = "no file for this exercise was handed in"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a student has got for an exercise, and the cause where it is not everything. Points are the exercise's.

    `graded`: what was found; `shown`: what of it the student may read.
    """

    student: Enrolled
    exercise: str
    outcome: str
    points: float
    max_points: float
    cause: str = ""
    mistake: str = ""
    file: str = ""
    graded: Graded | None = None
    shown: Report | None = None


def gradebook(students: Iterable[Enrolled], rows: Iterable[Row], exercises: Sequence[Exercise]) -> list[Entry]:
    """An entry for every student and exercise, in that order.

    Where several files of a student solve one exercise, the file named like it counts, or else the best of them.
    """
    by_student: dict[str, list[Row]] = {}
    for row in rows:
        by_student.setdefault(row.student, []).append(row)
    return [
        _entry(student, by_student.get(student.student, []), exercise) for student in students for exercise in exercises
    ]


def _entry(student: Enrolled, rows: Sequence[Row], exercise: Exercise) -> Entry:
    points = float(sum(exercise.weights.values()))
    solving = [row for row in rows if row.graded.exercise == exercise.id]
    if not solving:
        return unsolved(student, [row for row in rows if not row.graded.exercise], exercise.id, points)
    best = chosen(solving, exercise.id)
    graded = best.graded
    return Entry(
        student,
        exercise.id,
        graded.report.outcome,
        round(points * graded.report.score / graded.report.max_score, 4),
        points,
        cause=cause_of(graded),
        mistake=graded.report.mistake.id if graded.report.mistake else "",
        file=best.file,
        graded=graded,
        shown=graded.report,
    )


def chosen(solving: Sequence[Row], exercise: str) -> Row:
    """Of several files that solve an exercise the one named like it, or else the best."""
    return max(solving, key=lambda row: (Path(row.file).stem == exercise, row.graded.report.score, row.file))


def unsolved(student: Enrolled, others: Sequence[Row], exercise: str, points: float) -> Entry:
    """No file solves the exercise: perhaps since one does not load, or none has its name."""
    broken = next((row for row in others if _fails_to_load(row.graded)), None)
    if broken is not None:
        cause = cause_of(broken.graded)
        return Entry(student, exercise, broken.graded.report.outcome, 0.0, points, cause=cause, file=broken.file)
    told = [*(f"{row.file} solves no exercise" for row in others), *student.remarks]
    cause = f"{_NO_FILE} ({'; '.join(each.rstrip('.') for each in told)})" if told else _NO_FILE
    return Entry(student, exercise, "not_attempted", 0.0, points, cause=cause)


def _fails_to_load(graded: Graded) -> bool:
    """Or the grader has failed on it."""
    failed = [stage.id for stage in graded.report.stages if stage.outcome == "failed"]
    return graded.report.outcome == "error" or failed[:1] == ["loads"]


def cause_of(graded: Graded) -> str:
    """The first stage that failed, with what it says; or why nothing was judged."""
    report = graded.report
    if report.outcome == "error":
        return "the grader failed: grade again"
    failed = next((stage for stage in report.stages if stage.outcome == "failed"), None)
    if failed is not None:
        return f"{failed.id}: {failed.message}"
    return report.stages[0].message if report.outcome == "not_attempted" and report.stages else ""
