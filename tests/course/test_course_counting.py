"""What counts: best or last, late or not, with an attempt left or not; and what is shown before it is due."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from grader.classroom.gradebook import Entry
from grader.classroom.graded import Graded, Row
from grader.course.allowance import allowances
from grader.course.counting import Found, entries, file_in, results_of
from grader.course.submission import Submission
from grader.course.terms import Course
from grader.report import Environment, Finding, RecognisedMistake, Report, Stage

MONDAY = datetime(2026, 11, 30, 12, tzinfo=UTC)
HERE = Environment("2", "3", "cpu", "bubblewrap")


def course(counts: str = "best", late: Mapping[str, Any] | None = None, **terms: Any) -> Course:
    return Course.model_validate({"counts": counts, "late": late or {}, "exercises": {"rnn_cell": terms}})


def handed(hours: float, content: str, student: str = "ada") -> Submission:
    return Submission(student, MONDAY + timedelta(hours=hours), {"rnn_cell.py": content.encode()})


def row(submission: Submission, score: float, **report: Any) -> Row:
    name = file_in(submission, "rnn_cell.py")
    outcome = report.pop("outcome", "passed" if score == 1 else "failed")
    whole = Report(
        exercise="rnn_cell", file=name, sha256=None, outcome=outcome, score=score, environment=HERE, **report
    )
    return Row(submission.student, name, Graded(whole))


def entry(course: Course, *tries: tuple[float, float]) -> Entry:
    """What counts of attempts that were made after so many hours and have such scores."""
    own = [handed(hours, f"{number}") for number, (hours, _) in enumerate(tries)]
    rows = [row(submission, score) for submission, (_, score) in zip(own, tries, strict=True)]
    (found,) = entries(course, own, rows, MONDAY)
    return found


@pytest.mark.parametrize(("counts", "points"), [("best", 10.0), ("last", 4.0)])
def test_the_best_or_the_last_attempt_counts(counts: str, points: float) -> None:
    assert entry(course(counts), (0, 0.2), (1, 1.0), (2, 0.4)).points == points


def test_points_are_those_of_the_course() -> None:
    found = entry(course(points=25), (0, 0.4))
    assert (found.points, found.max_points) == (10.0, 25.0)


LATE = {"percent_per_day": 10, "days": 2}


@pytest.mark.parametrize(
    ("hours", "points", "cause"),
    [
        (0, 10.0, ""),
        (0.1, 9.0, "late by 1 day: 10 % less"),
        (24, 9.0, "late by 1 day: 10 % less"),
        (24.1, 8.0, "late by 2 days: 20 % less"),
        (48.1, 0.0, "late by 3 days: nothing counts"),
    ],
)
def test_late_work_loses_points_for_each_day_begun_until_nothing_counts(
    hours: float, points: float, cause: str
) -> None:
    found = entry(course(due=MONDAY, late=LATE), (hours, 1.0))
    assert (found.points, found.cause) == (points, cause)


def test_without_terms_for_late_work_nothing_counts_after_the_date() -> None:
    assert entry(course(due=MONDAY), (1, 1.0)).points == 0.0


def test_a_better_attempt_may_count_less_for_being_late() -> None:
    assert entry(course(due=MONDAY, late={"percent_per_day": 50, "days": 9}), (0, 0.6), (30, 1.0)).points == 6.0


def test_the_last_attempt_that_counts_anything_is_the_last() -> None:
    assert entry(course("last", due=MONDAY, late=LATE), (0, 0.6), (100, 1.0)).points == 6.0


def test_an_attempt_without_a_token_counts_nothing_and_one_after_a_refill_does() -> None:
    terms = course(attempts=1, refill_hours=12)
    assert entry(terms, (0, 0.2), (1, 1.0)).points == 2.0
    assert entry(terms, (0, 0.2), (1, 0.4), (13, 1.0)).points == 10.0


def test_who_has_no_attempt_that_counts_is_told_why() -> None:
    own = [handed(0, "a", "bob"), handed(1, "b", "bob")]
    (found,) = entries(course(attempts=1, due=MONDAY - timedelta(days=9)), own, [row(own[0], 1.0)], MONDAY)
    assert (found.points, found.cause) == (0.0, "late by 9 days: nothing counts")


def test_the_same_file_beside_another_takes_no_attempt() -> None:
    first = handed(0, "same")
    second = Submission("ada", MONDAY + timedelta(hours=1), {"rnn_cell.py": b"same", "one_hot.py": b"new"})
    third = handed(2, "other")
    rows = [row(first, 0.4), row(second, 0.4), row(third, 1.0)]
    (found,) = entries(course(attempts=2), [first, second, third], rows, MONDAY)
    assert found.points == 10.0


def test_a_helper_that_changes_makes_another_attempt() -> None:
    tries = [
        Submission("ada", MONDAY + timedelta(hours=hour), {"rnn_cell.py": b"import own", "own.py": b"%d" % hour})
        for hour in range(3)
    ]
    rows = [row(submission, score) for submission, score in zip(tries, (0.2, 0.4, 1.0), strict=True)]
    (found,) = entries(course(attempts=2), tries, rows, MONDAY)
    assert found.points == 4.0


@pytest.mark.parametrize("outcome", ["not_attempted", "error"])
def test_what_was_not_attempted_or_where_the_grader_failed_takes_no_attempt(outcome: str) -> None:
    first, second = handed(0, "a"), handed(1, "b")
    rows = [row(first, 0.0, outcome=outcome), row(second, 1.0)]
    (found,) = entries(course(attempts=1), [first, second], rows, MONDAY)
    assert found.points == 10.0


def test_students_of_the_list_have_a_row_even_if_they_submit_nothing() -> None:
    terms = Course.model_validate({"students": ["eve"], "exercises": {"rnn_cell": {}}})
    (found,) = entries(terms, [], [], MONDAY)
    assert (found.student.student, found.outcome, found.max_points) == ("eve", "not_attempted", 10.0)


STAGES = (
    Stage("shape", "passed", "", 0.4, 0.4, 4),
    Stage("value", "failed", "They differ.", 0.0, 0.4, 4),
    Stage("gradient", "skipped", "skipped: values differ", 0.0, 0.2, 2),
)


def shown(hidden: list[str], now: datetime, stages: tuple[Stage, ...] = STAGES) -> Report:
    submission = handed(0, "a")
    score = sum(stage.points for stage in stages)
    found = row(
        submission,
        score,
        stages=stages,
        outcome="failed",
        findings=(Finding("value", "wrong_value", "They differ."),),
        mistake=RecognisedMistake("transposed", "It is transposed.", "value"),
    )
    terms = course(due=MONDAY + timedelta(hours=1), hidden=hidden)
    (result,) = results_of(terms, submission, [submission], Found.of([found]), now).results
    return result.report


def test_a_hidden_stage_is_not_shown_before_the_date_nor_what_gives_it_away() -> None:
    report = shown(["value"], MONDAY)
    assert [(stage.id, stage.outcome, stage.message) for stage in report.stages] == [
        ("shape", "passed", ""),
        ("value", "skipped", "shown after 2026-11-30 13:00 UTC"),
        ("gradient", "skipped", "shown after 2026-11-30 13:00 UTC"),
    ]
    assert (report.findings, report.mistake, report.outcome, report.score) == ((), None, "passed", 0.4)
    assert report.file == "rnn_cell.py"


def test_a_hidden_stage_is_shown_after_the_date() -> None:
    assert shown(["value"], MONDAY + timedelta(hours=1)).findings
    assert shown(["value"], MONDAY + timedelta(hours=1)).stages == STAGES


def test_what_fails_in_the_open_is_shown_before_the_date() -> None:
    report = shown(["gradient"], MONDAY)
    assert report.outcome == "failed"
    assert report.mistake is not None


def test_the_gradebook_counts_hidden_stages_from_the_beginning() -> None:
    terms = course(due=MONDAY + timedelta(hours=1), hidden=["value"])
    submission = handed(0, "a")
    (found,) = entries(terms, [submission], [row(submission, 0.4, stages=STAGES)], MONDAY)
    assert found.cause == "value: They differ."
    assert found.shown is not None
    assert found.shown.findings == ()


Offer = Callable[[], Mapping[str, bytes]]


def test_before_anything_is_graded_a_student_is_told_when_the_next_attempt_is_there() -> None:
    own = [handed(0, "a"), handed(1, "b")]
    now = MONDAY + timedelta(hours=2)
    (new,) = allowances(course(attempts=2, refill_hours=24), own, {"rnn_cell.py": b"c"}, now)
    assert not new.may
    assert new.next_at == MONDAY + timedelta(hours=24)
    assert "(there are 2, and one more every 24 hours): the next is there at 2026-12-01" in new.in_words(now)
    (again,) = allowances(course(attempts=2), own, {"rnn_cell.py": b"a"}, now)
    assert again.may


def test_an_attempt_that_never_comes_back_is_told_without_a_time() -> None:
    (spent,) = allowances(course(attempts=1), [handed(0, "a")], {"rnn_cell.py": b"c"}, MONDAY)
    assert spent.in_words(MONDAY) == "No attempt is left for rnn_cell (there is 1)."
