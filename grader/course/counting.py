"""What counts: of all that a student has handed in, by the terms of the course. Worked out from the data each time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from pathlib import PurePath

from grader.classroom.gradebook import Entry, cause_of, chosen, unsolved
from grader.classroom.graded import Enrolled, Row
from grader.course.hidden import without_stages
from grader.course.results import Result, Results
from grader.course.submission import Submission, content_of
from grader.course.terms import Course, Late, Terms
from grader.course.tokens import Tokens
from grader.exercise import Exercise
from grader.report import Report

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A submission, as far as one exercise goes. `share` of its points count, and `remark` says why not all."""

    submission: Submission
    row: Row
    points: float
    max_points: float
    share: float
    remark: str

    @property
    def counted(self) -> float:
        return round(self.points * self.share, 4)


@dataclass(frozen=True, slots=True)
class Found:
    """What the store has, by student, file and exercise."""

    rows: Mapping[tuple[str, str, str], Row]

    @staticmethod
    def of(rows: Iterable[Row]) -> Found:
        return Found({(row.student, row.file, row.graded.exercise): row for row in rows})

    def of_files(self, submission: Submission, exercise: str) -> list[Row]:
        """The rows of a submission's files: for an exercise, or, without one, of those that solve none."""
        keys = ((submission.student, file_in(submission, name), exercise) for name in submission.files)
        return [self.rows[key] for key in keys if key in self.rows]


def file_in(submission: Submission, name: str) -> str:
    """What the store calls a file of a submission."""
    return f"{submission.short}/{name}"


def entries(course: Course, received: Sequence[Submission], rows: Iterable[Row], now: datetime) -> Iterator[Entry]:
    """An entry for every student and every exercise of the course."""
    found = Found.of(rows)
    for student in students_of(course, received):
        own = [each for each in received if each.student == student]
        for exercise in course.offered:
            tries = attempts(course, exercise, own, found)
            yield _entry(course, exercise, tries, now) or _without(course, exercise, Enrolled(student), own, found)


def students_of(course: Course, received: Iterable[Submission]) -> list[str]:
    """Everybody who may submit, or has."""
    return sorted({*course.students, *(each.student for each in received)})


def attempts(course: Course, exercise: Exercise, own: Sequence[Submission], found: Found) -> list[Attempt]:
    """A student's attempts at an exercise, oldest first. What is not new since an earlier one takes no token."""
    terms = course.exercises[exercise.id]
    worth = _worth(terms, exercise)
    tokens, had = Tokens(terms.attempts, terms.refill), set[str]()
    tries: list[Attempt] = []
    for submission in own:
        solving = found.of_files(submission, exercise.id)
        solving = [row for row in solving if row.graded.report.outcome in ("passed", "failed")]
        if not solving:
            continue
        row = chosen(solving, exercise.id)
        content = content_of(row.file, {file_in(submission, name): data for name, data in submission.files.items()})
        share, remark = 0.0, f"no attempt was left: {attempts_in_words(terms)}"
        if content in had or tokens.take(submission.received):
            had.add(content)
            share, remark = lateness(terms.due, course.late, submission.received)
        report = row.graded.report
        tries.append(Attempt(submission, row, worth * report.score / report.max_score, worth, share, remark))
    return tries


def that_counts(course: Course, tries: Sequence[Attempt]) -> Attempt | None:
    """Of several attempts the best, or the last. None where none counts anything."""
    counting = [each for each in tries if each.share > 0]
    if course.counts == "last":
        return counting[-1] if counting else None
    return max(counting, key=lambda each: each.counted, default=None)


def results_of(
    course: Course, submission: Submission, own: Sequence[Submission], found: Found, now: datetime
) -> Results:
    """What a student may read of a submission now."""
    results: list[Result] = []
    for exercise in course.offered:
        tries = attempts(course, exercise, own, found)
        counting = that_counts(course, tries)
        for each in (each for each in tries if each.submission is submission):
            shown = shown_of(each, course.exercises[exercise.id], now)
            points = round(each.max_points * shown.score / shown.max_score * each.share, 4)
            results.append(Result(exercise.id, points, each.max_points, each is counting, each.remark, shown))
    return Results(tuple(results))


def shown_of(attempt: Attempt, terms: Terms, now: datetime) -> Report:
    """The report of an attempt, without the stages that are hidden until the due date."""
    whole = attempt.row.graded.report
    report = replace(whole, file=PurePath(attempt.row.file).name)
    if not terms.hidden or terms.due is None or now >= terms.due:
        return report
    return without_stages(report, terms.hidden, f"shown after {terms.due:%Y-%m-%d %H:%M %Z}")


def attempts_in_words(terms: Terms) -> str:
    """
    >>> attempts_in_words(Terms(attempts=3, refill_hours=12)), attempts_in_words(Terms(attempts=1))
    ('there are 3, and one more every 12 hours', 'there is 1')
    """
    often = f"there {'is' if terms.attempts == 1 else 'are'} {terms.attempts}"
    return often if terms.refill_hours is None else f"{often}, and one more every {terms.refill_hours:g} hours"


def lateness(due: datetime | None, late: Late, received: datetime) -> tuple[float, str]:
    """The share of the points that counts, and why."""
    if due is None or received <= due:
        return 1.0, ""
    days = ceil((received - due) / _DAY)
    by = f"late by {days} day{'s' if days > 1 else ''}"
    if days > late.days:
        return 0.0, f"{by}: nothing counts"
    lost = min(late.percent_per_day * days, 100)
    return 1 - lost / 100, f"{by}: {lost:g} % less" if lost else by


def _entry(course: Course, exercise: Exercise, tries: Sequence[Attempt], now: datetime) -> Entry | None:
    """What counts, or, where nothing does, the last attempt and why it does not."""
    counting = that_counts(course, tries)
    attempt = counting or (tries[-1] if tries else None)
    if attempt is None:
        return None
    graded = attempt.row.graded
    return Entry(
        Enrolled(attempt.submission.student),
        exercise.id,
        graded.report.outcome,
        attempt.counted,
        attempt.max_points,
        cause="; ".join(each for each in (attempt.remark, cause_of(graded)) if each),
        mistake=graded.report.mistake.id if graded.report.mistake else "",
        file=attempt.row.file,
        graded=graded,
        shown=shown_of(attempt, course.exercises[exercise.id], now),
    )


def _without(course: Course, exercise: Exercise, student: Enrolled, own: Sequence[Submission], found: Found) -> Entry:
    """The entry of who has not tried."""
    worth = _worth(course.exercises[exercise.id], exercise)
    for submission in reversed(own):
        for row in found.of_files(submission, exercise.id):
            report, cause = row.graded.report, cause_of(row.graded)
            return Entry(student, exercise.id, report.outcome, 0.0, worth, cause, "", row.file, row.graded, report)
    return unsolved(student, [row for each in own for row in found.of_files(each, "")], exercise.id, worth)


def _worth(terms: Terms, exercise: Exercise) -> float:
    return terms.points if terms.points is not None else float(sum(exercise.weights.values()))
